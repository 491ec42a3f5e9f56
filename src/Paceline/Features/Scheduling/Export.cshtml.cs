using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Data;
using Paceline.Documents;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Scheduling;

/// <summary>The schedule as a table for spreadsheets: one row a meeting, those without a slot last.</summary>
[Requires(Can.ViewSchedule)]
public sealed class ExportModel(PacelineDb db, CurrentAccess access, Texts texts) : PageModel
{
    public async Task<IActionResult> OnGet(Guid @event, string format, CancellationToken stop)
    {
        if (await EventSchedule.Load(db, @event, toChange: false, stop) is not { } schedule || !access.May(Can.ViewSchedule, new Scope(schedule.Event.LeadClusterId))) return NotFound();
        string[] header = [texts["Meeting"], texts["Date"], texts["Start"], texts["End"], texts["Table"], texts["Code"], texts["First party"], texts["Code of the second"], texts["Second party"], texts["State"], texts["Locked"]];
        List<object?[]> rows = [.. Rows(schedule)];
        var name = $"schedule-{schedule.Event.StartsOn:yyyy-MM-dd}";
        return format switch
        {
            "csv" => File(CsvText.Write(header, rows), "text/csv; charset=utf-8", name + ".csv"),
            "xlsx" => File(Workbook.Write([new Sheet(texts["Schedule"], header, rows)]), Workbook.MediaType, name + ".xlsx"),
            _ => NotFound(),
        };
    }

    private IEnumerable<object?[]> Rows(EventSchedule schedule) =>
        from meeting in schedule.Meetings
        let slot = schedule.Timetable.Slot(meeting.Slot)
        orderby slot is null, slot?.Number, meeting.Table, meeting.Number
        let first = schedule.Person(meeting.FirstId)
        let second = schedule.Person(meeting.SecondId)
        select new object?[] { meeting.Number, slot?.Date, slot?.From, slot?.To, slot is null ? null : meeting.Table, first.Code, first.Name, second.Code, second.Name, texts.Word(meeting.State), meeting.IsLocked ? texts["Yes"].Value : null };
}
