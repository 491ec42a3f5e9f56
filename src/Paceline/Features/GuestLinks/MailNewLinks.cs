using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Platform.Jobs;

namespace Paceline.Features.GuestLinks;

/// <summary>Looks up whose link somebody asked for, after the page has answered: so the time of the answer tells nothing.</summary>
public sealed class MailNewLinks(PacelineDb db, RenewLink renew) : IJobHandler
{
    public static string Kind => "new-link";

    /// <summary>The dead link, or the address that was typed, and where this site is.</summary>
    public sealed record Wish(string? Token, string? Email, string Site);

    public async Task Run(string payload, CancellationToken stop)
    {
        var wish = JsonSerializer.Deserialize<Wish>(payload)!;
        if (!string.IsNullOrEmpty(wish.Token)) await renew.ByToken(wish.Token, wish.Site, stop);
        else if (!string.IsNullOrWhiteSpace(wish.Email)) await renew.ByEmail(wish.Email, wish.Site, stop);
        // What was typed is kept no longer than it is needed: it may be a stranger's address.
        await db.Jobs.Where(j => j.Kind == Kind && j.Payload == payload).ExecuteDeleteAsync(stop);
    }
}
