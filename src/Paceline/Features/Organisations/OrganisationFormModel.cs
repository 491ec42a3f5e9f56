using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Organisations;

/// <summary>A field that two people changed at the same time.</summary>
public sealed record Difference(string Label, string Theirs, string Yours);

/// <summary>A page on which a part of an organisation is changed: by a button, or as one goes by the script.</summary>
[Requires(Can.EditOrganisation)]
public abstract class OrganisationFormModel<TInput>(PacelineDb db, OrganisationDoor door, SaveOrganisation save, Texts texts) : PageModel where TInput : OrganisationInput, new()
{
    private string? _find;

    [BindProperty] public TInput Input { get; set; } = new();

    public OrganisationRecord Record { get; private set; } = null!;
    public Organisation Organisation => Record.Organisation;
    public IReadOnlyList<Difference> Differences { get; private set; } = [];

    /// <summary>Where one comes after saving.</summary>
    protected abstract string Next { get; }

    /// <summary>Kinds of organisation that have this page.</summary>
    protected virtual bool Fits(OrganisationKind kind) => true;

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop)) return NotFound();
        Input.Fill(Record);
        (Input.Version, Input.ProfileVersion) = (Organisation.Version, Record.ProfileVersion);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, string? act, CancellationToken stop)
    {
        if (!await Load(id, stop)) return NotFound();
        if (act?.StartsWith("find.", StringComparison.Ordinal) == true)
        {
            // A search in a code table, without a script: nothing is saved, nothing typed is lost, nothing is complained about yet.
            _find = act[5..];
            foreach (var state in ModelState.Values) state.Errors.Clear();
            return Page();
        }

        foreach (var (field, why) in Input.Check(Record))
            if (why is not null) ModelState.AddModelError(field, texts.Of(why));
        if (!ModelState.IsValid) return Unsaved();
        if (await save.Run(Record, Input, stop))
        {
            if (this.WantsFragment()) return new JsonResult(new { version = Organisation.Version, profileVersion = Record.ProfileVersion, percent = Percent });
            this.Say("Saved.");
            return LocalRedirect(act is "stay" ? Request.Path : Next);
        }

        db.ChangeTracker.Clear();
        if (!await Load(id, stop)) return NotFound();
        var theirs = new TInput();
        theirs.Fill(Record);
        Differences = [.. theirs.Words(texts).Zip(Input.Words(texts)).Where(p => p.First.Text != p.Second.Text).Select(p => new Difference(p.First.Label, p.First.Text, p.Second.Text))];
        (Input.Version, Input.ProfileVersion) = (Organisation.Version, Record.ProfileVersion);
        ModelState.Remove("Input.Version");
        ModelState.Remove("Input.ProfileVersion");
        if (this.WantsFragment()) ModelState.AddModelError("", texts["Somebody else saved this a moment ago"].Value);
        return Unsaved();
    }

    /// <summary>A field that chooses from a code table, with what a search without a script found.</summary>
    public CodePicker Picker(string name, string label, string? hint, string kind, IEnumerable<string?> chosen, bool multiple = true, string? country = null, NaceRevision revision = NaceRevision.Rev2, string? countryFrom = null)
    {
        var query = _find == name ? Request.Form["find." + name].ToString() : null;
        var asked = query is null ? null : CodeSearch.Find(kind, query[..Math.Min(query.Length, 100)], country, revision);
        List<CodeChoice> now = [.. chosen.Where(c => !string.IsNullOrEmpty(c)).Distinct().Select(c => CodeSearch.Of(kind, c!, revision))];
        return new CodePicker("Input." + name, label, hint, $"/codes/{kind}?revision={revision}{(country is null ? "" : "&country=" + country)}", multiple, now, query, asked?.Where(f => now.All(n => n.Code != f.Code)).ToList(), countryFrom);
    }

    private int? Percent => Record.Company is { } company && Organisation.Kind is OrganisationKind.Company ? ProfileCompleteness.Of(Organisation, company).Percent : null;

    private IActionResult Unsaved()
    {
        if (!this.WantsFragment()) return this.Invalid();
        var errors = ModelState.Where(s => s.Value!.Errors.Count > 0).ToDictionary(s => s.Key, s => s.Value!.Errors[0].ErrorMessage, StringComparer.Ordinal);
        return new JsonResult(new { errors }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await door.FindWhole(id, Can.EditOrganisation, stop) is not { } found || !Fits(found.Organisation.Kind)) return false;
        Record = found;
        return true;
    }
}
