using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Domain.Organisations.Imports;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Members;

/// <summary>What a list of members would do, before it does it; and what it did, with the way back.</summary>
[Requires(Can.ManageMembers)]
public sealed class PreviewModel(PacelineDb db, CurrentAccess access, PreviewMembers preview, ImportMembers import, UndoMemberImport undo, Texts texts) : PageModel
{
    /// <summary>Nobody reads more; the counts name them all.</summary>
    public const int MostShown = 200;

    public OrganisationImport Batch { get; private set; } = null!;
    public string Cluster { get; private set; } = "";
    public MemberSheet Sheet { get; private set; } = null!;
    public MemberReading Reading { get; private set; } = null!;
    public MemberImportPlan Plan { get; private set; } = null!;
    public MemberImportUse? Use { get; private set; }
    public string By { get; private set; } = "";

    /// <summary>What was chosen for lines that may be duplicates.</summary>
    public IReadOnlyDictionary<int, DuplicateChoice> Choices { get; private set; } = new Dictionary<int, DuplicateChoice>();
    /// <summary>For all other such lines.</summary>
    [BindProperty] public DuplicateChoice Others { get; set; }

    /// <summary>Nothing of the file as a whole stands in the way.</summary>
    public bool CanImport => !Reading.Stops.Any() && Plan.HasWork;

    public string Heading(int? column) => column is { } number ? Sheet.Columns.FirstOrDefault(c => c.Position == number - 1)?.Heading ?? number.ToString(System.Globalization.CultureInfo.CurrentCulture) : "";

    /// <summary>A value in the reader's words: countries by their names, words of a field translated.</summary>
    public string Words(MemberField? field, string value)
    {
        if (value is "" || field is null) return DateOnly.TryParseExact(value, "O", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? Dates.Day(day) : Enum.TryParse<OrganisationState>(value, out var state) ? texts.Word(state) : value;
        if (field.IsCountry) return string.Join(MemberField.Between, value.Split(MemberField.Between).Select(Texts.Country));
        return field.Words is null ? value : string.Join(MemberField.Between, value.Split(MemberField.Between).Select(v => texts[Platform.Text.Words.Of((Enum)Enum.Parse(field.Words, v))].Value));
    }

    public async Task<IActionResult> OnGet(Guid batch, CancellationToken stop)
    {
        if (!await Load(batch, stop)) return NotFound();
        await Show(stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid batch, string? take, CancellationToken stop)
    {
        if (!await Load(batch, stop)) return NotFound();
        if (!ModelState.IsValid) return await Refuse(batch, new Refusal("This form cannot be read. Choose again."), stop);
        Choices = Chosen();
        // Looking again with the choices made writes nothing.
        if (take is "look")
        {
            await Show(stop);
            return Page();
        }

        if (await import.Run(batch, new LineChoices(Choices, Others), take is "good", null, access.PersonId ?? Guid.Empty, stop) is { } refusal) return await Refuse(batch, refusal, stop);
        await Load(batch, stop);
        this.Say("Imported: {0} new, {1} changed, {2} people.", Batch.Made, Batch.Changed, Batch.Contacts);
        return LocalRedirect(Urls.MemberImport(batch));
    }

    public async Task<IActionResult> OnPostColumns(Guid batch, Dictionary<string, string> meanings, string? language, CancellationToken stop)
    {
        if (!await Load(batch, stop)) return NotFound();
        if (Batch.State is not ImportState.Previewed) return LocalRedirect(Urls.MemberImport(batch));
        var sheet = await preview.Sheet(Batch, stop);
        var row = await db.OrganisationImports.SingleAsync(b => b.Id == batch, stop);
        row.Mapping = sheet.Columns.ToDictionary(c => c.Heading, c => meanings.TryGetValue(c.Position.ToString(System.Globalization.CultureInfo.InvariantCulture), out var key) && key is not null && MemberColumns.Of(key) is not null ? key : "", StringComparer.Ordinal);
        if (language is not null && LanguageCodes.All.Contains(language)) row.Language = language;
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await Refuse(batch, new Refusal("Somebody else saved this a moment ago. Look at it again."), stop);
        }

        this.Say("The columns are read anew.");
        return LocalRedirect(Urls.MemberImport(batch));
    }

    /// <summary>Another sheet of the same file, as an import of its own.</summary>
    public async Task<IActionResult> OnPostSheet(Guid batch, Guid id, string? sheet, CancellationToken stop)
    {
        if (!await Load(batch, stop) || sheet is null) return NotFound();
        return await preview.KeepSheet(Batch, id == Guid.Empty ? Ids.New() : id, sheet, access.PersonId ?? Guid.Empty, stop) is { } other ? LocalRedirect(Urls.MemberImport(other.Id)) : await Refuse(batch, new Refusal("This sheet cannot be read."), stop);
    }

    public async Task<IActionResult> OnPostUndo(Guid batch, CancellationToken stop)
    {
        if (!await Load(batch, stop)) return NotFound();
        if (await undo.Run(batch, stop) is { } refusal) return await Refuse(batch, refusal, stop);
        this.Say("The import is undone: what it made is gone, what it changed is as it was.");
        return LocalRedirect(Urls.MemberImport(batch));
    }

    // Read by hand: a form without any choice would be taken for one whose every field is a choice.
    private Dictionary<int, DuplicateChoice> Chosen()
    {
        var chosen = new Dictionary<int, DuplicateChoice>();
        foreach (var (name, value) in Request.Form)
            if (name.StartsWith("Choices[", StringComparison.Ordinal) && int.TryParse(name.AsSpan(8).TrimEnd(']'), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var line) && Enum.TryParse<DuplicateChoice>(value, out var choice) && Enum.IsDefined(choice)) chosen[line] = choice;
        return chosen;
    }

    private async Task<bool> Load(Guid batch, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        if (await db.OrganisationImports.AsNoTracking().FirstOrDefaultAsync(b => b.Id == batch, stop) is not { } found || !access.May(Can.ManageMembers, new Scope(found.ClusterId))) return false;
        Batch = found;
        Cluster = await db.Organisations.Where(o => o.Id == found.ClusterId).Select(o => o.Name).SingleAsync(stop);
        By = await db.Users.Where(p => p.Id == found.ById).Select(p => p.DisplayName).FirstOrDefaultAsync(stop) ?? "";
        return true;
    }

    private async Task Show(CancellationToken stop)
    {
        Sheet = await preview.Sheet(Batch, stop);
        if (Batch.State is ImportState.Imported) Use = await undo.Use(Batch, stop);
        if (Batch.State is ImportState.Previewed) (Reading, Plan) = await preview.Plan(Batch, Sheet, new LineChoices(Choices, Others), toDo: false, stop);
    }

    private async Task<IActionResult> Refuse(Guid batch, Refusal refusal, CancellationToken stop)
    {
        if (!await Load(batch, stop)) return NotFound();
        await Show(stop);
        return this.Refused("", refusal);
    }
}
