using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain;

namespace Paceline.Platform.Access;

/// <summary>How somebody came in.</summary>
public enum SignInMethod
{
    /// <summary>Password alone.</summary>
    Password,
    /// <summary>Password and a code of the authenticator app.</summary>
    Code,
    /// <summary>Password and a recovery code.</summary>
    RecoveryCode,
    /// <summary>A passkey, which proves the device and the person at once.</summary>
    Passkey,
    /// <summary>A link that was mailed, by which a password was chosen.</summary>
    MailedLink,
    /// <summary>The button of the demonstration.</summary>
    Demonstration,
    /// <summary>The directory of the alliance, which asks for what it asks for.</summary>
    Directory,
    /// <summary>The directory of the alliance, which has asked for two factors.</summary>
    DirectoryTwice,
}

/// <summary>A device on which somebody is signed in. Its cookie is good for as long as this row says so.</summary>
public sealed class SignInSession
{
    public Guid Id { get; init; } = Ids.New();
    public required Guid PersonId { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    /// <summary>To within a few minutes.</summary>
    public DateTimeOffset LastSeenAt { get; set; }
    /// <summary>What the browser says of itself, in words.</summary>
    public required string Device { get; init; }
    /// <summary>The network, without its last part.</summary>
    public string? Network { get; init; }
    public required SignInMethod Method { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Whether two things were proved: what one knows and what one has.</summary>
    public static bool IsStrong(SignInMethod method) => method is SignInMethod.Code or SignInMethod.RecoveryCode or SignInMethod.Passkey or SignInMethod.DirectoryTwice;

    internal sealed class Mapping : IEntityTypeConfiguration<SignInSession>
    {
        public void Configure(EntityTypeBuilder<SignInSession> builder)
        {
            builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
            builder.Property(s => s.Device).HasMaxLength(80);
        }
    }
}
