namespace Paceline.Domain.Organisations;

/// <summary>Two records found to be one organisation. Both ids stay; everything that hung on the one hangs on the other until the merge is undone.</summary>
public sealed class OrganisationMerge : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The record that carries on.</summary>
    public required Guid KeptId { get; init; }
    /// <summary>The record that points to it.</summary>
    public required Guid MergedId { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Who.</summary>
    public required Guid ById { get; init; }
    /// <summary>The kept record's values before, and the rows that moved, as JSON: what an undoing puts back.</summary>
    public required string Before { get; init; }
    /// <summary>When it was undone; null while it stands.</summary>
    public DateTimeOffset? UndoneAt { get; set; }
    /// <summary>Who undid it.</summary>
    public Guid? UndoneById { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }
}

/// <summary>Somebody looked at two similar records and said that they are two.</summary>
public sealed class NotADuplicate
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The record with the smaller id.</summary>
    public required Guid FirstId { get; init; }
    /// <summary>The other.</summary>
    public required Guid SecondId { get; init; }
    /// <summary>Who said it.</summary>
    public required Guid ById { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
