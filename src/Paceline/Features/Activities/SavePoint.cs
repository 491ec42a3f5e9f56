using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Matchmaking;
using Paceline.Features.Organisations;
using Paceline.Platform.Audit;

namespace Paceline.Features.Activities;

/// <summary>Adds, changes and takes away points of a programme.</summary>
public sealed class SavePoint(PacelineDb db, AuditTrail audit)
{
    /// <summary>Writes what was typed; not saved and without a refusal when somebody else was faster.</summary>
    public async Task<(bool Saved, Refusal? Refusal)> Run(Activity activity, PointInput input, CancellationToken stop)
    {
        // The programme kept here is the agenda that was checked.
        if (ActivityLife.RefusesChange(activity) is { } no) return (false, no);
        var known = await db.ProgrammeItems.FirstOrDefaultAsync(p => p.Id == input.Id, stop);
        if (known is not null && known.ActivityId != activity.Id) return (false, null);
        if (known is not null && known.Version != input.Version) return (false, null);
        var point = known ?? new ProgrammeItem { Id = input.Id, ActivityId = activity.Id, Kind = input.Kind, Title = [], Date = default, From = default };
        point.Kind = input.Kind;
        point.Title = PerLanguage.Text(point.Title, input.Title);
        point.Description = PerLanguage.Text(point.Description, input.Description);
        (point.Date, point.From, point.To) = (input.Date!.Value, input.From!.Value, input.To);
        (point.Room, point.Venue, point.LocalVenue) = (Spelling.Line(input.Room ?? ""), Spelling.Line(input.Venue ?? ""), Spelling.Line(input.LocalVenue ?? ""));
        (point.HostId, point.OnlyFor) = (input.HostId, input.OnlyFor);
        point.Speakers = SpeakerLines.Read(input.Speakers);
        if (known is null) db.ProgrammeItems.Add(point);
        audit.Add(known is null ? "Added a point to a programme" : "Changed a point of a programme", RecordKind.ProgrammeItem, point.Id, point.Title.ToString(), FormattableString.Invariant($"{activity.Title}, {point.Date:yyyy-MM-dd} {point.From:HH:mm}"), cluster: activity.LeadClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
            return (true, null);
        }
        catch (DbUpdateConcurrencyException)
        {
            return (false, null);
        }
        catch (DbUpdateException) when (known is null)
        {
            // The same form sent twice at once: the other one was first.
            db.ChangeTracker.Clear();
            return (await db.ProgrammeItems.AnyAsync(p => p.Id == input.Id && p.ActivityId == activity.Id, stop), null);
        }
    }

    /// <summary>Takes a point out; not found and without a refusal where there is none.</summary>
    public async Task<(bool Found, Refusal? Refusal)> Remove(Activity activity, Guid id, CancellationToken stop)
    {
        if (ActivityLife.RefusesChange(activity) is { } no) return (true, no);
        if (await db.ProgrammeItems.FirstOrDefaultAsync(p => p.Id == id && p.ActivityId == activity.Id, stop) is not { } point) return (false, null);
        db.ProgrammeItems.Remove(point);
        audit.Add("Took a point out of a programme", RecordKind.ProgrammeItem, id, point.Title.ToString(), activity.Title.ToString(), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return (true, null);
    }
}
