namespace Paceline.Domain.Organisations;

/// <summary>A person at an organisation, with or without an account.</summary>
public sealed class Contact : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The organisation.</summary>
    public required Guid OrganisationId { get; set; }
    /// <summary>The name as the person writes it.</summary>
    public required string Name { get; set; }
    /// <summary>The name in Latin letters, where it is written in others.</summary>
    public string LatinName { get; set; } = "";
    /// <summary>Job title.</summary>
    public string JobTitle { get; set; } = "";
    /// <summary>Where to write; empty when not known.</summary>
    public string Email { get; set; } = "";
    /// <summary>Where to call; empty when not known.</summary>
    public string Phone { get; set; } = "";
    /// <summary>ISO 639-1 code of the language in which the person wants to be written to.</summary>
    public string Language { get; set; } = "en";
    /// <summary>The account of the same person, if any.</summary>
    public Guid? PersonId { get; set; }
    /// <summary>Whether the person left; kept for what was signed.</summary>
    public bool HasLeft { get; set; }
    /// <summary>The upload that made it.</summary>
    public Guid? ImportId { get; init; }
    /// <inheritdoc />
    public int Version { get; set; }
}
