using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Data;
using Paceline.Domain.FollowUp;
using Paceline.Features.Programme;
using Paceline.Features.Shared;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Contracts;

/// <summary>The contracts that whoever asks may see, and the verifier's work list.</summary>
[Requires(Can.ViewContract)]
public sealed class IndexModel(PacelineDb db, CurrentAccess access, CurrentProgramme programme, ReadContracts read, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public DealState? State { get; set; }
    [BindProperty(SupportsGet = true)] public string? Market { get; set; }
    [BindProperty(SupportsGet = true)] public string? Text { get; set; }

    public IReadOnlyList<ContractRow> Rows { get; private set; } = [];
    public IReadOnlyList<string> Markets { get; private set; } = [];
    public int All { get; private set; }
    public int Verified { get; private set; }
    /// <summary>Contracts with a file that nobody has checked; for those who check.</summary>
    public int? Waiting { get; private set; }
    public bool IsFiltered => State is not null || !string.IsNullOrEmpty(Market) || !string.IsNullOrWhiteSpace(Text);

    public Task OnGet(CancellationToken stop) => Load(stop);

    public async Task<IActionResult> OnGetExport(string? format, CancellationToken stop)
    {
        await Load(stop);
        ListColumn<ContractRow>[] columns =
        [
            new(texts["No."], texts["Number of the contract in the programme."], r => r.Code),
            new(texts["Signed on"], texts["Day on which both sides had signed."], r => r.SignedOn),
            new(texts["Company"], texts["The company of the alliance; “Confidential” where you may not know it."], r => r.Company ?? texts["Confidential"].Value),
            new(texts["Cluster"], texts["The cluster that counts the company."], r => r.Cluster),
            new(texts["Signed with"], texts["The other side; “Confidential” where you may not know it."], r => r.View.Counterpart ?? texts["Confidential"].Value),
            new(texts["Market"], texts["Country of the other side."], r => Texts.Country(r.View.Country)),
            new(texts["Kind"], texts["Kind of contract."], r => texts.Word(r.View.Kind)),
            new(texts["Value"], texts["Amount in the currency beside it; empty where only a size was said, or nothing."], r => r.View.Value?.Amount),
            new(texts["Currency"], texts["Currency of the amount, ISO 4217."], r => r.View.Value?.Currency),
            new(texts["Size"], texts["The size that was said in place of an amount."], r => r.View.Value is null ? MoneyText.Of(r.View.Band) : null),
            new(texts["Activity"], texts["What the contract grew out of."], r => r.Activity.In(Texts.Language).Text),
            new(texts["Evidence"], texts["How well it is proved: L0 claimed, L1 self-declared, L2 documented, L3 corroborated."], r => $"L{(int)r.Level}"),
            new(texts["State"], texts["Where its check stands."], r => texts.Word(r.State)),
            new(texts["Verified by"], texts["Who accepted it."], r => r.VerifiedBy),
        ];
        return this.Export(format, "contracts", texts["Contracts"].Value, columns, Rows);
    }

    private async Task Load(CancellationToken stop)
    {
        if (await programme.Find(stop) is not { } current) return;
        var all = await read.Run(db.BusinessDeals.Where(d => d.ProgrammeId == current.Id).Within(access.Reach(Can.ViewContract)), access.ClosenessTo, stop);
        All = all.Count;
        Verified = all.Count(r => r.State is DealState.Verified);
        if (access.MaySomewhere(Can.VerifyContract)) Waiting = all.Count(r => r.State is DealState.Evidenced);
        Markets = [.. all.Select(r => r.View.Country).Distinct()];
        // Filtered after masking: a search must not tell what a row hides.
        Rows = [.. all.Where(Matches).OrderByDescending(r => r.Number)];
    }

    private bool Matches(ContractRow row) =>
        (State is null || row.State == State)
        && (string.IsNullOrEmpty(Market) || row.View.Country == Market)
        && (string.IsNullOrWhiteSpace(Text) || new[] { row.Code, row.Company, row.View.Counterpart, row.Activity.ToString() }.Any(t => t is not null && CultureInfo.InvariantCulture.CompareInfo.IndexOf(t, Text.Trim(), CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0));
}
