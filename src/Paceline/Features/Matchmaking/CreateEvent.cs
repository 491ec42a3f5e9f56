using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;

namespace Paceline.Features.Matchmaking;

/// <summary>Adds a matchmaking event to the programme's activities.</summary>
public sealed class CreateEvent(PacelineDb db, AuditTrail audit, CurrentAccess access)
{
    /// <summary>Writes it; a second send of the same form changes nothing.</summary>
    /// <param name="programme">The programme.</param>
    /// <param name="input">What was typed; its plan has no faults.</param>
    /// <param name="stop">Cancels.</param>
    public async Task Run(Guid programme, EventInput input, CancellationToken stop)
    {
        if (await IsThere(input.Id, stop)) return;
        var plan = input.Plan();
        var lead = input.LeadClusterId!.Value;
        if (!access.May(Can.ManageEvent, new Scope(lead))) throw new InvalidOperationException("The page offers only clusters for which an event may be made.");
        var created = new MatchmakingEvent
        {
            Id = input.Id,
            ProgrammeId = programme,
            Kind = ActivityKind.MatchmakingEvent,
            Title = new LocalizedText { [Texts.Language] = Spelling.Line(input.Name) },
            StartsOn = plan.Sessions.Min(s => s.Date),
            EndsOn = plan.Sessions.Max(s => s.Date),
            TimeZone = plan.TimeZone,
            Place = Spelling.Line(input.Place ?? ""),
            Country = string.IsNullOrEmpty(input.Country) ? null : input.Country,
            LeadClusterId = lead,
            SlotMinutes = plan.SlotMinutes,
            Tables = plan.Tables,
            Sessions = [.. plan.Sessions.Select(s => new EventSession { Name = Spelling.Line(s.Name), Date = s.Date, From = s.From, To = s.To })],
            Breaks = [.. plan.Breaks.Select(b => new EventBreak { Name = Spelling.Line(b.Name), Date = b.Date, From = b.From, To = b.To })],
        };
        db.Events.Add(created);
        audit.Add("Created a matchmaking event", RecordKind.Activity, created.Id, created.Title.ToString(), ChangeEvent.Describe(plan), cluster: lead);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            // The same form sent twice at once: the other one was first.
            db.ChangeTracker.Clear();
            if (!await IsThere(input.Id, stop)) throw;
        }
    }

    private Task<bool> IsThere(Guid id, CancellationToken stop) => db.Activities.AnyAsync(a => a.Id == id, stop);
}
