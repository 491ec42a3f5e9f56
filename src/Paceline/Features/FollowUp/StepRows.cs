using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Features.Agendas;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.FollowUp;

/// <summary>Which steps a list shows.</summary>
public enum StepFilter
{
    /// <summary>All that are open.</summary>
    Open,
    /// <summary>Past their day.</summary>
    Late,
    /// <summary>Due by Sunday.</summary>
    Week,
    /// <summary>Due after Sunday.</summary>
    Later,
    /// <summary>Done or dropped.</summary>
    Done,
}

/// <summary>A next step as a list shows it.</summary>
public sealed record StepRow(FollowUpAction Step, string Company, string Counterpart, string Country, DateOnly? AgreedOn, string Event, string EventLanguage, StepUrgency Urgency, DateOnly Today, bool MaySettle)
{
    public int DaysLate => Today.DayNumber - Step.DueOn.DayNumber;
}

/// <summary>Whose steps somebody may see.</summary>
public static class StepsWithin
{
    public static IQueryable<FollowUpAction> Within(this IQueryable<FollowUpAction> steps, Reach reach)
    {
        if (reach.Everywhere) return steps;
        List<Guid> clusters = [.. reach.Clusters], companies = [.. reach.Companies], participants = [.. reach.Participants];
        return steps.Where(a => a.HomeClusterId != null && clusters.Contains(a.HomeClusterId.Value)
            || a.OrganisationId != null && companies.Contains(a.OrganisationId.Value)
            || participants.Contains(a.ParticipantId));
    }
}

/// <summary>Reads next steps, the late ones first.</summary>
public sealed class StepRows(PacelineDb db, CurrentAccess access, TimeProvider clock)
{
    /// <summary>Of what is settled, the latest that a list shows.</summary>
    public const int MostSettled = 200;

    public async Task<IReadOnlyList<StepRow>> Open(Guid? participant, CancellationToken stop) =>
        [.. (await Read(Visible(participant).Where(a => a.State == FollowUpState.Open), stop)).OrderBy(r => r.Step.DueOn).ThenBy(r => r.Company, StringComparer.CurrentCultureIgnoreCase).ThenBy(r => r.Step.Id)];

    public async Task<IReadOnlyList<StepRow>> Settled(Guid? participant, CancellationToken stop) =>
        [.. (await Read(Visible(participant).Where(a => a.State != FollowUpState.Open).OrderByDescending(a => a.SettledAt).Take(MostSettled), stop)).OrderByDescending(r => r.Step.SettledAt)];

    public Task<int> CountSettled(Guid? participant, CancellationToken stop) => Visible(participant).CountAsync(a => a.State != FollowUpState.Open, stop);

    private IQueryable<FollowUpAction> Visible(Guid? participant) =>
        db.FollowUpActions.AsNoTracking().Within(access.Reach(Can.ViewFollowUps)).Where(a => participant == null || a.ParticipantId == participant);

    private async Task<IReadOnlyList<StepRow>> Read(IQueryable<FollowUpAction> steps, CancellationToken stop)
    {
        var found = await (
            from a in steps
            join m in db.Meetings on a.MeetingId equals m.Id
            join p in db.Participants on a.ParticipantId equals p.Id
            join e in db.Events on m.EventId equals e.Id
            select new { Step = a, Company = p.Name, Counterpart = m.FirstId == a.ParticipantId ? m.SecondId : m.FirstId, m.PublishedStart, e.Title, e.TimeZone }).ToListAsync(stop);
        var names = await db.Counterparts([.. found.Select(f => f.Counterpart)], stop);
        var rows = found.ConvertAll(f => new { f.Step, f.Company, Counterpart = names[f.Counterpart].Name, names[f.Counterpart].Country, f.PublishedStart, f.Title, f.TimeZone });
        var reach = access.Reach(Can.SettleFollowUp);
        return rows.ConvertAll(r =>
        {
            var today = clock.Today(r.TimeZone);
            var (title, language) = r.Title.In(Texts.Language);
            return new StepRow(r.Step, r.Company, r.Counterpart, r.Country, r.PublishedStart?.DayIn(r.TimeZone), title, language, r.Step.Urgency(today), today,
                reach.Covers(new Scope(r.Step.HomeClusterId, r.Step.OrganisationId, r.Step.ParticipantId)));
        });
    }
}
