using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Merging;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Members;

/// <summary>Two records beside each other: which values stay, what moves, and the merge.</summary>
[Requires(Can.ManageMembers)]
public sealed class MergeModel(PacelineDb db, MergeRecords merge, Texts texts) : PageModel
{
    public sealed class MergeInput
    {
        /// <summary>The record that carries on.</summary>
        public Guid Kept { get; set; }
        public int KeptVersion { get; set; }
        public int MergedVersion { get; set; }
        /// <summary>"kept" or "merged" by field; what is not said follows the preview's own choice.</summary>
        public Dictionary<string, string> Fields { get; set; } = [];
        public string? Home { get; set; }
    }

    [BindProperty] public MergeInput Input { get; set; } = new();

    public MergePreview Preview { get; private set; } = null!;
    public Guid Other { get; private set; }

    /// <summary>Whether the other record's value is taken for a field.</summary>
    public bool TakesMerged(FieldComparison field) => Input.Fields.TryGetValue(field.Field.Key, out var choice) ? choice is "merged" : field.PrefersMerged;

    /// <summary>A value in the reader's words.</summary>
    public string Words(MemberField field, string value) =>
        value is "" ? "" : field.Key is "logo" ? texts["A picture"].Value
        : field.IsCountry ? string.Join(MemberField.Between, value.Split(MemberField.Between).Select(Texts.Country))
        : field.Words is null ? value : string.Join(MemberField.Between, value.Split(MemberField.Between).Select(v => texts[Platform.Text.Words.Of((Enum)Enum.Parse(field.Words, v))].Value));

    public async Task<IActionResult> OnGet(Guid first, Guid second, Guid? kept, CancellationToken stop)
    {
        if (first == second || await merge.Find(first, second, stop) is not var (a, b)) return NotFound();
        var keepsFirst = kept == first || kept != second && MergeChoices.FirstIsFuller(a, b);
        await Show(keepsFirst ? a : b, keepsFirst ? b : a, stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid first, Guid second, CancellationToken stop)
    {
        if (first == second || Input.Kept != first && Input.Kept != second) return NotFound();
        if (await merge.Find(Input.Kept, Input.Kept == first ? second : first, stop) is not var (kept, merged)) return NotFound();
        if (!ModelState.IsValid) return await Refuse(first, second, new Refusal("This form cannot be read. Choose again."), stop);
        var wanted = MergeChoices.Between(kept, merged).Where(c => c.Differs && TakesMerged(c)).Select(c => c.Field.Key).ToHashSet(StringComparer.Ordinal);
        var (done, refusal) = await merge.Run(kept, merged, new MergeWish(Input.KeptVersion, Input.MergedVersion, wanted, Input.Home is "merged"), stop);
        if (done is null) return await Refuse(first, second, refusal!, stop);
        this.Say("“{0}” carries on. The merge can be undone until the next report is frozen.", kept.Organisation.Name);
        return LocalRedirect(Urls.Duplicates);
    }

    private async Task Show(MemberRecord kept, MemberRecord merged, CancellationToken stop)
    {
        Preview = await merge.Preview(kept, merged, stop);
        (Input.Kept, Input.KeptVersion, Input.MergedVersion, Other) = (kept.Organisation.Id, kept.Organisation.Version, merged.Organisation.Version, merged.Organisation.Id);
    }

    private async Task<IActionResult> Refuse(Guid first, Guid second, Refusal refusal, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        if (await merge.Find(Input.Kept, Input.Kept == first ? second : first, stop) is not var (kept, merged)) return RedirectToDuplicates(refusal);
        // With the records as they are now: a second look, then a second try.
        await Show(kept, merged, stop);
        ModelState.Remove("Input.KeptVersion");
        ModelState.Remove("Input.MergedVersion");
        return this.Refused("", refusal);
    }

    // One of them is gone meanwhile: there is nothing left to compare here.
    private LocalRedirectResult RedirectToDuplicates(Refusal refusal)
    {
        this.Say(refusal.Sentence, refusal.Arguments);
        return LocalRedirect(Urls.Duplicates);
    }
}
