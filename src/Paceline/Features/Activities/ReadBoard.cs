using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.Activities;

/// <summary>Where an activity stands on the board.</summary>
public enum BoardPart
{
    /// <summary>It asks for something now.</summary>
    NeedsYou,
    /// <summary>Everything is there; somebody else checks it.</summary>
    WaitsForCheck,
    /// <summary>It comes in the next weeks.</summary>
    Soon,
    /// <summary>It comes later.</summary>
    Later,
    /// <summary>It is over and settled.</summary>
    Settled,
}

/// <summary>Something on the board that people or mails owe an answer to.</summary>
public enum BoardDebt
{
    /// <summary>Mails came back.</summary>
    MailsCameBack,
    /// <summary>Registrations wait for the organiser's yes.</summary>
    RegistrationsWait,
    /// <summary>Companies that got a place have not confirmed it.</summary>
    PlacesUnconfirmed,
    /// <summary>Assessors have not handed in.</summary>
    ScoresMissing,
    /// <summary>Letters are written and have not left.</summary>
    LettersNotSent,
    /// <summary>Those who were invited have not answered.</summary>
    InvitationsUnanswered,
    /// <summary>Those who were there have not answered.</summary>
    EvaluationsUnanswered,
}

/// <summary>How many of a kind, for an activity.</summary>
public sealed record BoardDue(BoardDebt What, int Count);

/// <summary>An activity on the board.</summary>
public sealed record BoardRow(Guid Id, ActivityKind Kind, LocalizedText Title, DateOnly StartsOn, DateOnly EndsOn, ActivityState State, string Lead, ActivityAsk Ask, int There, int Needed, int Late, DateOnly? DueOn, bool Mine, BoardPart Part, IReadOnlyList<BoardDue> Due)
{
    /// <summary>Whether whoever asks opens its evidence.</summary>
    public bool OpensEvidence { get; init; }
}

/// <summary>The organiser's board: what each activity asks for, what evidence it lacks, and since when.</summary>
public sealed class ReadBoard(PacelineDb db, ActivityDoor door, CurrentAccess access, ReadChecklists checklists, TimeProvider clock)
{
    private const int SoonDays = 21;

    // What comes after it in the list is waited for; what stands before it is the organiser's to settle.
    private const BoardDebt LastThatHurries = BoardDebt.LettersNotSent;

    public async Task<IReadOnlyList<BoardRow>> Run(CancellationToken stop)
    {
        var checks = access.MaySomewhere(Can.VerifyActivity);
        var helped = await door.Helped(Can.ManageActivity, stop);
        var own = door.Within(db.Activities.AsNoTracking(), Can.ManageActivity).Select(a => a.Id);
        // A partner that helps sees how the activity stands; what it asks for is asked of the lead.
        var mine = db.Activities.AsNoTracking().Where(a => own.Contains(a.Id) || helped.Contains(a.Id));
        var activities = await (checks ? db.Activities.AsNoTracking().Where(a => a.State == ActivityState.Held || mine.Any(m => m.Id == a.Id)) : mine).OrderBy(a => a.StartsOn).ThenBy(a => a.Id).ToListAsync(stop);
        var lists = await checklists.Of(activities, stop);
        var leads = await db.Organisations.Where(o => db.Activities.Any(a => a.LeadClusterId == o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, stop);
        var run = activities.Where(a => door.May(Can.ManageActivity, a) && a.State is not ActivityState.Cancelled).ToList();
        // Links to the evaluation hold for sixty days; after that nobody is asked any more.
        var due = await Due([.. run.Select(a => a.Id)], [.. run.Where(a => a.IsOn && a.EndsOn <= clock.Today(a.TimeZone) && a.EndsOn.AddDays(60) >= clock.Today(a.TimeZone)).Select(a => a.Id)], stop);
        return [.. activities.Select(Row)];

        BoardRow Row(Activity a)
        {
            var (today, list) = (clock.Today(a.TimeZone), lists[a.Id]);
            var ask = ActivityAgenda.Ask(a, today, list.IsComplete);
            IReadOnlyList<BoardDue> owed = [.. due[a.Id]];
            var settled = a.State is ActivityState.Verified or ActivityState.Cancelled || a.State is ActivityState.Held && a.Traits.CountsFromElsewhere;
            var late = settled || !a.IsOn ? 0 : list.Lines.Count(l => l.IsLate(today));
            var manages = door.May(Can.ManageActivity, a);
            var part = settled ? BoardPart.Settled
                : ask is ActivityAsk.WaitForTheCheck ? BoardPart.WaitsForCheck
                : manages && (late > 0 || ActivityAgenda.IsForOrganiser(ask) || owed.Any(d => d.What <= LastThatHurries)) ? BoardPart.NeedsYou
                : a.StartsOn <= today.AddDays(SoonDays) ? BoardPart.Soon : BoardPart.Later;
            return new BoardRow(a.Id, a.Kind, a.Title, a.StartsOn, a.EndsOn, a.State, leads.GetValueOrDefault(a.LeadClusterId, ""), ask, list.Lines.Count(l => l.IsThere), list.Lines.Count, late, settled || list.IsComplete ? null : list.Missing.Min(l => l.DueOn), manages, part, owed) { OpensEvidence = door.May(Can.OpenEvidence, a) };
        }
    }

    // Counted for all at once; what an activity does not have costs nothing.
    private async Task<ILookup<Guid, BoardDue>> Due(List<Guid> ids, List<Guid> askable, CancellationToken stop)
    {
        var found = new List<(Guid Activity, BoardDue Due)>();
        async Task Count(BoardDebt what, IQueryable<Guid> owing) =>
            found.AddRange((await owing.GroupBy(id => id).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(stop)).Select(g => (g.Key, new BoardDue(what, g.Count))));

        await Count(BoardDebt.MailsCameBack, db.Mails.Where(m => m.FailedAt != null && m.ActivityId != null && ids.Contains(m.ActivityId.Value)).Select(m => m.ActivityId!.Value));
        var open = db.Activities.Where(a => ids.Contains(a.Id) && (a.State == ActivityState.Planned || a.State == ActivityState.OpenForRegistration || a.State == ActivityState.RegistrationClosed || a.State == ActivityState.Running)).Select(a => a.Id);
        await Count(BoardDebt.RegistrationsWait, db.Registrations.Where(r => open.Contains(r.ActivityId) && r.State == RegistrationState.Registered).Select(r => r.ActivityId));
        await Count(BoardDebt.PlacesUnconfirmed, db.Applications.Where(a => open.Contains(a.ActivityId) && a.State == ApplicationState.Selected).Select(a => a.ActivityId));
        await Count(BoardDebt.ScoresMissing, db.Assessments.Where(a => open.Contains(a.ActivityId) && a.DoneAt == null && a.Conflict == null).Select(a => a.ActivityId));
        await Count(BoardDebt.LettersNotSent, db.Letters.Where(l => open.Contains(l.ActivityId) && l.SentAt == null).Select(l => l.ActivityId));
        await Count(BoardDebt.InvitationsUnanswered, db.Invitations.Where(i => open.Contains(i.ActivityId) && i.RegistrationId == null).Select(i => i.ActivityId));
        await Count(BoardDebt.EvaluationsUnanswered, db.Registrations.Where(r => askable.Contains(r.ActivityId) && r.State == RegistrationState.CheckedIn && !r.HasEvaluated && db.RegistrationBooks.Any(b => b.ActivityId == r.ActivityId && b.EvaluationSentAt != null)).Select(r => r.ActivityId));
        return found.OrderBy(f => f.Due.What).ToLookup(f => f.Activity, f => f.Due);
    }
}
