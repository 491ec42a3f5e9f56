using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Platform.Access;

namespace Paceline.Features.Account;

/// <summary>The way in while nobody has an account: a one-time link, printed where only the operator looks.</summary>
public static class FirstAdministrator
{
    /// <summary>There is no person yet, so the link's subject is this.</summary>
    public static readonly Guid Subject = new("00000000-0000-7000-8000-000000000001");

    /// <summary>The link, or null once somebody has an account.</summary>
    public static async Task<string?> LinkIfNeeded(IServiceProvider services, string address, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        if (await db.Users.AnyAsync(stop)) return null;
        var token = await scope.ServiceProvider.GetRequiredService<Links>().For(LinkPurpose.FirstAdministrator, Subject, TimeSpan.FromHours(24), stop);
        await db.SaveChangesAsync(stop);
        return $"{address}{Urls.SetUp(token)}";
    }
}
