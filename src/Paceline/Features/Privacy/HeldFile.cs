using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Paceline.Platform.Text;

namespace Paceline.Features.Privacy;

/// <summary>What is held about a person as one file to take away: JSON for machines, pages for people.</summary>
public sealed class HeldFile(Texts texts)
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    private const string Style = "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}h2{margin-top:2.5rem}td{white-space:pre-wrap}@media print{h2{break-after:avoid}}";

    /// <summary>The ZIP archive.</summary>
    public byte[] Write(Held held)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "my-data.json", Json(held));
            Put(zip, "my-data.html", Encoding.UTF8.GetBytes(Page(held)));
        }

        return bytes.ToArray();
    }

    private static void Put(ZipArchive zip, string name, byte[] content)
    {
        using var stream = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        stream.Write(content);
    }

    private static byte[] Json(Held held)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Layout))
        {
            json.WriteStartObject();
            json.WriteString("name", held.Person.Name);
            json.WriteString("email", held.Person.Email);
            json.WriteString("madeAt", held.At);
            foreach (var section in held.Sections.Append(held.WhereItWent))
            {
                json.WriteStartArray(section.Key);
                foreach (var row in section.Rows)
                {
                    json.WriteStartObject();
                    foreach (var (i, column) in section.Columns.Index())
                    {
                        // Names of columns are the same in every language; what people wrote is as they wrote it.
                        json.WritePropertyName(NameOf(column.Name));
                        Value(json, row[i]);
                    }

                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    // "What is looked for" becomes whatIsLookedFor, "E-mail" email.
    private static string NameOf(string heading)
    {
        var words = heading.Split(' ').Select(w => new string([.. w.Where(char.IsLetterOrDigit)]).ToLowerInvariant()).ToList();
        return words[0] + string.Concat(words.Skip(1).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
    }

    private static void Value(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case int number: json.WriteNumberValue(number); break;
            case DateTimeOffset moment: json.WriteStringValue(moment); break;
            case DateOnly day: json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }

    private string Page(Held held)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html><html lang=\"{Texts.Language}\" dir=\"{Texts.Direction}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{E(texts["My data"].Value)}</title><style>{Style}</style></head><body>");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{E(texts["My data"].Value)}: <bdi>{E(held.Person.Name)}</bdi></h1><p>{E(Dates.Moment(held.At, "UTC"))} UTC</p><ol>");
        var sections = held.Sections.Append(held.WhereItWent).ToList();
        foreach (var section in sections) page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{section.Key}\">{E(section.Title.Value)}</a> ({section.Rows.Count})</li>");
        page.Append("</ol>");
        foreach (var section in sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2 id=\"{section.Key}\">{E(section.Title.Value)}</h2><p>{E(section.Why.Value)}</p><table><thead><tr>");
            foreach (var column in section.Columns) page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{E(column.Value)}</th>");
            page.Append("</tr></thead><tbody>");
            foreach (var row in section.Rows)
            {
                page.Append("<tr>");
                foreach (var value in row) page.Append("<td><bdi>").Append(E(HeldWords.Of(texts, value))).Append("</bdi></td>");
                page.Append("</tr>\n");
            }

            page.Append("</tbody></table>");
        }

        return page.Append("</body></html>").ToString();
    }

    private static string E(string text) => Html.Encode(text);
}

/// <summary>Values as people read them.</summary>
public static class HeldWords
{
    /// <summary>Days, moments and words in the reader's language.</summary>
    public static string Of(Texts texts, object? value) => value switch
    {
        null => "–",
        "" => "–",
        DateTimeOffset moment => Dates.Moment(moment, "Europe/Brussels"),
        DateOnly day => Dates.Day(day),
        Enum word => texts[Words.Of(word)].Value,
        IFormattable plain => plain.ToString(null, CultureInfo.CurrentCulture),
        _ => value.ToString() ?? "",
    };
}
