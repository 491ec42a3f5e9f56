using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Features.Directory;

/// <summary>What whoever asks sees of each entry: <see cref="ProfileSight"/> for the profiles, and the rule for those who have none.</summary>
public sealed class DirectorySight(CurrentAccess access)
{
    private static readonly Role[] Staff = [Role.Administrator, Role.Coordinator, Role.MonitoringOfficer, Role.PartnerManager, Role.Evaluator];

    // A cluster organisation is there to be found.
    private const PublicFields OfCluster = PublicFields.Card | PublicFields.Description | PublicFields.OffersAndNeeds | PublicFields.Markets | PublicFields.Address;

    private ProfileViewer? _viewer;
    private IReadOnlyCollection<Guid>? _own;

    /// <summary>Whether it is the public directory that is shown.</summary>
    public bool IsPublic => Viewer is ProfileViewer.Everybody;

    private ProfileViewer Viewer => _viewer ??= Staff.Any(access.Is) ? ProfileViewer.OwnOrStaff : access.MaySomewhere(Can.ViewDirectory) ? ProfileViewer.OtherCompany : ProfileViewer.Everybody;

    private IReadOnlyCollection<Guid> Own => _own ??= access.Reach(Can.EditOrganisation).Companies;

    /// <summary>What is seen of an entry; nothing means that for this viewer there is no such entry.</summary>
    public PublicFields Of(Guid id, OrganisationKind kind, PublicFields agreed)
    {
        var seen = ProfileSight.Of(Own.Contains(id) ? ProfileViewer.OwnOrStaff : Viewer, agreed);
        return kind is OrganisationKind.ClusterOrganisation ? seen | OfCluster : seen;
    }

    /// <summary>The same for a record that was just read.</summary>
    public PublicFields Of(EntryRecord record) => Of(record.Organisation.Id, record.Organisation.Kind, record.Company?.Public ?? PublicFields.None);

    /// <summary>What is seen of every entry, by number.</summary>
    public PublicFields[] Over(DirectorySnapshot snapshot)
    {
        var seen = new PublicFields[snapshot.Entries.Length];
        for (var i = 0; i < seen.Length; i++) if (snapshot.Entries[i] is { } entry) seen[i] = Of(entry.Id, entry.Kind, entry.Public);
        return seen;
    }
}
