using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Travel;

/// <summary>What the next version would tell, who reads, and the versions so far.</summary>
[Requires(Can.ManageActivity)]
public sealed class PublishModel(PacelineDb db, ReadBriefing read, PublishBriefing act, ReadDelegation delegation, ShowToHosts show, SiteAddress site, CurrentAccess access, AuditTrail audit, TimeProvider clock) : PageModel
{
    public sealed record Form
    {
        public Guid Id { get; init; } = Ids.New();
        public int After { get; init; }
        [StringLength(BriefingVersion.LongestNote, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? Note { get; init; }
    }

    public sealed record NewReader
    {
        public Guid Id { get; init; } = Ids.New();
        [Required(ErrorMessage = "This is needed."), StringLength(120, ErrorMessage = "This is too long. Use at most {1} characters.")] public string Name { get; init; } = "";
        [Required(ErrorMessage = "This is needed."), EmailAddress(ErrorMessage = "This is not an e-mail address.")] public string Email { get; init; } = "";
        public string Language { get; init; } = "en";
        public Guid? HostId { get; init; }
        public bool WithPeople { get; init; }
    }

    public Form Input { get; set; } = new();
    public NewReader Reader { get; set; } = new();
    public Activity Activity { get; private set; } = null!;
    public IReadOnlyList<BriefingVersion> Versions { get; private set; } = [];
    public IReadOnlyList<BriefingReader> Readers { get; private set; } = [];
    public IReadOnlyList<Organisation> Hosts { get; private set; } = [];
    /// <summary>The people of hosts who read people: how many are withheld from them, and why all are.</summary>
    public IReadOnlyDictionary<Guid, (int Withheld, Refusal? Why)> Guests { get; private set; } = new Dictionary<Guid, (int, Refusal?)>();
    public IReadOnlyList<BriefingChange> Changes { get; private set; } = [];
    public BriefingContent Draft { get; private set; } = null!;
    public int Bounced { get; private set; }

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Input = new Form { After = Versions.Count == 0 ? 0 : Versions[0].Number };
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, [Bind(Prefix = "Input")] Form input, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Input = input;
        if (!ModelState.IsValid) return this.Invalid();
        if (await act.Run(Activity, input.Id, input.After, input.Note?.Trim() ?? "", await site.Of(Request, stop), stop) is { } refusal)
        {
            await Load(activity, stop);
            ModelState.Remove("Input.After");
            Input = input with { After = Versions.Count == 0 ? 0 : Versions[0].Number };
            return this.Refused("", refusal);
        }

        this.Say("Published. Everybody whom it concerns gets a mail.");
        return LocalRedirect(Urls.PublishBriefing(activity));
    }

    public async Task<IActionResult> OnPostReader(Guid activity, [Bind(Prefix = "Reader")] NewReader reader, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Reader = reader;
        if (!ModelState.IsValid) return this.Invalid();
        var host = Hosts.FirstOrDefault(h => h.Id == reader.HostId)?.Id;
        if (reader.WithPeople && await show.Refuses(Activity, host, stop) is { } refusal) return this.Refused(host is null ? "Reader.HostId" : "Reader.WithPeople", refusal);
        if (!await db.BriefingReaders.AnyAsync(r => r.Id == reader.Id, stop))
        {
            var added = new BriefingReader { Id = reader.Id, ActivityId = activity, LeadClusterId = Activity.LeadClusterId, Name = Spelling.Line(reader.Name), Email = reader.Email.Trim(), Language = Texts.Spoken.Contains(reader.Language) ? reader.Language : "en", HostId = host, WithoutPeople = !reader.WithPeople };
            db.BriefingReaders.Add(added);
            // The link of a published pack can be given from this moment on.
            if (Versions.Count > 0) await show.Record(Activity, [added], Versions[0].Content, stop);
            audit.Add("Let somebody read a briefing pack", RecordKind.Activity, activity, Activity.Title.ToString(), reader.Name, cluster: Activity.LeadClusterId);
            await db.SaveChangesAsync(stop);
        }

        this.Say("Saved. The next version is mailed to them; until then give them the link.");
        return LocalRedirect(Urls.PublishBriefing(activity) + "#readers");
    }

    public async Task<IActionResult> OnPostEnd(Guid activity, Guid reader, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        if (await db.BriefingReaders.FirstOrDefaultAsync(r => r.Id == reader && r.ActivityId == activity, stop) is not { } found) return NotFound();
        found.EndedAt ??= clock.GetUtcNow();
        audit.Add("Ended the link to a briefing pack", RecordKind.Activity, activity, Activity.Title.ToString(), found.Name, cluster: Activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        this.Say("The link has ended.");
        return LocalRedirect(Urls.PublishBriefing(activity) + "#readers");
    }

    /// <summary>Leads to what a reader sees.</summary>
    public async Task<IActionResult> OnGetLink(Guid activity, Guid reader, CancellationToken stop)
    {
        if (!await Load(activity, stop) || await db.BriefingReaders.AsNoTracking().FirstOrDefaultAsync(r => r.Id == reader && r.ActivityId == activity && r.EndedAt == null, stop) is not { } found) return NotFound();
        return LocalRedirect(Urls.Briefing(await act.LinkOf(Activity, found, stop)));
    }

    private async Task<Dictionary<Guid, (int, Refusal?)>> GuestsOf(Activity activity, CancellationToken stop)
    {
        Dictionary<Guid, (int, Refusal?)> guests = [];
        foreach (var reader in Readers.Where(r => r is { TravellerId: null, WithoutPeople: false, EndedAt: null }))
        {
            var withheld = Versions.Count == 0 ? 0 : Versions[0].Content.People.Count - (await show.SightOf(activity, reader, stop)).Of(Versions[0].Content).People.Count;
            guests[reader.Id] = (withheld, await show.Refuses(activity, reader.HostId, stop));
        }

        return guests;
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, stop) is not { } activity || !activity.Traits.HasItinerary || !access.May(Can.ManageActivity, new Scope(activity.LeadClusterId, Activity: id))) return false;
        Activity = activity;
        Versions = await db.BriefingVersions.AsNoTracking().Where(v => v.ActivityId == id).OrderByDescending(v => v.Number).ToListAsync(stop);
        Readers = await db.BriefingReaders.AsNoTracking().Where(r => r.ActivityId == id).OrderBy(r => r.Name).ToListAsync(stop);
        Hosts = await delegation.Hosts(activity, stop);
        Draft = await read.Draft(activity, stop);
        Guests = await GuestsOf(activity, stop);
        Changes = Versions.Count == 0 ? [] : Briefings.Between(Versions[0].Content, Briefings.Next(Versions[0].Content, Draft));
        Bounced = await db.Mails.CountAsync(m => m.ActivityId == id && m.FailedAt != null, stop);
        return true;
    }
}
