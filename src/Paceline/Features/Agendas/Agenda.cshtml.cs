using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Matchmaking;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Agendas;

/// <summary>A participant's day: the next meeting, the ones that wait for an answer, the list.</summary>
[Requires(Can.ViewAgenda)]
public sealed class AgendaModel(PacelineDb db, CurrentAccess access, AgendaDoor door, AgendaRows rows, AgendaLinks links, TimeProvider clock, Texts texts) : PageModel
{
    public OpenAgenda Agenda { get; private set; } = null!;
    public IReadOnlyList<AgendaRow> Rows { get; private set; } = [];
    /// <summary>The meeting in front: the one being held, else the next.</summary>
    public AgendaRow? Front { get; private set; }
    /// <summary>Over, and not yet told; the latest first, because it is remembered best.</summary>
    public IReadOnlyList<AgendaRow> Waiting { get; private set; } = [];
    public TapsForm? Taps { get; private set; }
    public bool MayTell { get; private set; }
    public DateTimeOffset Now { get; private set; }
    public DateOnly Today { get; private set; }
    public (string Text, string Language) Title { get; private set; }
    public Uri? Feed { get; private set; }
    public string Download => Urls.Calendar(Agenda.Who);

    public async Task<IActionResult> OnGet(string who, CancellationToken stop)
    {
        if (await door.Open(who, Can.ViewAgenda, stop) is not { } agenda) return NotFound();
        (Agenda, Title) = (agenda, agenda.Event.Title.In(Texts.Language));
        (Now, Today) = (clock.GetUtcNow(), clock.Today(agenda.Event.TimeZone));
        MayTell = access.May(Can.RecordOutcome, agenda.OwnScope);
        Rows = await rows.Of(agenda, stop);
        Front = Rows.FirstOrDefault(r => r.Standing is AgendaStanding.Now) ?? Rows.FirstOrDefault(r => r.Standing is AgendaStanding.Planned);
        if (!MayTell) return Page();
        Waiting = [.. Rows.Where(r => r.Standing is AgendaStanding.TellUs).Reverse()];
        if (Waiting.Count > 0)
        {
            var last = Waiting[0];
            var heading = last.Day == Today ? texts["Your {0} with {1}", last.Time, last.Counterpart.Name] : texts["{0}, {1} with {2}", Dates.ShortDay(last.Day), last.Time, last.Counterpart.Name];
            Taps = new TapsForm(Urls.Meeting(who, last.Id), Urls.Agenda(who), heading.Value, new Answer(), Today);
        }

        var token = await links.Calendar(agenda.Participant.Id, agenda.Event, stop);
        if (db.ChangeTracker.HasChanges()) await db.SaveChangesAsync(stop);
        Feed = new Uri(await this.Site(stop) + Urls.Calendar(token));
        return Page();
    }

    /// <summary>In 12 minutes, in 3 hours, in 2 days.</summary>
    public string Until(AgendaRow row)
    {
        var wait = row.Start - Now;
        if (wait <= TimeSpan.Zero) return texts["until {0}", row.Until].Value;
        if (wait < TimeSpan.FromMinutes(90)) return texts.Count((int)Math.Ceiling(wait.TotalMinutes), "in {0} minute|in {0} minutes");
        if (row.Day == Today) return texts.Count((int)Math.Round(wait.TotalHours), "in {0} hour|in {0} hours");
        return texts.Count(row.Day.DayNumber - Today.DayNumber, "in {0} day|in {0} days");
    }

    /// <summary>Wed 8 Jun 2017, 7 meetings.</summary>
    public string Heading(DateOnly day, int meetings)
    {
        var count = texts.Count(meetings, "{0} meeting|{0} meetings");
        return day == Today ? texts["Today, {0}", count].Value : $"{Dates.Day(day)}, {count}";
    }
}
