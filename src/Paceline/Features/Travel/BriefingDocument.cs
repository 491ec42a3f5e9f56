using System.Globalization;
using System.Text;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Activities.Travel;
using Paceline.Platform.Text;

namespace Paceline.Features.Travel;

/// <summary>A briefing pack as one document: to be kept, changed and printed elsewhere. It says what the page says, to the same reader.</summary>
public static class BriefingDocument
{
    /// <summary>The file.</summary>
    public static byte[] Write(PackView view, Domain.Programmes.Programme? programme, Texts t)
    {
        var content = view.Content;
        var title = Said(content.Title);
        var document = new WordDocument(new WordSettings(title, Texts.Language)
        {
            RightToLeft = Texts.Direction is "rtl",
            Header = RunningTitle(view, t),
            FundingStatement = programme is null ? null : $"{Said(programme.FundingStatement)} {Said(programme.Disclaimer)}".Trim(),
            PageNumber = t["Page {0} of {1}"].Value,
        });
        document.Title();
        document.Paragraph(string.Join(", ", new[] { Dates.Days(content.StartsOn, content.EndsOn), content.Place, Texts.Country(content.Country) }.Where(p => p is not "")));
        document.Paragraph(t["All times are those of {0}.", view.Zone].Value);
        if (view.Version.Note is not "") document.Paragraph(view.Version.Note);
        if (view.News.Count > 0) document.Heading(1, t["New since version {0}", view.Since!.Value].Value).Bullets(view.News.Select(n => BriefingWords.Sentence(n, t)));
        if (content.EmergencyNumbers is not "") document.Heading(1, t["In an emergency"].Value).Bullets(BriefingWords.Numbers(content.EmergencyNumbers).Select(n => n.What));
        document.Heading(1, t["Itinerary"].Value);
        foreach (var day in view.Days) document.Heading(2, Dates.Day(day.Key)).Table([t["Time"].Value, t["What"].Value, t["Where"].Value], day.Select(p => Row(p, view, t)));
        if (content.Lodging is not "") document.Heading(1, t["Where we stay"].Value).Paragraph(content.Lodging);
        Hosts(document, content, t);
        if (content.People.Count > 0)
            document.Heading(1, t["The delegation"].Value).Table([t["Name"].Value, t["Organisation"].Value, t["Contact"].Value], content.People.Select(p => (IReadOnlyList<object?>)[Lines(p.Name, p.LatinName), Lines(p.Organisation, p.JobTitle), Lines(p.Email, p.Phone)]));
        if (content.People.Count > 0 && view.Withheld > 0) document.Paragraph(t["withheld ({0})", view.Withheld].Value);
        Companies(document, content, t);
        if (content.Excerpts.Count > 0) document.Heading(1, t["The market"].Value).Paragraph(string.Join(", ", content.Excerpts.Select(e => e.Study).Distinct()));
        foreach (var excerpt in content.Excerpts) document.Heading(2, t.Word(excerpt.Section)).Paragraph(Said(excerpt.Text));
        return document.ToBytes();
    }

    /// <summary>What stands at the head of each printed page, as a style sheet: only there the page knows its own name.</summary>
    public static string PrintStyle(PackView view, Texts t)
    {
        var (start, end) = Texts.Direction is "rtl" ? ("right", "left") : ("left", "right");
        return $"@page{{ margin:22mm 14mm 18mm; @top-{start}{{ content:\"{Quoted(Said(view.Content.Title))}\"; font-size:8pt}} @top-{end}{{ content:\"{Quoted(Which(view, t))}\"; font-size:8pt}} @bottom-right{{ content:counter(page) \" / \" counter(pages); font-size:8pt}} }}\n";
    }

    private static string RunningTitle(PackView view, Texts t) => $"{Said(view.Content.Title)} · {Which(view, t)}";

    private static string Which(PackView view, Texts t) => $"{t["Briefing pack"]}, {t["version {0}", view.Version.Number]}";

    private static IReadOnlyList<object?> Row(BriefingPoint point, PackView view, Texts t) =>
    [
        Dates.Time(point.From) + (point.To is { } to ? "–" + Dates.Time(to) : ""),
        Lines($"{Said(point.Title)} ({t.Word(point.Kind)})", point.Host is "" ? "" : $"{t["Host"]}: {point.Host}", Said(point.Description), string.Join('\n', point.Speakers.Select(s => string.Join(", ", new[] { s.Name, s.LatinName, s.Organisation }.Where(p => p is not "")))),
            point.OnlyFor.Count > 0 && !view.IsOwn ? t["Only for {0}", string.Join(", ", view.Content.People.Where(p => point.OnlyFor.Contains(p.Id)).Select(p => p.Name))].Value : ""),
        Lines(string.Join(", ", new[] { point.Room, point.Venue }.Where(p => p is not "")), point.LocalVenue),
    ];

    private static void Hosts(WordDocument document, BriefingContent content, Texts t)
    {
        if (content.Hosts.Count == 0) return;
        document.Heading(1, t["Hosts"].Value);
        foreach (var host in content.Hosts) document.Heading(2, host.Name).Paragraph(Lines(host.LatinName, Said(host.About), string.Join(", ", new[] { host.Address, host.City, Texts.Country(host.Country) }.Where(p => p is not "")), host.Website));
    }

    private static void Companies(WordDocument document, BriefingContent content, Texts t)
    {
        if (content.Companies.Count == 0) return;
        document.Heading(1, t["Companies"].Value);
        foreach (var company in content.Companies)
        {
            document.Heading(2, company.Name).Paragraph(Lines(company.LatinName, string.Join(", ", new[] { company.City, Texts.Country(company.Country), company.Website }.Where(p => p is not "")), Said(company.About), Said(company.Products)));
            if (Said(company.Offers) is { Length: > 0 } offers) document.Heading(3, t["Offers"].Value).Paragraph(offers);
            if (Said(company.Needs) is { Length: > 0 } needs) document.Heading(3, t["Looks for"].Value).Paragraph(needs);
        }
    }

    private static string Said(LocalizedText text) => text.In(Texts.Language).Text;

    private static string Lines(params string[] lines) => string.Join('\n', lines.Where(l => l is not ""));

    // A string of a style sheet: whatever is no plain letter or digit is written by its number.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is ' ' || rune.IsAscii && Rune.IsLetterOrDigit(rune)) quoted.Append(rune);
            else quoted.Append(CultureInfo.InvariantCulture, $"\\{rune.Value:x6}");
        return quoted.ToString();
    }
}
