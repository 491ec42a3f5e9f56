using Paceline.Domain.Monitoring;

namespace Paceline.Domain.Activities;

/// <summary>The check of an activity by somebody else than its author: only what was checked counts.</summary>
public static class ActivityCheck
{
    /// <summary>The least that counts.</summary>
    public const EvidenceLevel Least = EvidenceLevel.Documented;

    /// <summary>The longest comment that is kept.</summary>
    public const int LongestComment = 2000;

    /// <summary>Whether a check can be made at all.</summary>
    public static bool IsOpen(Activity activity) => !activity.Traits.CountsFromElsewhere && activity.State is ActivityState.Held or ActivityState.Verified;

    /// <summary>Why it cannot be decided so, or null.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="accepted">It counts, or it goes back.</param>
    /// <param name="level">The level of evidence found.</param>
    /// <param name="shown">The level that its files reach.</param>
    /// <param name="isComplete">Whether everything that its kind needs is there.</param>
    /// <param name="isAuthor">Whether the verifier planned it, led it on or added evidence.</param>
    /// <param name="comment">Why.</param>
    public static Refusal? Refuses(Activity activity, bool accepted, EvidenceLevel level, EvidenceLevel shown, bool isComplete, bool isAuthor, string comment)
    {
        if (activity.Traits.CountsFromElsewhere) return new Refusal("This is an event of others: nothing of it counts.");
        if (isAuthor) return new Refusal("You had a hand in this activity. Somebody else checks it.");
        if (!IsOpen(activity)) return new Refusal("It can be checked once it is over.");
        if (comment.Trim().Length > LongestComment) return new Refusal("Use at most {0} characters.", LongestComment);
        if (!accepted) return string.IsNullOrWhiteSpace(comment) ? new Refusal("Say what is missing, and what would do.") : null;
        if (activity.State is ActivityState.Verified) return new Refusal("It is verified already.");
        if (!isComplete) return new Refusal("Something that its kind needs is missing. Return it and say what.");
        if (level < Least) return new Refusal("A claim or a form does not count. Return it, or find L2 at least.");
        return level > shown ? new Refusal("Its files do not show that level: L3 takes a second source, for example a letter by the host beside the signed list.") : null;
    }

    /// <summary>Decides; an activity that counted and is returned counts no more.</summary>
    public static void Decide(this Activity activity, bool accepted) => activity.State = accepted ? ActivityState.Verified : ActivityState.Held;
}
