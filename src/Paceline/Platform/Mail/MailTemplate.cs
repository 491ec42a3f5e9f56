using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain;
using Paceline.Domain.Mails;

namespace Paceline.Platform.Mail;

/// <summary>The alliance's own text for a kind of mail in a language; without one the product's is sent.</summary>
public sealed class MailTemplate : IVersioned
{
    public Guid Id { get; init; } = Ids.New();
    public required MailKind Kind { get; init; }
    public required string Language { get; init; }
    public required string Subject { get; set; }
    public required string Text { get; set; }
    public required string ChangedBy { get; set; }
    public required DateTimeOffset ChangedAt { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<MailTemplate>
    {
        public void Configure(EntityTypeBuilder<MailTemplate> builder)
        {
            builder.Property(t => t.Language).HasMaxLength(5);
            builder.HasIndex(t => new { t.Kind, t.Language }).IsUnique();
        }
    }
}
