using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Data;
using Paceline.Domain.FollowUp;
using Paceline.Features.Programme;
using Paceline.Platform.Access;

namespace Paceline.Features.Contracts;

/// <summary>The contracts that whoever asks may see, and the verifier's work list.</summary>
[Requires(Can.ViewContract)]
public sealed class IndexModel(PacelineDb db, CurrentAccess access, CurrentProgramme programme, ReadContracts read) : PageModel
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

    public async Task OnGet(CancellationToken stop)
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
