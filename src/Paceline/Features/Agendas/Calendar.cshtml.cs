using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;
using Paceline.Documents;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Agendas;

/// <summary>
/// A participant's meetings for calendar programs, to download or to subscribe to. A subscription holds a token that opens nothing
/// else: whoever is shown the calendar's address cannot answer for the participant.
/// </summary>
[Requires(Can.ViewAgenda)]
[OpenedBy(LinkPurpose.Calendar, LinkPurpose.Agenda)]
public sealed class CalendarModel(AgendaDoor door, AgendaRows rows, Texts texts) : PageModel
{
    public async Task<IActionResult> OnGet(string who, CancellationToken stop)
    {
        if (await door.Open(who, Can.ViewAgenda, stop) is not { } agenda) return NotFound();
        // In the participant's language, whatever the program that fetches it says: the same text for all its devices.
        if (Texts.Spoken.Contains(agenda.Participant.Language)) CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Texts.Culture(agenda.Participant.Language);
        var writtenAt = agenda.Event.PublishedAt ?? DateTimeOffset.UnixEpoch;
        var title = agenda.Event.Title.In(Texts.Language).Text;
        var entries = (await rows.Of(agenda, stop)).Select(r => Entry(r, agenda, writtenAt)).ToList();
        var bytes = CalendarFeed.Write(new Documents.Calendar($"{title}: {agenda.Participant.Name}", entries, writtenAt) { TimeZone = agenda.Event.TimeZone });
        // Kept by nobody on the way, and asked for again each time: an unchanged calendar costs a 304.
        Response.Headers.CacheControl = "private, no-cache";
        return new FileContentResult(bytes, CalendarFeed.MediaType(CalendarMethod.Publish))
        {
            FileDownloadName = "meetings.ics",
            LastModified = agenda.Event.PublishedAt,
            EntityTag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\""),
        };
    }

    private CalendarEntry Entry(AgendaRow row, OpenAgenda agenda, DateTimeOffset changedAt)
    {
        var (table, place) = (row.Meeting.PublishedTable is { } number ? texts["Table {0}", number].Value : "", agenda.Event.Place);
        string Lines(string separator, params string[] parts) => string.Join(separator, parts.Where(p => p is not ""));
        return new CalendarEntry($"{row.Id}@paceline", row.Meeting.Sequence, row.Start, row.End, row.Counterpart.Name, changedAt)
        {
            Status = row.Meeting.IsWithdrawn ? CalendarStatus.Cancelled : agenda.Event.Publication is Publication.Final ? CalendarStatus.Confirmed : CalendarStatus.Tentative,
            Location = Lines(", ", table, place),
            Description = Lines("\n", Lines(", ", row.Counterpart.ContactName, Texts.Country(row.Counterpart.Country)), row.Counterpart.About, agenda.Event.Title.In(Texts.Language).Text),
            Reminder = TimeSpan.FromMinutes(10),
        };
    }
}
