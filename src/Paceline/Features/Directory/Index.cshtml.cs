using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Directory;

/// <summary>The directory, for everybody: visitors find who agreed to be found, members of the alliance all that are in use.</summary>
[AllowAnonymous]
public sealed class IndexModel(CurrentAccess access, DirectorySearch search, DirectoryRows rows, DirectorySight sight, DirectoryColumns columns, Texts texts) : PageModel
{
    /// <summary>Entries on a page.</summary>
    public const int PageSize = 20;

    [BindProperty(SupportsGet = true, Name = "")] public DirectoryFilter Filter { get; set; } = new();

    public DirectoryAnswer Answer { get; private set; } = null!;
    public IReadOnlyList<DirectoryRow> Rows { get; private set; } = [];
    public bool IsPublic { get; private set; }
    /// <summary>What the columns of an export mean.</summary>
    public IEnumerable<(string Name, string Meaning)> Columns => columns.All(IsPublic).Select(c => (c.Name, c.Meaning));
    public int Pages => (Answer.Found.Length + PageSize - 1) / PageSize;

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        await access.Load(stop);
        IsPublic = sight.IsPublic;
        Answer = await search.Run(Filter, stop);
        Filter.Page = Math.Clamp(Filter.Page, 1, Math.Max(1, Pages));
        Rows = await rows.Of(Answer, (Filter.Page - 1) * PageSize, PageSize, stop);
        return this.WantsFragment() ? Partial("_Found", this) : Page();
    }

    /// <summary>The sentence that says what stands in the list.</summary>
    public string Said => Answer.Found.Length == 0 ? texts["Nothing fits."].Value : texts.Count(Answer.Found.Length, "{0} organisation|{0} organisations");

    /// <summary>How words that nobody writes were read, and how many of the words each entry has.</summary>
    public IEnumerable<string> Remarks()
    {
        if (Answer.Found.Length == 0) yield break;
        foreach (var word in Answer.Words)
            if (word.Mended is { } mended) yield return texts["Nobody writes “{0}”. These write “{1}” or the like.", word.Word, mended].Value;
        if (Answer.Words.Count > Answer.WordsHeld) yield return texts["Nobody has all {0} words. These have {1} of them.", Answer.Words.Count, Answer.WordsHeld].Value;
    }

    /// <summary>What people call a value of a facet.</summary>
    public string Label(Facet facet, string value) => facet switch
    {
        Facet.Kind => Word<OrganisationKind>(value),
        Facet.Country or Facet.SellsIn or Facet.WantsIn => Texts.Country(value),
        Facet.Region => value.EndsWith('-') ? texts["{0}, region not given", Texts.Country(value[..^1])].Value : NutsRegions.Find(value)?.Name ?? value,
        Facet.Cluster => Guid.TryParse(value, out var id) ? Answer.Snapshot.Find(id)?.Name ?? value : value,
        Facet.Segment => Word<ValueChainSegment>(value),
        Facet.Sector => Word<CrossSector>(value),
        _ => Word<SmeCategory>(value),
    };

    /// <summary>The name of a facet.</summary>
    public string Title(Facet facet) => facet switch
    {
        Facet.Kind => texts["Kind"].Value,
        Facet.Country => texts["Country"].Value,
        Facet.Region => texts["Region"].Value,
        Facet.Cluster => texts["Cluster"].Value,
        Facet.Segment => texts["Value chain"].Value,
        Facet.Sector => texts["Sector"].Value,
        Facet.SellsIn => texts["Sells in"].Value,
        Facet.WantsIn => texts["Wants to sell in"].Value,
        _ => texts["Size"].Value,
    };

    /// <summary>Values to offer: those chosen first. A region that only repeats the one within it is left out.</summary>
    public IReadOnlyList<FacetCount> Choices(Facet facet)
    {
        var all = Answer.Facets[facet];
        if (facet is Facet.Region) all = [.. all.Where(v => v.IsChosen || v.Value.Length != 3 || v.Value.EndsWith('-') || !all.Any(w => w.Value.Length > 3 && w.Value.StartsWith(v.Value, StringComparison.Ordinal) && w.Count == v.Count))];
        return [.. all.OrderByDescending(v => v.IsChosen).ThenByDescending(v => v.Count).ThenBy(v => Label(facet, v.Value), StringComparer.CurrentCulture)];
    }

    private string Word<TEnum>(string value) where TEnum : struct, Enum => Enum.TryParse<TEnum>(value, out var word) && Enum.IsDefined(word) ? texts.Word(word) : value;
}
