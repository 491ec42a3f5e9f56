using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Identity;
using Paceline.Domain;

namespace Paceline.Platform.Access;

/// <summary>
/// Hashes passwords on few threads, which give way to all others. A hash is slow on purpose, so a morning on which everybody
/// signs in at once would take all cores from those who are in already; here the door queues and the house goes on working.
/// </summary>
public sealed class PasswordHashing(IPasswordHasher<Person> hasher) : IDisposable
{
    // Hashed where nobody is found, so that the time of the answer does not tell who has an account.
    private static readonly Person Nobody = new();
    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody, Ids.New().ToString()));
    private readonly SemaphoreSlim _places = new(Environment.ProcessorCount);

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
            return await Aside(work);
        }
        finally
        {
            _places.Release();
        }
    }

    // A thread of its own, since the priority stays with a thread: a hash takes a thousand times as long as to make one.
    private static Task<T> Aside<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                GiveWay();
                done.SetResult(work());
            }
            catch (Exception fault)
            {
                done.SetException(fault);
            }
        }) { IsBackground = true, Priority = ThreadPriority.Lowest, Name = "Password hash" }.Start();
        return done.Task;
    }

    private const int ThisThread = 0, Nice = 15;

    // .NET sets no priorities on Linux, where the system keeps them by thread.
    private static void GiveWay()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = SetPriority(ThisThread, 0, Nice);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Then a hash takes its turn with the others.
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int priority);
}
