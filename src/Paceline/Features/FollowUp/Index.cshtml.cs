using Microsoft.AspNetCore.Mvc;
using Paceline.Features.Shared;
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

    public async Task<IActionResult> OnGetExport(string? format, CancellationToken stop)
    {
        await Show(null, stop);
        var t = Texts;
        ListColumn<StepRow>[] columns =
        [
            new(t["Company"], t["Who promised the step."], r => r.Company),
            new(t["Next step"], t["What was promised."], r => r.Step.Step),
            new(t["With"], t["The other side of the meeting."], r => r.Counterpart),
            new(t["Country"], t["Country of the other side."], r => Platform.Text.Texts.Country(r.Country)),
            new(t["Event"], t["Where they met."], r => r.Event),
            new(t["Agreed on"], t["Day of the meeting."], r => r.AgreedOn),
            new(t["Due"], t["Day by which it is to be done."], r => r.Step.DueOn),
            new(t["State"], t["Open, done or dropped."], r => t.Word(r.Step.State)),
            new(t["Reason"], t["Why nothing more came of it, where it was dropped."], r => r.Step.Reason),
        ];
        // In the order of the page: by company, those with the oldest step first.
        return this.Export(format, "follow-up", t["Follow-up"].Value, columns, Groups.SelectMany(g => g));
    }

    public Task<IActionResult> OnPost(StepChange change, CancellationToken stop) => Settle(change, null, stop);
}
