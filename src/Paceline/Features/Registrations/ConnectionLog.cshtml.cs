using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Contracts;
using Paceline.Platform.Access;
using Paceline.Platform.Files;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registrations;

/// <summary>The connection log of an on-line meeting becomes attendance: whom it finds is shown first.</summary>
[Requires(Can.ManageActivity)]
public sealed class ConnectionLogModel(PacelineDb db, RegistrationDoor door, AttachLog attach, KeptFiles kept, FileStore files, SiteAddress site, Texts texts) : OrganiserPage(door, site)
{
    /// <summary>Lines of people who are not registered that are shown.</summary>
    public const int MostShown = 50;

    public sealed record Row(string Name, int Minutes);

    public sealed class LogForm
    {
        public Guid Form { get; set; }
        public string? Kept { get; set; }
        public string? Day { get; set; }
        [Range(1, ConnectionLog.Longest, ErrorMessage = "Use a number from {1} to {2}.")] public int Least { get; set; } = 10;
        public IFormFile? File { get; set; }
        /// <summary>The file, day and minutes whose people were shown.</summary>
        public string? Seen { get; set; }
    }

    [BindProperty] public LogForm Input { get; set; } = new();

    public IReadOnlyList<DateOnly> Days { get; private set; } = [];
    public KeptFile? Taken { get; private set; }
    /// <summary>What the log says; null before one was read.</summary>
    public ConnectionLog? Log { get; private set; }
    public IReadOnlyList<Row> There { get; private set; } = [];
    public IReadOnlyList<Row> TooShort { get; private set; } = [];
    public IReadOnlyList<int> Unread { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Input.Form = Ids.New();
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        (Taken, var unfit) = await kept.Take(Input.File, Input.Kept, Input.Form, stop);
        if (unfit is not null) ModelState.AddModelError("Input.File", texts.Of(unfit));
        else if (Taken is null) ModelState.AddModelError("Input.File", texts["Choose the list."].Value);
        if (!DateOnly.TryParse(Input.Day, CultureInfo.InvariantCulture, out var day) || !Days.Contains(day)) ModelState.AddModelError("Input.Day", texts["Choose the day."].Value);
        if (!ModelState.IsValid || await files.Find(Taken!.Id, stop) is not var (_, content)) return this.Invalid();
        var read = ReadConnections.Of(content);
        if (read.Refusal is { } unreadable) return this.Refused("Input.File", unreadable);
        Log = await attach.Match(activity, read.Lines, Input.Least, stop);
        Unread = read.Unread;
        await Name(stop);
        var seen = string.Create(CultureInfo.InvariantCulture, $"{Taken.Sha256} {day:O} {Input.Least}");
        if (Input.Seen != seen)
        {
            // First the people are shown, then they are attached.
            ModelState.Remove("Input.Seen");
            Input.Seen = Log.There.Count > 0 ? seen : null;
            return this.Invalid();
        }

        var (people, refusal) = await attach.Run(activity, Taken, day, Input.Least, read.Lines, stop);
        if (refusal is not null) return this.Refused("", refusal);
        this.Say("The log is attached to {0} people.", people);
        return Redirect(Urls.Registrations(activity));
    }

    private async Task Name(CancellationToken stop)
    {
        var ids = Log!.There.Concat(Log.TooShort).Select(c => c.Registration).ToList();
        var names = await db.Registrations.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Name }).ToDictionaryAsync(r => r.Id, r => r.Name, stop);
        IReadOnlyList<Row> Rows(IEnumerable<Connected> people) => [.. people.Select(p => new Row(names[p.Registration], p.Minutes)).OrderBy(r => r.Name, StringComparer.CurrentCulture)];
        (There, TooShort) = (Rows(Log.There), Rows(Log.TooShort));
    }

    private async Task<bool> Load(Guid activity, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return false;
        Days = [.. Enumerable.Range(0, Math.Min(31, Activity.EndsOn.DayNumber - Activity.StartsOn.DayNumber + 1)).Select(n => Activity.StartsOn.AddDays(n))];
        return true;
    }
}
