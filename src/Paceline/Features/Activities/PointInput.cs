using System.ComponentModel.DataAnnotations;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Matchmaking;
using Paceline.Features.Organisations;

namespace Paceline.Features.Activities;

/// <summary>What people type about a point of a programme.</summary>
public sealed class PointInput
{
    private const string TooLong = "Use at most {1} characters.";

    public Guid Id { get; set; } = Ids.New();
    public int Version { get; set; }
    public ProgrammeItemKind Kind { get; set; } = ProgrammeItemKind.Talk;
    public Dictionary<string, string?> Title { get; set; } = [];
    public Dictionary<string, string?> Description { get; set; } = [];
    [Required(ErrorMessage = "This is needed.")] public DateOnly? Date { get; set; }
    [Required(ErrorMessage = "This is needed.")] public TimeOnly? From { get; set; }
    public TimeOnly? To { get; set; }
    [StringLength(100, ErrorMessage = TooLong), RegularExpression(ActivityInput.OneLine, ErrorMessage = ActivityInput.NotOneLine)] public string? Room { get; set; }
    [StringLength(300, ErrorMessage = TooLong), RegularExpression(ActivityInput.OneLine, ErrorMessage = ActivityInput.NotOneLine)] public string? Venue { get; set; }
    [StringLength(300, ErrorMessage = TooLong), RegularExpression(ActivityInput.OneLine, ErrorMessage = ActivityInput.NotOneLine)] public string? LocalVenue { get; set; }
    public Guid? HostId { get; set; }
    /// <summary>The registrations that it is for; none: everybody.</summary>
    public Guid[] OnlyFor { get; set; } = [];
    [StringLength(4000, ErrorMessage = TooLong)] public string? Speakers { get; set; }

    public static PointInput Of(ProgrammeItem p) => new()
    {
        Id = p.Id,
        Version = p.Version,
        Kind = p.Kind,
        Title = PerLanguage.Fields(p.Title),
        Description = PerLanguage.Fields(p.Description),
        Date = p.Date,
        From = p.From,
        To = p.To,
        Room = p.Room,
        Venue = p.Venue,
        LocalVenue = p.LocalVenue,
        HostId = p.HostId,
        OnlyFor = p.OnlyFor,
        Speakers = SpeakerLines.Write(p.Speakers),
    };
}

/// <summary>Speakers one a line: name; name in Latin letters; role; organisation.</summary>
public static class SpeakerLines
{
    public static string Write(IEnumerable<Speaker> speakers) => string.Join('\n', speakers.Select(s => string.Join("; ", new[] { s.Name, s.LatinName, s.Role, s.Organisation }.Reverse().SkipWhile(p => p is "").Reverse())));

    public static List<Speaker> Read(string? text) =>
        [.. (text ?? "").Split('\n').Select(l => l.Split([';', '；'], 4).Select(Spelling.Line).ToArray()).Where(p => p[0] is not "").Select(p => new Speaker(p[0], At(p, 1), At(p, 2), At(p, 3)))];

    private static string At(string[] parts, int index) => index < parts.Length ? parts[index] : "";
}
