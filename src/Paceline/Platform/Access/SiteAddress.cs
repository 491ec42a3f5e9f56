using Microsoft.EntityFrameworkCore;
using Paceline.Data;

namespace Paceline.Platform.Access;

/// <summary>
/// Where this site is, for links in mails. Not taken from the request while anything better is known: whoever asks for somebody
/// else's link could name a host of their own.
/// </summary>
public sealed class SiteAddress(IServiceScopeFactory scopes, IConfiguration configuration)
{
    private const string Name = "site.address";
    private string? _known;

    /// <summary>From the setting, from the first start, or, where neither says it, from the request: https://paceline.example.org.</summary>
    public async Task<string> Of(HttpRequest request, CancellationToken stop = default)
    {
        if (configuration["Paceline:Address"] is { Length: > 0 } set) return set.TrimEnd('/');
        if (_known is null)
        {
            await using var scope = scopes.CreateAsyncScope();
            _known = await scope.ServiceProvider.GetRequiredService<PacelineDb>().Settings.Where(s => s.Key == Name).Select(s => s.Value).FirstOrDefaultAsync(stop);
        }

        return _known ?? FromRequest(request);
    }

    /// <summary>Notes the address under which the first administrator came in by the one-time link. The caller saves.</summary>
    public static void Note(PacelineDb db, HttpRequest request) => db.Settings.Add(new Setting { Key = Name, Value = FromRequest(request) });

    private static string FromRequest(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";
}
