namespace Paceline.Domain.Organisations.Merging;

/// <summary>A field in which two records may differ.</summary>
/// <param name="Field">The field.</param>
/// <param name="Kept">Its value in the record that carries on.</param>
/// <param name="Merged">Its value in the other.</param>
public sealed record FieldComparison(MemberField Field, string Kept, string Merged)
{
    /// <summary>Whether there is something to choose.</summary>
    public bool Differs => Kept != Merged;

    /// <summary>Whether the other record's value is the better one as long as nobody says otherwise: it is there, and this one is not, or it says more in the same sense.</summary>
    public bool PrefersMerged => Merged is not "" && (Kept is "" || Field.Key is not "name" and not "public" && Merged.Length > Kept.Length && Merged.Contains(Kept, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Puts two records beside each other.</summary>
public static class MergeChoices
{
    /// <summary>Every field of which at least one of the two says something.</summary>
    public static IReadOnlyList<FieldComparison> Between(MemberRecord kept, MemberRecord merged) =>
        [.. MemberFields.All.Select(f => new FieldComparison(f, f.Whole(kept), f.Whole(merged))).Where(c => c.Kept is not "" || c.Merged is not "")];

    /// <summary>Which of two records carries on as long as nobody says otherwise: the fuller one, then the older.</summary>
    public static bool FirstIsFuller(MemberRecord first, MemberRecord second)
    {
        int Filled(MemberRecord record) => MemberFields.All.Count(f => f.Whole(record) is not "");
        return Filled(first) is var a && Filled(second) is var b && (a > b || a == b && first.Organisation.Id.CompareTo(second.Organisation.Id) < 0);
    }
}
