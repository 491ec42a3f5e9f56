using System.ComponentModel.DataAnnotations;
using Paceline.Domain.Matchmaking;

namespace Paceline.Features.Matchmaking;

/// <summary>What people type about a participant.</summary>
public sealed class ParticipantInput
{
    public int Version { get; set; }

    [Required(ErrorMessage = "This is needed."), StringLength(Participant.LongestName, ErrorMessage = "Use at most {1} characters."), RegularExpression(EventInput.OneLine, ErrorMessage = EventInput.NotOneLine)]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "This is needed."), StringLength(Codes.Longest, ErrorMessage = "Use at most {1} characters."), RegularExpression(EventInput.OneLine, ErrorMessage = EventInput.NotOneLine)]
    public string Code { get; set; } = "";

    [StringLength(200, ErrorMessage = "Use at most {1} characters."), RegularExpression(EventInput.OneLine, ErrorMessage = EventInput.NotOneLine)]
    public string? ContactName { get; set; }

    [EmailAddress(ErrorMessage = "Use an e-mail address."), StringLength(254, ErrorMessage = "Use at most {1} characters."), RegularExpression(EventInput.OneLine, ErrorMessage = EventInput.NotOneLine)]
    public string? Email { get; set; }

    public string? Country { get; set; }

    [Required(ErrorMessage = "This is needed."), RegularExpression("[a-z]{2}", ErrorMessage = "Choose a language from the list.")]
    public string Language { get; set; } = "en";

    [StringLength(2000, ErrorMessage = "Use at most {1} characters.")]
    public string? About { get; set; }

    public Guid? OrganisationId { get; set; }

    public int[] Unavailable { get; set; } = [];

    public static ParticipantInput Of(Participant p) => new()
    {
        Version = p.Version,
        Name = p.Name,
        Code = p.Code,
        ContactName = p.ContactName,
        Email = p.Email,
        Country = p.Country,
        Language = p.Language,
        About = p.About,
        OrganisationId = p.OrganisationId,
        Unavailable = p.UnavailableSlots,
    };
}
