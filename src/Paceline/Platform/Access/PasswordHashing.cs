using Microsoft.AspNetCore.Identity;
using Paceline.Domain;

namespace Paceline.Platform.Access;

/// <summary>
/// Hashes passwords on few threads. A hash is slow on purpose, so a morning on which everybody signs in at once would take all
/// cores from those who are in already; here the door queues and the house goes on working.
/// </summary>
public sealed class PasswordHashing(IPasswordHasher<Person> hasher) : IDisposable
{
    // Hashed where nobody is found, so that the time of the answer does not tell who has an account.
    private static readonly Person Nobody = new();
    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody, Ids.New().ToString()));
    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Whether it is the person's password; for nobody it takes as long to say no.</summary>
    public Task<bool> Verify(Person? person, string password, CancellationToken stop = default) => InTurn(() =>
    {
        var result = hasher.VerifyHashedPassword(person ?? Nobody, person?.PasswordHash ?? _nobodysHash.Value, password);
        return person?.PasswordHash is not null && result is not PasswordVerificationResult.Failed;
    }, stop);

    /// <summary>The hash to keep.</summary>
    public Task<string> Hash(Person person, string password, CancellationToken stop = default) => InTurn(() => hasher.HashPassword(person, password), stop);

    public void Dispose() => _places.Dispose();

    private async Task<T> InTurn<T>(Func<T> work, CancellationToken stop)
    {
        await _places.WaitAsync(stop);
        try
        {
            return await Task.Run(work, stop);
        }
        finally
        {
            _places.Release();
        }
    }
}
