using System.ComponentModel.DataAnnotations;

namespace Paceline.Features.Organisations;

/// <summary>What people type about a membership.</summary>
public sealed class MembershipInput
{
    public Guid Id { get; set; }
    public int Version { get; set; }
    public Guid? ClusterId { get; set; }

    [Required(ErrorMessage = "Say on which day it begins.")] public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }
    public bool IsHome { get; set; }
}
