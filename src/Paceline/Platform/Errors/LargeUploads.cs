using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Paceline.Platform.Files;

namespace Paceline.Platform.Errors;

/// <summary>
/// Answers uploads beyond the limit with a page instead of a broken connection: a browser shows an answer only after it
/// has sent everything, so the body is read and dropped first, up to a size at which courtesy ends.
/// </summary>
public sealed class LargeUploads(RequestDelegate next)
{
    private const long Limit = FileStore.Largest + 256 * 1024;
    private const long Courtesy = 200L * 1024 * 1024;

    /// <summary>Where lists of restrictive measures are brought in.</summary>
    public const string ListsPath = "/restrictive-measures";

    /// <summary>The most bytes of such a list.</summary>
    public const int LargestList = 64 * 1024 * 1024;

    public async Task InvokeAsync(HttpContext http)
    {
        // The page that says so comes through here again, with the same request.
        // The consolidated list of the Union is larger than what people bring otherwise.
        var limit = http.Request.Path.StartsWithSegments(ListsPath, StringComparison.OrdinalIgnoreCase) ? LargestList + 256 * 1024 : Limit;
        if (!(http.Request.ContentLength > limit) || http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            await next(http);
            return;
        }

        if (http.Request.ContentLength <= Courtesy)
        {
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = Courtesy;
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        }

        // The page that explains it comes through here again: by then there is no body any more.
        (http.Request.ContentLength, http.Request.ContentType) = (null, null);
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
    }
}
