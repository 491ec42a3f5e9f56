using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;
using Paceline.Features.Travel;

namespace Paceline.Features.Activities;

/// <summary>What of the minimum documentation is there, for one activity or for many at once.</summary>
public sealed class ReadChecklists(PacelineDb db, ReadGates gates)
{
    /// <summary>The checklist of each, by its key.</summary>
    public async Task<IReadOnlyDictionary<Guid, EvidenceChecklist>> Of(IReadOnlyCollection<Activity> activities, CancellationToken stop)
    {
        var ids = activities.Select(a => a.Id).ToList();
        var events = activities.Where(a => a.Kind is ActivityKind.MatchmakingEvent).Select(a => a.Id).ToList();
        var files = (await db.EvidenceItems.Where(e => e.RecordKind == RecordKind.Activity && ids.Contains(e.RecordId)).Select(e => new { e.RecordId, e.Kind }).ToListAsync(stop)).ToLookup(e => e.RecordId, e => e.Kind);
        var here = new List<(Guid Activity, EvidenceNeed Need)>();
        async Task Keep(EvidenceNeed need, IQueryable<Guid> met) => here.AddRange((await met.ToListAsync(stop)).Select(id => (id, need)));

        // The programme kept here is an agenda; the schedule, its participants and what both sides said prove a matchmaking event.
        await Keep(EvidenceNeed.Agenda, db.ProgrammeItems.Where(p => ids.Contains(p.ActivityId)).Select(p => p.ActivityId).Distinct());
        if (events.Count > 0)
        {
            await Keep(EvidenceNeed.ParticipantList, db.Participants.Where(p => events.Contains(p.EventId)).Select(p => p.EventId).Distinct());
            await Keep(EvidenceNeed.FinalSchedule, db.Events.Where(e => events.Contains(e.Id) && e.Publication == Publication.Final).Select(e => e.Id));
            await Keep(EvidenceNeed.TableSheetsOrOutcomes, db.Meetings.Where(m => events.Contains(m.EventId) && m.State == MeetingState.Held && db.MeetingOutcomes.Count(o => o.MeetingId == m.Id) > 1).Select(m => m.EventId).Distinct());
        }

        // The meetings of a mission are those of the matchmaking that is part of it.
        await Keep(EvidenceNeed.ListOfMeetings, db.Events.Where(e => e.PartOfId != null && ids.Contains(e.PartOfId.Value) && e.Publication == Publication.Final).Select(e => e.PartOfId!.Value).Distinct());
        var kept = here.ToLookup(h => h.Activity, h => h.Need);
        var counted = await Counted(activities, files, stop);
        return activities.ToDictionary(a => a.Id, a => EvidenceChecklist.Of(a, [.. files[a.Id]], [.. kept[a.Id]], [.. counted[a.Id]]));
    }

    /// <summary>The checklist of one.</summary>
    public async Task<EvidenceChecklist> Of(Activity activity, CancellationToken stop) => (await Of([activity], stop))[activity.Id];

    // What the product counts itself: gates, signed pages, answers, letters.
    private async Task<ILookup<Guid, EvidenceProgress>> Counted(IReadOnlyCollection<Activity> activities, ILookup<Guid, EvidenceKind> files, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Whoever may read the checklist of an activity is told in numbers what of it is there.");
        var ids = activities.Select(a => a.Id).ToList();
        var found = new List<(Guid Activity, EvidenceProgress Progress)>();
        // What counts already is not looked into again.
        foreach (var mission in activities.Where(a => a.Traits.HasGates && a.IsOn && a.State is not ActivityState.Verified && !files[a.Id].Contains(EvidenceKind.GateRecord)))
        {
            var (open, all) = await gates.Count(mission, stop);
            found.Add((mission.Id, EvidenceProgress.OfGates(open, all)));
        }

        foreach (var activity in (await db.AttendanceSheets.AsNoTracking().Where(s => ids.Contains(s.ActivityId)).ToListAsync(stop)).GroupBy(s => s.ActivityId))
        {
            // A sheet may be printed anew; of each day the printing counts that came back the furthest.
            var days = activity.GroupBy(s => s.Day).Select(d => d.GroupBy(s => s.PrintedAt).Select(p => (Scanned: p.Count(s => s.EvidenceId != null), Pages: p.Count())).OrderBy(p => p.Pages - p.Scanned).ThenByDescending(p => p.Scanned).First()).ToList();
            found.Add((activity.Key, EvidenceProgress.OfSheets(days.Sum(d => d.Scanned), days.Sum(d => d.Pages))));
        }

        foreach (var people in await db.Registrations.Where(r => ids.Contains(r.ActivityId) && r.State == RegistrationState.CheckedIn).GroupBy(r => r.ActivityId).Select(g => new { g.Key, All = g.Count(), Done = g.Count(r => r.HasEvaluated) }).ToListAsync(stop))
            found.Add((people.Key, EvidenceProgress.OfEvaluation(people.Done, people.All)));

        var sent = await db.Letters.Where(l => ids.Contains(l.ActivityId) && l.SentAt != null).GroupBy(l => l.ActivityId).Select(g => new { g.Key, Count = g.Select(l => l.ApplicationId).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        foreach (var call in await db.Applications.Where(a => ids.Contains(a.ActivityId) && a.Number != null && a.State != ApplicationState.Withdrawn).GroupBy(a => a.ActivityId).Select(g => new { g.Key, All = g.Count() }).ToListAsync(stop))
            found.Add((call.Key, EvidenceProgress.OfLetters(Math.Min(call.All, sent.GetValueOrDefault(call.Key)), call.All)));
        return found.ToLookup(f => f.Activity, f => f.Progress);
    }
}
