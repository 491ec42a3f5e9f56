using Paceline.Domain.Activities.Travel;
using Paceline.Platform.Text;

namespace Paceline.Features.Travel;

/// <summary>Changes of a briefing pack as people read them.</summary>
public static class BriefingWords
{
    /// <summary>"Moved: Visit to the hall, Tue 14 Feb 2017, 10:00".</summary>
    public static string Sentence(BriefingChange change, Texts texts)
    {
        var name = change.Name.Count > 0 ? change.Name.In(Texts.Language).Text : texts.Word(change.Area);
        var point = change.Kind is BriefingChangeKind.Dropped ? change.Before : change.Now;
        var when = point is null ? "" : $", {Dates.Day(point.Date)}, {Dates.Time(point.From)}";
        var before = change is { Kind: BriefingChangeKind.Moved, Before: { } was } ? $" ({texts["before: {0}", $"{Dates.ShortDay(was.Date)}, {Dates.Time(was.From)}{(was.Venue != point!.Venue || was.Room != point.Room ? ", " + string.Join(", ", new[] { was.Room, was.Venue }.Where(p => p is not "")) : "")}"].Value})" : "";
        return $"{texts.Word(change.Kind)}: {name}{when}{before}";
    }

    /// <summary>The lines of the numbers to call in need: what, and what a telephone dials.</summary>
    public static IEnumerable<(string What, string? Dial)> Numbers(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var dial = new string([.. line[(line.LastIndexOf(',') + 1)..].Where(c => char.IsAsciiDigit(c) || c is '+')]);
            return (line, dial.Length >= 3 ? dial : null);
        });
}
