using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain;

namespace Paceline.Platform.Access;

/// <summary>The authenticator app of a person.</summary>
public sealed class SecondFactor
{
    /// <summary>The person; one app each.</summary>
    public required Guid PersonId { get; init; }
    /// <summary>The secret, encrypted with the installation's keys.</summary>
    public required string Secret { get; set; }
    public required DateTimeOffset SetUpAt { get; set; }
    /// <summary>The time step of the last code that was taken; neither it nor an earlier one is taken again.</summary>
    public long LastStep { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SecondFactor>
    {
        public void Configure(EntityTypeBuilder<SecondFactor> builder)
        {
            builder.HasKey(f => f.PersonId);
            builder.HasOne<Person>().WithOne().HasForeignKey<SecondFactor>(f => f.PersonId);
        }
    }
}

/// <summary>A code to keep on paper, for the day on which the telephone is gone. Each works once.</summary>
public sealed class RecoveryCode
{
    public Guid Id { get; init; } = Ids.New();
    public required Guid PersonId { get; init; }
    /// <summary>SHA-256 of person and code; eighty random bits need no slow hash.</summary>
    public required string Hash { get; init; }
    public DateTimeOffset? UsedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RecoveryCode>
    {
        public void Configure(EntityTypeBuilder<RecoveryCode> builder)
        {
            builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
            builder.HasIndex(c => new { c.PersonId, c.Hash }).IsUnique();
        }
    }
}

/// <summary>Attempts that failed, by account, by known device or by network.</summary>
public sealed class SignInAttempt
{
    /// <summary>Hash of what is counted, so that the table names nobody.</summary>
    public required string Id { get; init; }
    public int Failures { get; set; }
    /// <summary>The last failure, in milliseconds of UTC.</summary>
    public long LastAt { get; set; }
}

/// <summary>A new e-mail address that waits to be confirmed from both mailboxes.</summary>
public sealed class EmailChange
{
    public Guid Id { get; init; } = Ids.New();
    public required Guid PersonId { get; init; }
    public required string OldEmail { get; init; }
    public required string NewEmail { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? OldConfirmedAt { get; set; }
    public DateTimeOffset? NewConfirmedAt { get; set; }
    /// <summary>Changed, withdrawn, or overtaken by another one.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<EmailChange>
    {
        public void Configure(EntityTypeBuilder<EmailChange> builder) => builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
    }
}
