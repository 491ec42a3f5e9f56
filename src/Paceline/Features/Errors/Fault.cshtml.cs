using System.Data.Common;
using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Data.Isolation;

namespace Paceline.Features.Errors;

/// <summary>What people see of a fault: what happened, that nothing is lost, and a number to name.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken] // the failed form is shown again here; it is checked where it is sent to
public sealed partial class FaultModel(ILogger<FaultModel> log) : PageModel
{
    public string Trace { get; private set; } = "";
    public string Address { get; private set; } = "/";
    public bool DatabaseIsAway { get; private set; }
    /// <summary>Everything typed, but no secrets.</summary>
    public IReadOnlyList<(string Name, string Value)> Typed { get; private set; } = [];
    /// <summary>What a person would recognise of it.</summary>
    public IEnumerable<(string Name, string Value)> Readable => Typed.Where(t => !t.Name.StartsWith("__", StringComparison.Ordinal) && t.Value.Length > 0).Select(t => (t.Name[(t.Name.LastIndexOf('.') + 1)..], t.Value));

    public Task<IActionResult> OnGet() => Show();

    public Task<IActionResult> OnPost() => Show();

    private async Task<IActionResult> Show()
    {
        Trace = Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
        var fault = HttpContext.Features.Get<IExceptionHandlerPathFeature>();
        // Written to where it may not be seen: to whoever sent it, there is nothing there.
        if (fault?.Error is OutOfSightException)
        {
            Refused(log, fault.Path, fault.Error.Message);
            return NotFound();
        }

        DatabaseIsAway = fault is not null && Causes(fault.Error).Any(e => e is DbException or TimeoutException);
        if (DatabaseIsAway) Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        Address = (fault?.Path ?? "/") + Request.QueryString;
        if (HttpMethods.IsPost(Request.Method) && Request.HasFormContentType)
        {
            try
            {
                var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
                Typed = [.. form.Where(f => !f.Key.Contains("password", StringComparison.OrdinalIgnoreCase)).SelectMany(f => f.Value, (f, v) => (f.Key, v ?? ""))];
            }
            catch (Exception error) when (error is IOException or InvalidDataException)
            {
                // The form itself was what could not be read.
            }
        }

        return Page();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused at {Path}: {What}")]
    private static partial void Refused(ILogger log, string path, string what);

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException) yield return cause;
    }
}
