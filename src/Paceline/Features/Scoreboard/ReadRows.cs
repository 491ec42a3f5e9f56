using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Monitoring;
using Paceline.Features.Contracts;
using Paceline.Platform.Access;

namespace Paceline.Features.Scoreboard;

/// <summary>A record behind a figure, with the words that a reader may see. What stays hidden is null.</summary>
/// <param name="Counted">The record as it counts.</param>
/// <param name="Reference">Its number or deliverable; empty where it has none.</param>
/// <param name="Name">An activity's title, or the parties of a meeting.</param>
/// <param name="Company">The company, where one is behind the record.</param>
/// <param name="Cluster">The cluster that counts the company, or leads the activity.</param>
/// <param name="Country">The market.</param>
/// <param name="Contract">The contract, where it is one.</param>
/// <param name="ActivityKind">The kind of activity, where it is one.</param>
/// <param name="ActivityId">The activity that it is or came from.</param>
/// <param name="Activity">That activity's title.</param>
/// <param name="VerifiedBy">Who checked it.</param>
/// <param name="VerifiedAt">When.</param>
/// <param name="Evidence">The files that prove it.</param>
public sealed record FigureRow(
    CountedRow Counted, string Reference, string? Name, string? Company, string? Cluster, string? Country, ContractRow? Contract, ActivityKind? ActivityKind,
    Guid? ActivityId, LocalizedText? Activity, string? VerifiedBy, DateTimeOffset? VerifiedAt, IReadOnlyList<EvidenceMark> Evidence);

/// <summary>Who reads the rows.</summary>
/// <param name="Closeness">How close the reader stands to a contract.</param>
/// <param name="SeesMeetings">Whether the reader may know who met whom at the events that a cluster leads.</param>
public sealed record RowReader(Func<BusinessDeal, Closeness> Closeness, Func<Guid, bool> SeesMeetings)
{
    /// <summary>Whoever asks.</summary>
    public static RowReader Of(CurrentAccess access) => new(access.ClosenessTo, lead => access.May(Can.ViewSchedule, new Scope(Cluster: lead)));

    /// <summary>All who may read a frozen report.</summary>
    public static readonly RowReader Partnership = new(_ => Domain.FollowUp.Closeness.Partnership, _ => false);
}

/// <summary>Puts names to the records behind figures; all figures of a page in one reading.</summary>
public sealed class ReadRows(PacelineDb db, ReadContracts contracts)
{
    /// <summary>The rows of each figure, in the figure's own order.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<FigureRow>>> Run(Guid programme, IEnumerable<Figure> figures, RowReader reader, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Each figure opens into its records; the reader's closeness decides what of each is shown.");
        var asked = figures.ToList();
        var kinds = asked.SelectMany(f => f.Rows.Concat(f.Pending)).Select(r => r.Kind).ToHashSet();
        var clusters = await db.ClusterNames(stop);
        var activities = await db.Activities.AsNoTracking().Where(a => a.ProgrammeId == programme).ToDictionaryAsync(a => a.Id, stop);
        var proof = (await db.EvidenceItems.Where(e => e.RecordKind == RecordKind.Activity).OrderBy(e => e.AddedAt).ThenBy(e => e.Id).Select(e => new { e.RecordId, e.Kind, e.Sha256 }).ToListAsync(stop)).ToLookup(e => e.RecordId, e => new EvidenceMark(e.Kind, e.Sha256));
        var checks = (await db.Verifications.Where(v => v.RecordKind == RecordKind.Activity && v.Result == VerificationResult.Accepted).Select(v => new { v.RecordId, v.By, v.At }).ToListAsync(stop)).ToLookup(v => v.RecordId);
        var deals = kinds.Contains(RecordKind.BusinessDeal) ? (await contracts.Run(db.BusinessDeals.Where(d => d.ProgrammeId == programme), reader.Closeness, stop)).ToDictionary(d => d.Id) : [];
        var places = kinds.Contains(RecordKind.AttendanceRecord)
            ? await (from a in db.AttendanceRecords
                     join o in db.Organisations on a.OrganisationId equals o.Id
                     join k in db.Organisations on o.MergedIntoId equals k.Id into standing
                     from k in standing.DefaultIfEmpty()
                     select new { a.Id, a.ActivityId, Name = k == null ? o.Name : k.Name, Country = k == null ? o.Country : k.Country, HomeClusterId = k == null ? o.HomeClusterId : k.HomeClusterId }).ToDictionaryAsync(a => a.Id, stop) : [];
        var meetings = kinds.Contains(RecordKind.Meeting) ? await Meetings(programme, stop) : [];
        return asked.ToDictionary(f => f.Code, f => (IReadOnlyList<FigureRow>)[.. f.Rows.Select(Row)], StringComparer.Ordinal);

        FigureRow Row(CountedRow counted)
        {
            switch (counted.Kind)
            {
                case RecordKind.BusinessDeal:
                    var deal = deals[counted.Id];
                    return new FigureRow(counted, deal.Code, null, deal.Company, deal.Cluster, deal.View.Country, deal, null, deal.ActivityId, deal.Activity, deal.VerifiedBy, deal.VerifiedAt, deal.Evidence);
                case RecordKind.AttendanceRecord:
                    var place = places[counted.Id];
                    return Of(activities[place.ActivityId], counted) with { Company = place.Name, Country = place.Country, Cluster = place.HomeClusterId is { } home ? clusters.GetValueOrDefault(home) : null, ActivityKind = null };
                case RecordKind.Meeting:
                    var meeting = meetings[counted.Id];
                    return Of(activities[meeting.EventId], counted) with { Reference = meeting.Reference, Name = reader.SeesMeetings(activities[meeting.EventId].LeadClusterId) ? $"{meeting.First} – {meeting.Second}" : null, ActivityKind = null, VerifiedBy = null, VerifiedAt = null, Evidence = [] };
                default:
                    var activity = activities[counted.Id];
                    return Of(activity, counted) with { Name = activity.Title.ToString(), ActivityKind = activity.Kind };
            }
        }

        FigureRow Of(Activity activity, CountedRow counted)
        {
            var check = checks[activity.Id].MaxBy(c => c.At);
            return new FigureRow(counted, activity.Deliverable ?? "", null, null, clusters.GetValueOrDefault(activity.LeadClusterId), activity.Country, null, null, activity.Id, activity.Title, check?.By, check?.At, [.. proof[activity.Id]]);
        }
    }

    private sealed record MeetingNames(string Reference, Guid EventId, string First, string Second);

    private async Task<Dictionary<Guid, MeetingNames>> Meetings(Guid programme, CancellationToken stop) =>
        await (from m in db.Meetings
               join e in db.Events on m.EventId equals e.Id
               where e.ProgrammeId == programme && m.State == Domain.Matchmaking.MeetingState.Held
               join first in db.Participants on m.FirstId equals first.Id
               join second in db.Participants on m.SecondId equals second.Id
               select new { m.Id, m.Number, m.EventId, First = first.Code, Second = second.Code }).ToDictionaryAsync(m => m.Id, m => new MeetingNames($"M-{m.Number:000}", m.EventId, m.First, m.Second), stop);
}
