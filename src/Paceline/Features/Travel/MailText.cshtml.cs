using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Mails;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Travel;

/// <summary>One kind of mail in one language: the alliance's words, a preview, and the way back to the product's.</summary>
[Requires(Can.ManagePeople)]
public sealed class MailTextModel(PacelineDb db, MailTemplates templates, ReadMails mails, Activities.ActivityDoor door, CurrentAccess access, AuditTrail audit, TimeProvider clock) : PageModel
{
    public sealed record Form
    {
        public int Version { get; init; }
        public string Subject { get; init; } = "";
        public string Text { get; init; } = "";
        public Guid? Activity { get; init; }
        public string? Reader { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    public MailKind Kind { get; private set; }
    public string Speaks { get; private set; } = "en";
    public MailTemplate? Own { get; private set; }
    public MailWording Wording => MailWordings.Of(Kind);
    public IReadOnlyList<SelectListItem> Activities { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Readers { get; private set; } = [];

    /// <summary>The chosen activity has nobody who would get this mail in this language.</summary>
    public bool IsNobodyThere => Input.Activity is not null && Readers.Count == 0;

    /// <summary>What a reader would get, with values in the holes.</summary>
    public (string Subject, string Text)? Preview { get; private set; }

    public async Task<IActionResult> OnGet(string kind, string language, CancellationToken stop)
    {
        if (!await Load(kind, language, stop)) return NotFound();
        var (subject, text) = Own is { } own ? (own.Subject, own.Text) : templates.Start(Kind, Speaks);
        Input = new Form { Version = Own?.Version ?? -1, Subject = subject, Text = text.ReplaceLineEndings("\n") };
        await Show(stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(string kind, string language, bool preview, CancellationToken stop)
    {
        if (!await Load(kind, language, stop)) return NotFound();
        Input = Input with { Subject = (Input.Subject ?? "").Trim(), Text = (Input.Text ?? "").ReplaceLineEndings("\n").Trim() };
        if (TemplateText.Refuses(Input.Subject, Input.Text, [.. Wording.Holes], Wording.Needed) is { } refusal) return this.Refused("Input.Text", refusal);
        await Show(stop);
        if (preview) return Page();
        if ((Own?.Version ?? -1) != Input.Version && (Own?.Subject, Own?.Text) != (Input.Subject, Input.Text)) return this.Refused("", new Refusal("Somebody else saved this a moment ago: {0}", Own?.Text ?? templates.Start(Kind, Speaks).Text));
        var found = await db.MailTemplates.FirstOrDefaultAsync(t => t.Kind == Kind && t.Language == Speaks, stop);
        if (found is null) db.MailTemplates.Add(found = new MailTemplate { Kind = Kind, Language = Speaks, Subject = "", Text = "", ChangedBy = "", ChangedAt = default });
        (found.Subject, found.Text, found.ChangedBy, found.ChangedAt) = (Input.Subject, Input.Text, access.Name, clock.GetUtcNow());
        audit.Add("Changed the text of a mail", RecordKind.MailTemplate, found.Id, $"{Words.Of(Kind)} ({Speaks})");
        return await Save("Saved. From now on mails say it so.", stop);
    }

    public async Task<IActionResult> OnPostBack(string kind, string language, CancellationToken stop)
    {
        if (!await Load(kind, language, stop)) return NotFound();
        if (await db.MailTemplates.FirstOrDefaultAsync(t => t.Kind == Kind && t.Language == Speaks, stop) is { } found)
        {
            db.MailTemplates.Remove(found);
            audit.Add("Took the text of a mail back to the product’s", RecordKind.MailTemplate, found.Id, $"{Words.Of(Kind)} ({Speaks})");
        }

        return await Save("From now on the product’s text is sent.", stop);
    }

    // With the values of somebody who would get it; samples only while nobody is there.
    private async Task Show(CancellationToken stop)
    {
        var fitting = (await door.Within(db.Activities.AsNoTracking(), Can.ManageActivity).OrderByDescending(a => a.StartsOn).ToListAsync(stop)).FindAll(a => mails.KindsOf(a).Contains(Kind));
        Activities = [.. fitting.Select(a => new SelectListItem($"{a.Title.In(Texts.Language).Text}, {Dates.Days(a.StartsOn, a.EndsOn)}", a.Id.ToString(), a.Id == Input.Activity))];
        IReadOnlyDictionary<string, string> values = Wording.Samples;
        if (fitting.Find(a => a.Id == Input.Activity) is { } activity)
        {
            var readers = (await mails.Readers(activity, Kind, stop)).Where(r => (Texts.Spoken.Contains(r.Language) ? r.Language : "en") == Speaks).ToList();
            var reader = readers.Find(r => r.Id == Input.Reader) ?? readers.FirstOrDefault();
            Readers = [.. readers.Select(r => new SelectListItem(r.Name, r.Id, r == reader))];
            if (reader is not null && await mails.Draft(activity, Kind, reader.Id, await this.Site(stop), stop) is { } draft) values = draft.Values;
        }

        Preview = MailTemplates.Fill(Input.Subject, Input.Text, values);
    }

    private async Task<IActionResult> Save(string said, CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return this.Refused("", new Refusal("Somebody else saved this a moment ago. Look at it again."));
        }

        this.Say(said);
        return LocalRedirect(Urls.MailTemplate(Kind, Speaks));
    }

    private async Task<bool> Load(string kind, string language, CancellationToken stop)
    {
        if (!Enum.TryParse<MailKind>(kind, ignoreCase: true, out var found) || !string.Equals(found.ToString(), kind, StringComparison.OrdinalIgnoreCase) || !Texts.Spoken.Contains(language)) return false;
        (Kind, Speaks) = (found, language);
        Own = await db.MailTemplates.AsNoTracking().FirstOrDefaultAsync(t => t.Kind == found && t.Language == language, stop);
        return true;
    }
}
