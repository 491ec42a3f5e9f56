using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain;

namespace Paceline.Platform.Access;

/// <summary>What a link opens; it opens nothing else.</summary>
public enum LinkPurpose
{
    /// <summary>A participant's agenda, with outcomes, next steps and contracts.</summary>
    Agenda,
    /// <summary>A participant's calendar, read by calendar programmes.</summary>
    Calendar,
    /// <summary>Setting up the first administrator.</summary>
    FirstAdministrator,
    /// <summary>Choosing a password after an invitation or because it was forgotten.</summary>
    ChoosePassword,
    /// <summary>What a company chose to show of its profile to somebody outside.</summary>
    SharedProfile,
    /// <summary>Saying from the old mailbox that the address may change.</summary>
    LeaveEmail,
    /// <summary>Saying from the new mailbox that it is one's own.</summary>
    TakeEmail,
    /// <summary>Registering for an activity that one was invited to.</summary>
    Invitation,
    /// <summary>One's own registration: see it, cancel it, evaluate the activity.</summary>
    Registration,
    /// <summary>A mission's briefing pack, for guests and people of hosts.</summary>
    Briefing,
    /// <summary>The activities of the alliance in a person's calendar, read by calendar programmes.</summary>
    ActivityCalendar,
}

/// <summary>A signed link that stands in for an account: single purpose, expiring, revocable, counted.</summary>
public sealed class AccessLink
{
    public Guid Id { get; init; } = Ids.New();
    public required LinkPurpose Purpose { get; init; }
    /// <summary>The participant, person, shared profile, invitation or registration that it is for.</summary>
    public required Guid SubjectId { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    /// <summary>Ended for good by the organiser: its holder cannot have another one mailed.</summary>
    public bool IsBarred { get; set; }
    /// <summary>How often it was opened.</summary>
    public int Uses { get; set; }
    public DateTimeOffset? LastUsedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AccessLink>
    {
        public void Configure(EntityTypeBuilder<AccessLink> builder) => 
            builder.HasIndex(l => new { l.SubjectId, l.Purpose }).IsUnique().HasFilter("revoked_at IS NULL");
    }
}
