using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Monitoring;

namespace Paceline.Features.Activities;

/// <summary>An activity as its page tells it. For visitors nobody is named but the partners that run it.</summary>
public sealed record ActivityView(Activity Activity, string Lead, IReadOnlyList<string> CoOrganisers, IReadOnlyList<ActivityView.Related> Whole, IReadOnlyList<ActivityView.Related> Parts,
    IReadOnlyList<ActivityView.Host> Hosts, IReadOnlyList<ProgrammeItem> Points, EvidenceItem? Document, bool IsForVisitors)
{
    public sealed record Related(Guid Id, ActivityKind Kind, LocalizedText Title, bool IsPublic);

    public sealed record Host(Guid Id, string Name, string Country);

    /// <summary>Where a related one is read.</summary>
    public string UrlOf(Related other) => IsForVisitors ? Urls.PublicActivity(other.Id) : Urls.Activity(other.Id);

    /// <summary>Where the document of a study is taken from.</summary>
    public string DocumentUrl => IsForVisitors ? Urls.PublicActivityDocument(Activity.Id) : Urls.ActivityDocument(Activity.Id);
}

/// <summary>Reads an activity with what belongs to it.</summary>
public static class ReadActivity
{
    /// <param name="db">The database.</param>
    /// <param name="activity">The activity.</param>
    /// <param name="mayReadDocument">With the document of a study.</param>
    /// <param name="readsFor">The registrations whose own points are read; null: all points (see <see cref="ActivityDoor.ReadsFor"/>).</param>
    /// <param name="forVisitors">For people without an account.</param>
    /// <param name="stop">Stops.</param>
    public static async Task<ActivityView> ViewOf(this PacelineDb db, Activity activity, bool mayReadDocument, IReadOnlyCollection<Guid>? readsFor, bool forVisitors, CancellationToken stop)
    {
        var hosts = activity.Details is MissionDetails mission && !forVisitors ? mission.HostIds : [];
        Guid[] clusters = [activity.LeadClusterId, .. activity.CoOrganiserIds];
        var names = await db.Organisations.Where(o => clusters.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, stop);
        var related = (await db.Activities.AsNoTracking().Where(a => a.Id == activity.PartOfId || a.PartOfId == activity.Id).OrderBy(a => a.StartsOn).ThenBy(a => a.Id).ToListAsync(stop)).Where(a => !forVisitors || a.IsPublic).ToList();
        var points = await db.ProgrammeItems.AsNoTracking().Where(p => p.ActivityId == activity.Id).OrderBy(p => p.Date).ThenBy(p => p.From).ThenBy(p => p.Id).ToListAsync(stop);
        // What is for some of the delegation, the others do not see.
        if (readsFor is not null) points.RemoveAll(p => p.OnlyFor.Length > 0 && !p.OnlyFor.Any(readsFor.Contains));
        return new ActivityView(
            activity,
            names.GetValueOrDefault(activity.LeadClusterId, ""),
            [.. activity.CoOrganiserIds.Select(c => names.GetValueOrDefault(c, "")).Where(n => n is not "").Order(StringComparer.CurrentCultureIgnoreCase)],
            [.. related.Where(a => a.Id == activity.PartOfId).Select(Of)],
            [.. related.Where(a => a.Id != activity.PartOfId).Select(Of)],
            await db.Organisations.Where(o => hosts.Contains(o.Id)).OrderBy(o => o.Name).Select(o => new ActivityView.Host(o.Id, o.Name, o.Country)).ToListAsync(stop),
            points,
            mayReadDocument ? await db.DocumentOf(activity, stop) : null,
            forVisitors);

        static ActivityView.Related Of(Activity a) => new(a.Id, a.Kind, a.Title, a.IsPublic);
    }

    /// <summary>The study or guide itself: the newest file that is it.</summary>
    public static Task<EvidenceItem?> DocumentOf(this PacelineDb db, Activity activity, CancellationToken stop) =>
        activity.Traits.IsDocument
            ? db.EvidenceItems.AsNoTracking().Where(e => e.RecordKind == RecordKind.Activity && e.RecordId == activity.Id && e.Kind == EvidenceKind.Document).OrderByDescending(e => e.AddedAt).ThenByDescending(e => e.Id).FirstOrDefaultAsync(stop)
            : Task.FromResult<EvidenceItem?>(null);
}
