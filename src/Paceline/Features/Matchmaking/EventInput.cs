using System.ComponentModel.DataAnnotations;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;

namespace Paceline.Features.Matchmaking;

/// <summary>What people type about an event.</summary>
public sealed class EventInput
{
    public const string OneLine = @"[^\0-\x1F]*";
    public const string NotOneLine = "Write one line, without line breaks or control characters.";

    public Guid Id { get; set; } = Ids.New();
    public int Version { get; set; }

    [Required(ErrorMessage = "This is needed."), StringLength(200, ErrorMessage = "Use at most {1} characters."), RegularExpression(OneLine, ErrorMessage = NotOneLine)]
    public string Name { get; set; } = "";

    [StringLength(200, ErrorMessage = "Use at most {1} characters."), RegularExpression(OneLine, ErrorMessage = NotOneLine)]
    public string? Place { get; set; }

    public string? Country { get; set; }

    [Required(ErrorMessage = "This is needed."), StringLength(60, ErrorMessage = "Use at most {1} characters."), RegularExpression(OneLine, ErrorMessage = NotOneLine)]
    public string TimeZone { get; set; } = "Europe/Brussels";

    public Guid? LeadClusterId { get; set; }

    [Range(TimetablePlan.ShortestSlot, TimetablePlan.LongestSlot, ErrorMessage = "A slot takes {1} to {2} minutes.")]
    public int SlotMinutes { get; set; } = 20;

    [Range(1, TimetablePlan.MostTables, ErrorMessage = "An event has {1} to {2} tables.")]
    public int Tables { get; set; } = 10;

    public List<Stretch> Sessions { get; set; } = [];

    public List<Stretch> Breaks { get; set; } = [];

    /// <summary>The change whose consequences were shown and accepted.</summary>
    public string? Consent { get; set; }

    /// <summary>A session or a break as typed.</summary>
    public sealed class Stretch
    {
        public Guid Id { get; set; } = Ids.New();

        [Required(ErrorMessage = "This is needed."), StringLength(80, ErrorMessage = "Use at most {1} characters."), RegularExpression(OneLine, ErrorMessage = NotOneLine)]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "This is needed.")] public DateOnly? Date { get; set; }
        [Required(ErrorMessage = "This is needed.")] public TimeOnly? From { get; set; }
        [Required(ErrorMessage = "This is needed.")] public TimeOnly? To { get; set; }

        /// <summary>Date and times are all there.</summary>
        public bool IsWhole => Date is not null && From is not null && To is not null;
    }

    /// <summary>The plan that was typed; stretches that are not whole are left out.</summary>
    public TimetablePlan Plan() => new(
        TimeZone,
        SlotMinutes,
        Tables,
        [.. Sessions.Where(s => s.IsWhole).Select(s => new EventSession { Id = s.Id, Name = s.Name, Date = s.Date!.Value, From = s.From!.Value, To = s.To!.Value })],
        [.. Breaks.Where(b => b.IsWhole).Select(b => new EventBreak { Id = b.Id, Name = b.Name, Date = b.Date!.Value, From = b.From!.Value, To = b.To!.Value })]);

    /// <summary>An event as it stands, ready to be changed.</summary>
    public static EventInput Of(MatchmakingEvent e, string language) => new()
    {
        Id = e.Id,
        Version = e.Version,
        Name = e.Title.In(language).Text,
        Place = e.Place,
        Country = e.Country,
        TimeZone = e.TimeZone,
        LeadClusterId = e.LeadClusterId,
        SlotMinutes = e.SlotMinutes,
        Tables = e.Tables,
        Sessions = [.. e.Sessions.OrderBy(s => s.Date).ThenBy(s => s.From).Select(s => new Stretch { Id = s.Id, Name = s.Name, Date = s.Date, From = s.From, To = s.To })],
        Breaks = [.. e.Breaks.OrderBy(b => b.Date).ThenBy(b => b.From).Select(b => new Stretch { Id = b.Id, Name = b.Name, Date = b.Date, From = b.From, To = b.To })],
    };
}
