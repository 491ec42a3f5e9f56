using Microsoft.AspNetCore.Mvc;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.FollowUp;

/// <summary>The next steps of one's own company, or of the companies that one looks after.</summary>
[Requires(Can.ViewFollowUps)]
public sealed class IndexModel(StepRows rows, SettleFollowUp settle, CurrentAccess access, Texts texts) : StepsPage(rows, settle, texts)
{
    public bool IsCompany => access.Is(Role.CompanyMember);

    /// <summary>By company, those with the oldest step first.</summary>
    public IEnumerable<IGrouping<(string Company, Guid? Organisation), StepRow>> Groups => Rows.GroupBy(r => (r.Company, r.Step.OrganisationId));

    public Task OnGet(CancellationToken stop) => Show(null, stop);

    public Task<IActionResult> OnPost(StepChange change, CancellationToken stop) => Settle(change, null, stop);
}
