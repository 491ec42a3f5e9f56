using Paceline.Domain.Matchmaking;

namespace Paceline.Domain.Organisations;

/// <summary>An upload of companies and people of a cluster, from the preview to its undoing.</summary>
public sealed class OrganisationImport : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The cluster whose members they are.</summary>
    public required Guid ClusterId { get; init; }
    /// <summary>The file as uploaded.</summary>
    public required Guid FileId { get; init; }
    /// <summary>Its name.</summary>
    public required string FileName { get; init; }
    /// <summary>Who uploaded it.</summary>
    public required Guid ById { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Where it stands.</summary>
    public ImportState State { get; set; }
    /// <summary>Which column means what: field name by column heading.</summary>
    public Dictionary<string, string> Mapping { get; set; } = [];
    /// <summary>The sheet that is read; empty for a text file.</summary>
    public string Sheet { get; set; } = "";
    /// <summary>ISO 639-1 code of the language in which its texts are written.</summary>
    public string Language { get; set; } = "en";
    /// <summary>Organisations made.</summary>
    public int Made { get; set; }
    /// <summary>Organisations changed.</summary>
    public int Changed { get; set; }
    /// <summary>People made.</summary>
    public int Contacts { get; set; }
    /// <summary>Values before, of what was changed, as JSON: what an undoing puts back.</summary>
    public string Before { get; set; } = "";
    /// <summary>When it was written or taken back.</summary>
    public DateTimeOffset? DecidedAt { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }
}

/// <summary>What a cluster's columns mean, remembered from its last upload.</summary>
public sealed class ColumnMapping : IVersioned
{
    /// <summary>The cluster; also the key.</summary>
    public required Guid ClusterId { get; init; }
    /// <summary>Field name by column heading.</summary>
    public Dictionary<string, string> Fields { get; set; } = [];
    /// <inheritdoc />
    public int Version { get; set; }
}
