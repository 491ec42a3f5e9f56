using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Organisations;

/// <summary>What of a company everybody sees.</summary>
[Requires(Can.EditOrganisation)]
public sealed class PublicModel(PacelineDb db, OrganisationDoor door, PublishEntry publish, Texts texts) : PageModel
{
    /// <summary>The fields in the order of the page.</summary>
    public static readonly IReadOnlyList<PublicFields> Fields = [.. Enum.GetValues<PublicFields>().Where(f => f is not PublicFields.None and not PublicFields.All)];

    [BindProperty] public EntryInput Input { get; set; } = new();

    public OrganisationRecord Record { get; private set; } = null!;
    public string AgreedBy { get; private set; } = "";
    public PublicFields Chosen => Input.Fields.Aggregate(PublicFields.None, (all, f) => all | f);

    /// <summary>What is ticked.</summary>
    public sealed class EntryInput
    {
        public int Version { get; set; }
        public PublicFields[] Fields { get; set; } = [];
        public bool Agreed { get; set; }
    }

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop)) return NotFound();
        var now = Record.Company!.Public;
        Input = new EntryInput { Version = Record.Company.Version, Fields = [.. Fields.Where(f => now.HasFlag(f))] };
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, string? act, CancellationToken stop)
    {
        if (!await Load(id, stop)) return NotFound();
        if (!ModelState.IsValid) return this.Invalid();
        if (act is "preview") return Page();
        var outcome = await publish.Run(Record, Chosen, Input.Agreed, Input.Version, stop);
        if (outcome.Refusal is { } refusal) return this.Refused("", refusal);
        if (outcome.IsConflict)
        {
            db.ChangeTracker.Clear();
            if (!await Load(id, stop)) return NotFound();
            Input.Version = Record.Company!.Version;
            ModelState.Remove("Input.Version");
            ModelState.AddModelError("", texts["Somebody else changed the profile a moment ago. Look at the preview and save again."].Value);
            return this.Invalid();
        }

        this.Say(Chosen is PublicFields.None ? "The public entry is withdrawn." : "The public entry is saved.");
        return LocalRedirect(Urls.PublicEntry(id));
    }

    public async Task<IActionResult> OnPostWithdraw(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop)) return NotFound();
        for (var outcome = await publish.Run(Record, PublicFields.None, false, 0, stop); outcome.IsConflict; outcome = await publish.Run(Record, PublicFields.None, false, 0, stop))
            if (!await Load(id, stop)) return NotFound();
        this.Say("The public entry is withdrawn.");
        return LocalRedirect(Urls.PublicEntry(id));
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await door.FindWhole(id, Can.EditOrganisation, stop) is not { Company: not null } found) return false;
        Record = found;
        if (found.Company.PublicById is { } person) AgreedBy = await db.Users.Where(p => p.Id == person).Select(p => p.DisplayName).FirstOrDefaultAsync(stop) ?? "";
        return true;
    }
}
