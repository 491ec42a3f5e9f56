namespace Paceline.Domain.Organisations;

/// <summary>A condition of a listing on the European Cluster Collaboration Platform.</summary>
/// <param name="Sentence">English sentence, also the key of its translations: what must hold.</param>
/// <param name="Found">English sentence with {0}, also a key: what the profile says.</param>
/// <param name="Value">What fills it.</param>
/// <param name="Holds">Whether it does.</param>
public sealed record EccpCondition(string Sentence, string Found, object Value, bool Holds);

/// <summary>Whether a cluster organisation can be listed, line by line. Pure.</summary>
public static class EccpReadiness
{
    /// <summary>Members that a cluster must have at least.</summary>
    public const int Members = 15;

    /// <summary>The four conditions.</summary>
    public static IReadOnlyList<EccpCondition> Of(ClusterProfile? profile)
    {
        int[] kinds = [(profile?.SmeMembers ?? 0) + (profile?.LargeMembers ?? 0), profile?.ResearchMembers ?? 0, profile?.PublicMembers ?? 0, profile?.OtherMembers ?? 0];
        return
        [
            new("Half a full-time person or more works for the cluster.", "The profile says {0} full-time equivalents.", profile?.Staff ?? 0, profile?.Staff >= 0.5m),
            new("The website can be read in English.", "The profile names {0} English website.", profile?.EnglishWebsite is null ? 0 : 1, profile?.EnglishWebsite is not null),
            new("15 members or more have committed themselves.", "The profile counts {0} members.", kinds.Sum(), kinds.Sum() >= Members),
            new("Members are of two kinds or more: companies, research, public bodies, others.", "The profile counts {0} kinds.", kinds.Count(k => k > 0), kinds.Count(k => k > 0) >= 2),
        ];
    }

    /// <summary>Whether all of them hold.</summary>
    public static bool IsReady(ClusterProfile? profile) => Of(profile).All(c => c.Holds);
}
