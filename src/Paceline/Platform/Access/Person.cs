using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Organisations;

namespace Paceline.Platform.Access;

/// <summary>Somebody with an account.</summary>
public sealed class Person : IdentityUser<Guid>
{
    public Person() => Id = Ids.New();

    /// <summary>The name that others see.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>ISO 639-1 code of the language chosen; null follows the browser.</summary>
    public string? Language { get; set; }

    /// <summary>Closed accounts keep their name in the audit trail but open nothing.</summary>
    public bool IsClosed { get; set; }
}

/// <summary>A role that a person holds: everywhere, for one cluster, for one company, or for one activity.</summary>
public sealed class RoleGrant
{
    public Guid Id { get; init; } = Ids.New();
    public required Guid PersonId { get; init; }
    public required Role Role { get; init; }
    /// <summary>The cluster of a partner manager.</summary>
    public Guid? ClusterId { get; init; }
    /// <summary>The company of a company member.</summary>
    public Guid? OrganisationId { get; init; }
    /// <summary>The activity of somebody at the desk or of an assessor.</summary>
    public Guid? ActivityId { get; init; }
    /// <summary>From when it carries anything; null is from the start.</summary>
    public DateTimeOffset? ValidFrom { get; set; }
    /// <summary>Until when; null is until it is taken away.</summary>
    public DateTimeOffset? ValidTo { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RoleGrant>
    {
        public void Configure(EntityTypeBuilder<RoleGrant> builder)
        {
            builder.HasOne<Person>().WithMany().HasForeignKey(g => g.PersonId);
            builder.HasOne<Organisation>().WithMany().HasForeignKey(g => g.ClusterId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Organisation>().WithMany().HasForeignKey(g => g.OrganisationId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Activity>().WithMany().HasForeignKey(g => g.ActivityId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(g => g.PersonId);
        }
    }
}
