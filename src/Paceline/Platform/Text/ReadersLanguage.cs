using System.Globalization;
using Microsoft.AspNetCore.Authorization;

namespace Paceline.Platform.Text;

/// <summary>
/// Settles the language of the page once it is known whose page it is: what guests and visitors see is spoken in more languages than
/// the pages of organisers, which then are in English rather than in two languages at once.
/// </summary>
public sealed class ReadersLanguage(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var language = Texts.Language;
        if (Texts.GuestLanguages.Contains(language) && !IsForGuests(context)) language = Texts.Languages[0];
        if (Texts.Spoken.Contains(language)) CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Texts.Culture(language);
        return next(context);
    }

    /// <summary>A page that opens without an account: public, or behind a link.</summary>
    public static bool IsForGuests(HttpContext context) =>
        context.GetRouteValue("who") is string who && !Guid.TryParse(who, out _) || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
