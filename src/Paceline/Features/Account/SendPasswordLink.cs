using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Platform.Jobs;

namespace Paceline.Features.Account;

/// <summary>
/// Looks up who has the address that was typed, after the page has answered: so neither the answer nor its time tells whether
/// there is such an account.
/// </summary>
public sealed class SendPasswordLink(PacelineDb db, AskForPassword ask) : IJobHandler
{
    public static string Kind => "password-link";

    /// <summary>What somebody typed, where this site is, and the language of the page.</summary>
    public sealed record Wish(string Email, string Site, string Language);

    public async Task Run(string payload, CancellationToken stop)
    {
        await ask.Send(JsonSerializer.Deserialize<Wish>(payload)!, stop);
        // An address that was typed is kept no longer than it is needed: it may be a stranger's.
        await db.Jobs.Where(j => j.Kind == Kind && j.Payload == payload).ExecuteDeleteAsync(stop);
    }
}
