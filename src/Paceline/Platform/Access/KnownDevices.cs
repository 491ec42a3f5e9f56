using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Paceline.Platform.Access;

/// <summary>
/// Remembers in a cookie that somebody has signed in from this browser before. It opens nothing: it only keeps the owner of an
/// account from waiting behind a stranger who types wrong passwords.
/// </summary>
public sealed class KnownDevices(IDataProtectionProvider protection)
{
    private const string Cookie = "paceline-device";
    private static readonly TimeSpan Life = TimeSpan.FromDays(180);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("known device").ToTimeLimitedDataProtector();

    /// <summary>Marks the browser as one of this person.</summary>
    public void Remember(HttpContext http, Guid person)
    {
        if (Key(http, person) is not null) return;
        var text = $"{person:N}{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}";
        http.Response.Cookies.Append(Cookie, _protector.Protect(text, Life), new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = Life, Path = "/sign-in", IsEssential = true });
    }

    /// <summary>What names the browser of this person, or null where it is not known.</summary>
    public string? Key(HttpContext http, Guid person)
    {
        if (http.Request.Cookies[Cookie] is not { Length: < 1000 } sealedText) return null;
        try
        {
            var text = _protector.Unprotect(sealedText);
            return text.StartsWith(person.ToString("N"), StringComparison.Ordinal) ? text : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
