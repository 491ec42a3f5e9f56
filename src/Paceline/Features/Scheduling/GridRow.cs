using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Text;

namespace Paceline.Features.Scheduling;

/// <summary>
/// The cells of one slot. Written by hand because hundreds of them make the page: each carries no more than the two
/// codes, its name for those who cannot see the grid, and, while a meeting is moved, the reason against it.
/// </summary>
public sealed class GridRow(ScheduleBoard board, TimetableSlot slot, Texts texts) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        for (var table = 1; table <= board.Event.Tables; table++)
        {
            var meeting = board.Cell(slot.Number, table);
            if (board.Move is { } move) Target(writer, encoder, move[slot.Number, table], table, meeting);
            else if (meeting is null) writer.Write("<td></td>");
            else Standing(writer, encoder, table, meeting);
        }
    }

    private void Standing(TextWriter writer, HtmlEncoder encoder, int table, Meeting meeting)
    {
        var (first, second) = (board.Schedule.Person(meeting.FirstId), board.Schedule.Person(meeting.SecondId));
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"<td data-p=\"{first.Number} {second.Number}\"{Hit(first, second)}>"));
        if (!board.MayChange)
        {
            writer.Write(meeting.IsLocked ? "<span data-pin>" : "<span>");
            Codes(writer, encoder, first, second);
            writer.Write("</span></td>");
            return;
        }

        var name = texts[meeting.IsLocked ? "{0}, table {1}: {2} meets {3}, locked" : "{0}, table {1}: {2} meets {3}", Dates.Time(slot.From), table, BreachWords.Shortened(first.Name), BreachWords.Shortened(second.Name)].Value;
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"<button name=\"move\" value=\"{meeting.Number}\" aria-label=\""));
        // What is read aloud begins with what is seen.
        encoder.Encode(writer, $"{first.Code} {second.Code}, {name}");
        writer.Write(meeting.IsLocked ? "\" data-pin>" : "\">");
        Codes(writer, encoder, first, second);
        writer.Write("</button></td>");
    }

    private void Target(TextWriter writer, HtmlEncoder encoder, Target target, int table, Meeting? holder)
    {
        var (style, says) = target.Kind switch
        {
            TargetKind.Here => ("moving", texts["stands here now"].Value),
            TargetKind.Free => ("can", string.Join(". ", target.Reasons.Select(texts.Of).Prepend(texts["free, move it here"].Value))),
            TargetKind.Swap => ("can swap", texts["change places with {0} and {1}", Name(holder!.FirstId), Name(holder.SecondId)].Value),
            _ => ("cannot", string.Join(' ', target.Reasons.Select(texts.Of))),
        };
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"<td class=\"{style}\"><button "));
        writer.Write(target.Kind is TargetKind.Forbidden ? "type=\"button\" aria-disabled=\"true\" title=\"" : string.Create(CultureInfo.InvariantCulture, $"name=\"Input.To\" value=\"{slot.Number}.{table}\" title=\""));
        encoder.Encode(writer, texts["{0}, table {1}: {2}", Dates.Time(slot.From), table, says].Value);
        writer.Write("\">");
        if (holder is not null) Codes(writer, encoder, board.Schedule.Person(holder.FirstId), board.Schedule.Person(holder.SecondId));
        writer.Write("</button></td>");
    }

    private string Name(Guid participant) => BreachWords.Shortened(board.Schedule.Person(participant).Name);

    private string Hit(Participant first, Participant second) => board.Shown.Contains(first.Number) || board.Shown.Contains(second.Number) ? " class=\"hit\"" : "";

    private static void Codes(TextWriter writer, HtmlEncoder encoder, Participant first, Participant second)
    {
        encoder.Encode(writer, first.Code);
        writer.Write(" <br>");
        encoder.Encode(writer, second.Code);
    }
}
