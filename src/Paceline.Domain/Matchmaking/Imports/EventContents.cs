namespace Paceline.Domain.Matchmaking.Imports;

/// <summary>A participant that the event already has.</summary>
public sealed record ExistingParticipant(Guid Id, int Number, string Code, string Name, string Email, int[] Unavailable);

/// <summary>A meeting that the event already has.</summary>
public sealed record ExistingMeeting(int Number, Guid FirstId, Guid SecondId);

/// <summary>An organisation of the directory.</summary>
public sealed record KnownOrganisation(Guid Id, string Name, string Country, Guid? HomeClusterId);

/// <summary>What an import meets.</summary>
/// <param name="EventId">The event.</param>
/// <param name="BatchId">The upload.</param>
/// <param name="Participants">Already there.</param>
/// <param name="Meetings">Already there.</param>
/// <param name="LastMeeting">The highest number that a meeting has or had; 0 if there is none.</param>
/// <param name="Organisations">The directory.</param>
public sealed record EventContents(Guid EventId, Guid BatchId, IReadOnlyList<ExistingParticipant> Participants, IReadOnlyList<ExistingMeeting> Meetings, int LastMeeting, IReadOnlyList<KnownOrganisation> Organisations);
