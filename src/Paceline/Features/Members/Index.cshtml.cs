using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Features.Shared;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Members;

/// <summary>The members of the clusters that somebody looks after; those who need something first.</summary>
[Requires(Can.ManageMembers)]
public sealed class IndexModel(MemberRows rows, ArchiveMember archive, CurrentAccess access, Texts texts) : PageModel
{
    private const int PageSize = 100;

    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public Guid? Cluster { get; set; }
    [BindProperty(SupportsGet = true)] public SizeStanding? Size { get; set; }
    /// <summary>"archived" for those; "need" for those who need something.</summary>
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }
    [BindProperty(SupportsGet = true)] public string? Sort { get; set; }
    [BindProperty(SupportsGet = true)] public int P { get; set; } = 1;

    public IReadOnlyList<MemberLine> Rows { get; private set; } = [];
    public IReadOnlyList<(Guid Id, string Name)> Clusters { get; private set; } = [];
    public int All { get; private set; }
    public int Archived { get; private set; }
    public int Found { get; private set; }
    public int Pages => (Found + PageSize - 1) / PageSize;
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Q) || Cluster is not null || Size is not null || Show is not null;
    public string Zone { get; } = "Europe/Brussels";
    /// <summary>The member that could not be archived, what was typed, and why not.</summary>
    public (Guid Id, string? Reason, string Why)? Wrong { get; private set; }

    public bool MaySeeSize(MemberLine line) => access.May(Can.ViewSmeDeclaration, new Scope(line.HomeClusterId, line.Id));

    public bool MayArchive(MemberLine line) => access.May(Can.ManageMembers, new Scope(line.HomeClusterId, line.Id));

    public string? Sorted(string by) => Sort == by ? "ascending" : Sort == "-" + by ? "descending" : null;

    public string SortUrl(string by) => Address(Sort == by ? "-" + by : by, 1);

    public string ActUrl(string handler, Guid id) => Request.Path + Request.QueryString.Add("handler", handler).Add("id", id.ToString());

    public string PageUrl(int page) => Address(Sort, page);

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!ModelState.IsValid) return NotFound();
        await Load(stop);
        return Page();
    }

    public async Task<IActionResult> OnGetExport(string? format, CancellationToken stop)
    {
        if (!ModelState.IsValid) return NotFound();
        var found = await Read(stop);
        await rows.Complete(found, stop);
        ListColumn<MemberLine>[] columns =
        [
            new(texts["Company"], texts["The legal name, as the company writes it."], r => r.Name),
            new(texts["Name in Latin letters"], texts["Where the name is written in others."], r => r.LatinName),
            new(texts["Kind"], texts["What the organisation is."], r => texts.Word(r.Kind)),
            new(texts["Town"], texts["Where it has its seat."], r => r.City),
            new(texts["Country"], texts["Where it has its seat."], r => Texts.Country(r.Country)),
            new(texts["Cluster"], texts["The cluster that counts it in the programme."], r => r.Home),
            new(texts["Member since"], texts["First day of the membership."], r => r.From),
            new(texts["Member until"], texts["Last day of the membership; empty while it lasts."], r => r.To),
            new(texts["Size"], texts["Where its declaration of size stands."], r => texts.Word(r.Size)),
            new(texts["Category"], texts["Micro, small, medium or no SME, as computed from the declaration."], r => r.Category is { } category ? texts.Word(category) : null),
            new(texts["Profile"], texts["Percent of the profile that is filled in."], r => r.Complete),
            new(texts["Confirmed"], texts["When somebody last said that the record is right."], r => r.ConfirmedAt),
            new(texts["Contact"], texts["The first person at it."], r => r.Contact),
            new(texts["E-mail"], texts["That person’s address."], r => r.Email),
            new(texts["People"], texts["How many people of it are known."], r => r.People),
            new(texts["Last change"], texts["When the record was last changed."], r => r.ChangedAt),
            new(texts["State"], texts["Active, or archived."], r => texts.Word(r.State)),
            new(texts["Id"], texts["The key of the record; it never changes."], r => r.Id),
        ];
        return this.Export(format, "members", texts["Members"].Value, columns, found);
    }

    public async Task<IActionResult> OnPostArchive(Guid id, string? reason, CancellationToken stop)
    {
        if (await archive.Find(id, stop) is not { } member) return NotFound();
        if (!ModelState.IsValid) return await Refuse(id, reason, new Refusal("This holds a character that cannot be kept. Type it again."), stop);
        if (await archive.Archive(member, reason, stop) is { } refusal) return await Refuse(id, reason, refusal, stop);
        this.Say("“{0}” is archived. What it did stays.", member.Name);
        return LocalRedirect(Address(Sort, P));
    }

    public async Task<IActionResult> OnPostRestore(Guid id, CancellationToken stop)
    {
        if (await archive.Find(id, stop) is not { } member) return NotFound();
        if (await archive.Restore(member, stop) is { } refusal) return await Refuse(id, null, refusal, stop);
        this.Say("“{0}” is in the list again.", member.Name);
        return LocalRedirect(Address(Sort, P));
    }

    private async Task<IActionResult> Refuse(Guid id, string? reason, Refusal refusal, CancellationToken stop)
    {
        await Load(stop);
        Wrong = (id, reason, texts.Of(refusal));
        return this.Invalid();
    }

    private async Task<List<MemberLine>> Read(CancellationToken stop)
    {
        var (found, all, archived) = await rows.Run(new MemberFilter(Q, Cluster, Size, Show is "archived", Show is "need", Sort), stop);
        (All, Archived, Found) = (all, archived, found.Count);
        return found;
    }

    private async Task Load(CancellationToken stop)
    {
        var found = await Read(stop);
        Clusters = await rows.Clusters(stop);
        P = Math.Clamp(P, 1, Math.Max(1, Pages));
        Rows = [.. found.Skip((P - 1) * PageSize).Take(PageSize)];
        await rows.Complete(Rows, stop);
    }

    private string Address(string? sort, int page)
    {
        (string Key, string? Value)[] parts = [("q", Q), ("cluster", Cluster?.ToString()), ("size", Size?.ToString()), ("show", Show), ("sort", sort), ("p", page <= 1 ? null : page.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        return Urls.Members + QueryString.Create(parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => KeyValuePair.Create(p.Key, p.Value))).ToUriComponent();
    }
}
