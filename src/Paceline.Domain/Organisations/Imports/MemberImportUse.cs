namespace Paceline.Domain.Organisations.Imports;

/// <summary>What relies on an import of members by now; a few names of each, to be told.</summary>
/// <param name="Used">Organisations that it made and that something hangs on: a place at an activity, a contract, an account.</param>
/// <param name="Changed">Organisations whose record, profile, people or memberships were changed since.</param>
public sealed record MemberImportUse(IReadOnlyList<string> Used, IReadOnlyList<string> Changed)
{
    /// <summary>Why the import can no longer be taken back; null while it can.</summary>
    public Refusal? Refusal =>
        Used.Count > 0 ? new("This import cannot be undone: something relies on its companies by now. In use: {0}.", Named(Used))
        : Changed.Count > 0 ? new("This import cannot be undone: records of it were changed since. Changed: {0}.", Named(Changed))
        : null;

    private static string Named(IReadOnlyList<string> names) => names.Count <= 8 ? string.Join(", ", names) : string.Join(", ", names.Take(8)) + " …";
}
