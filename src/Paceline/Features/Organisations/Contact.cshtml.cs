using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Organisations;

/// <summary>A person at an organisation: added or corrected.</summary>
[Requires(Can.EditOrganisation)]
public sealed class ContactModel(PacelineDb db, OrganisationDoor door, SaveContact save, Texts texts) : PageModel
{
    [BindProperty] public PersonInput Input { get; set; } = new();

    public Organisation Organisation { get; private set; } = null!;
    /// <summary>The person as saved; null for a new one.</summary>
    public Contact? Saved { get; private set; }
    public IReadOnlyList<Difference> Differences { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid id, string contact, CancellationToken stop)
    {
        if (!await Load(id, contact, stop)) return NotFound();
        Input = Saved is null ? new PersonInput { Id = Ids.New(), Language = LanguageCodes.All.Contains(Texts.Language) ? Texts.Language : "en" } : PersonInput.Of(Saved);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, string contact, CancellationToken stop)
    {
        if (!await Load(id, contact, stop)) return NotFound();
        if (LanguageCodes.Check(Input.Language ?? "") is { } unknown) ModelState.AddModelError("Input.Language", texts.Of(unknown));
        if (Saved is null && Input.Id == Guid.Empty) ModelState.AddModelError("", texts["This form is out of date. Open it anew."].Value);
        if (!ModelState.IsValid) return this.Invalid();
        if (Saved is null && await db.Contacts.AnyAsync(c => c.Id == Input.Id, stop)) return LocalRedirect(Urls.Contacts(id));
        if (await save.Run(Organisation, Saved, Input, stop))
        {
            this.Say("Saved.");
            return LocalRedirect(Urls.Contacts(id));
        }

        db.ChangeTracker.Clear();
        if (!await Load(id, contact, stop)) return NotFound();
        if (Saved is null) return LocalRedirect(Urls.Contacts(id)); // the same form, sent twice at the same moment
        Differences = [.. PersonInput.Of(Saved).Words().Zip(Input.Words()).Where(p => p.First.Text != p.Second.Text).Select(p => new Difference(p.First.Label, p.First.Text, p.Second.Text))];
        Input.Version = Saved.Version;
        ModelState.Remove("Input.Version");
        return this.Invalid();
    }

    public Task<IActionResult> OnPostLeft(Guid id, string contact, CancellationToken stop) => Leave(id, contact, true, stop);

    public Task<IActionResult> OnPostBack(Guid id, string contact, CancellationToken stop) => Leave(id, contact, false, stop);

    private async Task<IActionResult> Leave(Guid id, string contact, bool left, CancellationToken stop)
    {
        if (!await Load(id, contact, stop) || Saved is null) return NotFound();
        if (!await save.Leave(Organisation, Saved, left, stop)) return LocalRedirect(Urls.Contact(id, Saved.Id));
        this.Say("Saved.");
        return LocalRedirect(Urls.Contacts(id));
    }

    private async Task<bool> Load(Guid id, string contact, CancellationToken stop)
    {
        if (await door.Find(id, Can.EditOrganisation, stop) is not { } found) return false;
        Organisation = found;
        if (contact is "new") return true;
        if (!Guid.TryParse(contact, out var key)) return false;
        Saved = await db.Contacts.FirstOrDefaultAsync(c => c.Id == key && c.OrganisationId == id, stop);
        return Saved is not null;
    }
}
