using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Platform.Access;
using Paceline.Platform.Mail;

namespace Paceline.Features.Travel;

/// <summary>The kinds of mail and in which languages the alliance says them in its own words.</summary>
[Requires(Can.ManagePeople)]
public sealed class MailTextsModel(PacelineDb db) : PageModel
{
    public IReadOnlyList<MailTemplate> Own { get; private set; } = [];

    public async Task OnGet(CancellationToken stop) => Own = await db.MailTemplates.AsNoTracking().ToListAsync(stop);
}
