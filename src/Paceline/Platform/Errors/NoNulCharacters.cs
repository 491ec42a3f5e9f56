using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Paceline.Platform.Text;

namespace Paceline.Platform.Errors;

/// <summary>PostgreSQL keeps every character but NUL, so a form that holds one is answered at its field, on either engine.</summary>
public sealed class NoNulCharacters(Texts texts) : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var request = context.HttpContext.Request;
        if (request.Query.Any(q => q.Value.Any(v => v?.Contains('\0', StringComparison.Ordinal) == true)))
        {
            context.Result = new BadRequestResult();
            return;
        }

        if (!request.HasFormContentType) return;
        foreach (var (name, values) in request.Form)
            if (values.Any(v => v?.Contains('\0', StringComparison.Ordinal) == true))
                context.ModelState.AddModelError(name, texts["This holds a character (NUL) that no text has. Type it again."].Value);
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
