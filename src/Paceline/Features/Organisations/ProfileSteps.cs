using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform.Text;

namespace Paceline.Features.Organisations;

/// <summary>A step of the company profile; each is a page of its own, short enough for a telephone.</summary>
public abstract class ProfileStepModel<TInput>(PacelineDb db, OrganisationDoor door, SaveOrganisation save, Texts texts) : OrganisationFormModel<TInput>(db, door, save, texts), IProfileStep where TInput : OrganisationInput, new()
{
    public abstract ProfileSection Section { get; }
    public ProfileCompleteness Completeness => ProfileCompleteness.Of(Organisation, Record.Company);

    protected override string Next => Section is ProfileSection.Contact ? Urls.EditProfile(Organisation.Id) : Urls.ProfileStep(Organisation.Id, Section + 1);

    protected override bool Fits(OrganisationKind kind) => kind is not OrganisationKind.ClusterOrganisation;
}

/// <summary>What the frame around a step needs to know of it.</summary>
public interface IProfileStep
{
    ProfileSection Section { get; }
    OrganisationRecord Record { get; }
    ProfileCompleteness Completeness { get; }
    IReadOnlyList<Difference> Differences { get; }
}

/// <summary>Step 1.</summary>
public sealed class ProfileWhoModel(PacelineDb db, OrganisationDoor door, SaveOrganisation save, Texts texts) : ProfileStepModel<WhoInput>(db, door, save, texts)
{
    public override ProfileSection Section => ProfileSection.WhoYouAre;
}

/// <summary>Step 2.</summary>
public sealed class ProfileWhatModel(PacelineDb db, OrganisationDoor door, SaveOrganisation save, Texts texts) : ProfileStepModel<WhatInput>(db, door, save, texts)
{
    public override ProfileSection Section => ProfileSection.WhatYouDo;
}

/// <summary>Step 3.</summary>
public sealed class ProfileOffersModel(PacelineDb db, OrganisationDoor door, SaveOrganisation save, Texts texts) : ProfileStepModel<OffersInput>(db, door, save, texts)
{
    public override ProfileSection Section => ProfileSection.OffersAndNeeds;
}

/// <summary>Step 4.</summary>
public sealed class ProfileMarketsModel(PacelineDb db, OrganisationDoor door, SaveOrganisation save, Texts texts) : ProfileStepModel<MarketsInput>(db, door, save, texts)
{
    public override ProfileSection Section => ProfileSection.Markets;
}

/// <summary>Step 5.</summary>
public sealed class ProfileProofModel(PacelineDb db, OrganisationDoor door, SaveOrganisation save, Texts texts) : ProfileStepModel<ProofInput>(db, door, save, texts)
{
    public override ProfileSection Section => ProfileSection.Proof;
}

/// <summary>Step 6.</summary>
public sealed class ProfileContactModel(PacelineDb db, OrganisationDoor door, SaveOrganisation save, Texts texts) : ProfileStepModel<ContactInput>(db, door, save, texts)
{
    public override ProfileSection Section => ProfileSection.Contact;
}
