using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Features.Programme;

namespace Paceline.Features.Privacy;

/// <summary>How personal data are handled: who decides, for what, how long, what rights one has and where to complain.</summary>
[AllowAnonymous]
public sealed class NoticeModel(ReadNotice read, CurrentProgramme programme) : PageModel
{
    public IReadOnlyList<JointController> Controllers { get; private set; } = [];
    public NoticeContact Contact { get; private set; } = new("", "", "");
    public string Programme { get; private set; } = "";

    public async Task OnGet(CancellationToken stop) =>
        (Controllers, Contact, Programme) = (await read.Controllers(stop), await read.Contact(stop), (await programme.Find(stop))?.Acronym ?? "Paceline");
}
