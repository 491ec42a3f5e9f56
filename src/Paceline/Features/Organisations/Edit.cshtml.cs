using Paceline.Data;
using Paceline.Platform.Text;

namespace Paceline.Features.Organisations;

/// <summary>The record of an organisation.</summary>
public sealed class EditModel(PacelineDb db, OrganisationDoor door, SaveOrganisation save, Texts texts) : OrganisationFormModel<EditInput>(db, door, save, texts)
{
    protected override string Next => Urls.Organisation(Organisation.Id);
}
