using Microsoft.AspNetCore.Diagnostics;
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
        if (context.HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null && request.Query.Any(q => q.Value.Any(v => v?.Contains('\0', StringComparison.Ordinal) == true)))
        {
            context.Result = new BadRequestResult();
            return;
        }

        // A page that says no shows the request as it was; its body has been read, or dropped.
        if (!request.HasFormContentType || context.HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.HttpContext.Features.Get<IExceptionHandlerFeature>() is not null) return;
        try
        {
            foreach (var (name, values) in request.Form)
                if (values.Any(v => v?.Contains('\0', StringComparison.Ordinal) == true))
                    context.ModelState.AddModelError(name, texts["This holds a character (NUL) that no text has. Type it again."].Value);
        }
        catch (InvalidDataException)
        {
            // The framework itself could not read the form: no browser sends one like that.
            context.Result = new BadRequestResult();
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
