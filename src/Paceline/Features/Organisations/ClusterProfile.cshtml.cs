using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform.Text;

namespace Paceline.Features.Organisations;

/// <summary>The profile of a cluster organisation, with the conditions of its listing.</summary>
public sealed class ClusterProfileModel(PacelineDb db, OrganisationDoor door, SaveOrganisation save, Texts texts) : OrganisationFormModel<ClusterInput>(db, door, save, texts)
{
    public IReadOnlyList<EccpCondition> Conditions => EccpReadiness.Of(Record.Cluster);

    protected override string Next => Urls.ClusterProfile(Organisation.Id);

    protected override bool Fits(OrganisationKind kind) => kind is OrganisationKind.ClusterOrganisation;
}
