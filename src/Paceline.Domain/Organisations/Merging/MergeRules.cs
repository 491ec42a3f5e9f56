namespace Paceline.Domain.Organisations.Merging;

/// <summary>Whether two records may become one, and whether they may become two again.</summary>
public static class MergeRules
{
    /// <summary>Why two records cannot be merged; null when they can.</summary>
    public static Refusal? Merging(Organisation kept, Organisation merged)
    {
        if (kept.Id == merged.Id) return new Refusal("This is one record, not two.");
        if (kept.Kind is OrganisationKind.ClusterOrganisation || merged.Kind is OrganisationKind.ClusterOrganisation) return new Refusal("Clusters are not merged: members and figures hang on each of them.");
        if (kept.State is OrganisationState.Merged || merged.State is OrganisationState.Merged) return new Refusal("One of the two records was merged already. Look at the list of duplicates again.");
        return null;
    }

    /// <summary>Why a merge cannot be undone; null while it can.</summary>
    /// <param name="merge">The merge.</param>
    /// <param name="kept">The record that carries on, as it is now.</param>
    /// <param name="frozenSince">When a report was first frozen after the merge; null if none was. Its figures count the two as one.</param>
    public static Refusal? Undoing(OrganisationMerge merge, Organisation kept, DateOnly? frozenSince)
    {
        if (merge.UndoneAt is not null) return new Refusal("This merge was undone already.");
        if (frozenSince is { } day) return new Refusal("A report was frozen on {0}, after this merge; it counts the two as one. The merge can no longer be undone.", day);
        if (kept.State is OrganisationState.Merged) return new Refusal("The record that carried on was merged into another one since. Undo that merge first.");
        return null;
    }
}
