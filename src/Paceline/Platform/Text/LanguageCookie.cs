using Microsoft.AspNetCore.Localization;

namespace Paceline.Platform.Text;

/// <summary>The language chosen, remembered by the browser; without it the browser's own languages decide.</summary>
public static class LanguageCookie
{
    /// <summary>Name of the cookie.</summary>
    public const string Name = "language";

    /// <summary>Remembers a language for a year; languages that the product does not speak are left alone.</summary>
    public static void Set(HttpResponse response, string? language)
    {
        if (language is null || !Texts.Spoken.Contains(language)) return;
        response.Cookies.Append(Name, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)), new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = response.HttpContext.Request.IsHttps,
        });
    }
}
