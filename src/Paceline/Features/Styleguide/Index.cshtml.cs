using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Paceline.Features.Styleguide;

/// <summary>Every component in every state, to look at while building; not there in production. With ?ui-culture=fa it is read from right to left.</summary>
[AllowAnonymous]
public sealed class IndexModel(IHostEnvironment environment) : PageModel
{
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (environment.IsProduction()) context.Result = NotFound();
    }

    public void OnGet()
    {
    }
}
