using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;

namespace Paceline.Features.Matchmaking;

/// <summary>Changes an event. Where the new timetable costs placed meetings their slot, that is told first and done only with consent.</summary>
public sealed class ChangeEvent(PacelineDb db, AuditTrail audit, CurrentAccess access, TimeProvider clock)
{
    /// <summary>What came of it: nothing set means saved.</summary>
    public sealed record Outcome(Refusal? Refusal = null, TimetableImpact? Impact = null, bool IsConflict = false);

    /// <summary>Writes what was typed; its plan has no faults.</summary>
    public async Task<Outcome> Run(MatchmakingEvent @event, EventInput input, CancellationToken stop)
    {
        db.Entry(@event).Property(e => e.Version).OriginalValue = input.Version;
        if (@event.Version != input.Version) return new Outcome(IsConflict: true);
        var before = Summary(@event);
        var outcome = await Apply(@event, input.Plan(), input.Consent, stop);
        if (outcome is not { Refusal: null, Impact: null }) return outcome;
        @event.Title[@event.Title.In(Texts.Language).Language] = Spelling.Line(input.Name);
        @event.Place = Spelling.Line(input.Place ?? "");
        @event.Country = string.IsNullOrEmpty(input.Country) ? null : input.Country;
        if (input.LeadClusterId is { } lead) @event.LeadClusterId = lead;
        audit.Add("Changed a matchmaking event", RecordKind.Activity, @event.Id, @event.Title.ToString(), $"{before} → {Summary(@event)}", cluster: @event.LeadClusterId);
        return await Save(stop);
    }

    /// <summary>Gives the event another timetable and nothing else, with the same care.</summary>
    public async Task<Outcome> Timetable(MatchmakingEvent @event, TimetablePlan plan, string? consent, CancellationToken stop)
    {
        var before = Describe(TimetablePlan.Of(@event));
        var outcome = await Apply(@event, plan, consent, stop);
        if (outcome is not { Refusal: null, Impact: null }) return outcome;
        audit.Add("Changed the timetable of an event", RecordKind.Activity, @event.Id, @event.Title.ToString(), $"{before} → {Describe(plan)}", cluster: @event.LeadClusterId);
        return await Save(stop);
    }

    /// <summary>A timetable in one line, for the audit trail.</summary>
    public static string Describe(TimetablePlan plan) => string.Create(CultureInfo.InvariantCulture, $"{Domain.Matchmaking.Timetable.Of(plan).Slots.Count} x {plan.SlotMinutes} min, {plan.Tables} tables, {string.Join("; ", plan.Sessions.Select(s => $"{s.Name} {s.Date:yyyy-MM-dd} {s.From:HH:mm}-{s.To:HH:mm}"))}{(plan.Breaks.Count == 0 ? "" : "; ")}{string.Join("; ", plan.Breaks.Select(b => $"({b.Name} {b.Date:yyyy-MM-dd} {b.From:HH:mm}-{b.To:HH:mm})"))}, {plan.TimeZone}");

    private static string Summary(MatchmakingEvent e) => $"{e.Title}, {e.Place} {e.Country}, {Describe(TimetablePlan.Of(e))}";

    private async Task<Outcome> Apply(MatchmakingEvent @event, TimetablePlan plan, string? consent, CancellationToken stop)
    {
        var (was, becomes) = (Domain.Matchmaking.Timetable.Of(@event), Domain.Matchmaking.Timetable.Of(plan));
        var isSame = was.Slots.SequenceEqual(becomes.Slots) && @event.Tables == plan.Tables && was.Sessions.Select(s => s.Id).SequenceEqual(becomes.Sessions.Select(s => s.Id));
        if (!isSame)
        {
            if (await db.SchedulingRuns.AnyAsync(r => r.EventId == @event.Id && (r.State == RunState.Queued || r.State == RunState.Running), stop))
                return new Outcome(new Refusal("A search for a schedule is under way. Stop it first, then change the timetable."));
            var meetings = await db.Meetings.Where(m => m.EventId == @event.Id).OrderBy(m => m.Number).ToListAsync(stop);
            var impact = TimetableImpact.Of(was, becomes, plan.Tables, meetings);
            if (impact.NeedsConsent && consent != impact.Fingerprint) return new Outcome(Impact: impact);
            var (before, after) = impact.Apply(await db.Participants.Where(p => p.EventId == @event.Id).ToListAsync(stop));
            if (meetings.Any(m => m.Slot is not null) || after.Count > 0) @event.ScheduleChangedAt = clock.GetUtcNow();
            if (after.Count > 0) db.ScheduleChanges.Add(new ScheduleChange { EventId = @event.Id, Kind = ScheduleChangeKind.TimetableChanged, ById = access.PersonId ?? Guid.Empty, At = clock.GetUtcNow(), Before = before, After = after });
        }

        Take(@event, plan);
        // Sessions are rows of their own: without this a change of theirs alone would not count as one of the event.
        db.Entry(@event).Property(e => e.Tables).IsModified = true;
        return new Outcome();
    }

    private static void Take(MatchmakingEvent @event, TimetablePlan plan)
    {
        (@event.TimeZone, @event.SlotMinutes, @event.Tables) = (plan.TimeZone, plan.SlotMinutes, plan.Tables);
        (@event.StartsOn, @event.EndsOn) = (plan.Sessions.Min(s => s.Date), plan.Sessions.Max(s => s.Date));
        foreach (var gone in @event.Sessions.Where(s => plan.Sessions.All(p => p.Id != s.Id)).ToList()) @event.Sessions.Remove(gone);
        foreach (var s in plan.Sessions)
        {
            if (@event.Sessions.Find(e => e.Id == s.Id) is { } there) (there.Name, there.Date, there.From, there.To) = (Spelling.Line(s.Name), s.Date, s.From, s.To);
            else @event.Sessions.Add(new EventSession { Name = Spelling.Line(s.Name), Date = s.Date, From = s.From, To = s.To });
        }

        foreach (var gone in @event.Breaks.Where(b => plan.Breaks.All(p => p.Id != b.Id)).ToList()) @event.Breaks.Remove(gone);
        foreach (var b in plan.Breaks)
        {
            if (@event.Breaks.Find(e => e.Id == b.Id) is { } there) (there.Name, there.Date, there.From, there.To) = (Spelling.Line(b.Name), b.Date, b.From, b.To);
            else @event.Breaks.Add(new EventBreak { Name = Spelling.Line(b.Name), Date = b.Date, From = b.From, To = b.To });
        }
    }

    private async Task<Outcome> Save(CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return new Outcome();
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new Outcome(IsConflict: true);
        }
    }
}
