namespace Paceline.Domain.Organisations;

/// <summary>Part of a profile that its owner shows to somebody outside by a link, whatever the public directory shows.</summary>
public sealed class ProfileShare
{
    /// <summary>Longest time for which a link may be open.</summary>
    public const int MostDays = 366;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The organisation.</summary>
    public required Guid OrganisationId { get; init; }
    /// <summary>What is shown; the card always is.</summary>
    public required PublicFields Shows { get; init; }
    /// <summary>For whom, as its maker noted it.</summary>
    public string For { get; init; } = "";
    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }
    /// <summary>Who made it.</summary>
    public required Guid MadeById { get; init; }

    /// <summary>Why such a link is not made; null when it is.</summary>
    /// <param name="state">Where the organisation's record stands.</param>
    /// <param name="days">For how many days.</param>
    public static Refusal? MayMake(OrganisationState state, int days) =>
        state is not OrganisationState.Active ? new Refusal("Only a record in use can be shown to others.")
        : days is < 1 or > MostDays ? new Refusal("A link is open for 1 to {0} days.", MostDays)
        : null;
}
