using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Platform.Search;
using Paceline.Platform.Text;

namespace Paceline.Features.Directory;

/// <summary>
/// Keeps the directory in memory and as fresh as the database: before each search it counts the changes that any instance has
/// written down. Some changes are taken in at once; very many in the background, while readers go on with what there is.
/// </summary>
public sealed partial class DirectoryIndex(IServiceScopeFactory scopes, Texts texts, ILogger<DirectoryIndex> log) : IDisposable
{
    /// <summary>So long after its time a change may still appear: a transaction runs on, a clock is slow.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    /// <summary>More changes than these are not taken in while somebody waits.</summary>
    private const int AtOnce = 300;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile DirectorySnapshot? _snapshot;
    private volatile Seen _seen = new(default, []);
    private volatile bool _behind;

    private sealed record Seen(DateTimeOffset Since, HashSet<Guid> Changes);

    /// <summary>The directory as of now.</summary>
    public async Task<DirectorySnapshot> Current(PacelineDb db, CancellationToken stop)
    {
        if (_snapshot is { } snapshot)
        {
            var seen = _seen;
            if (await db.SearchChanges.CountAsync(c => c.At >= seen.Since, stop) == seen.Changes.Count || _behind) return snapshot;
        }

        await _turn.WaitAsync(stop);
        try
        {
            if (_snapshot is null) await Build(db, stop);
            else await CatchUp(db, stop);
            return _snapshot!;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads everything; asked for at the start, so that the first visitor need not wait.</summary>
    public async Task WarmUp(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await Current(scope.ServiceProvider.GetRequiredService<PacelineDb>(), stop);
    }

    private async Task Build(PacelineDb db, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        // What is written while the organisations are read is read again: changes first, then the rows.
        var (seen, _) = await Look(db, stop);
        var (values, builder, entries) = (new FacetValues(), new TextSegment.Builder(), new List<DirectoryEntry>());
        await ReadDirectory.All(db, values, texts, each =>
        {
            each.AddTo(builder);
            entries.Add(each.Entry);
        }, stop);
        _snapshot = DirectorySnapshot.Of(values, builder.Build(), entries);
        _seen = seen;
        LogBuilt(entries.Count, watch.ElapsedMilliseconds);
    }

    private async Task CatchUp(PacelineDb db, CancellationToken stop)
    {
        var (seen, changed) = await Look(db, stop);
        if (changed.Count <= AtOnce) await TakeIn(db, seen, changed, stop);
        else if (!_behind)
        {
            _behind = true;
            _ = Task.Run(() => TakeInBehind(seen, changed), CancellationToken.None);
        }
    }

    private async Task TakeIn(PacelineDb db, Seen seen, IReadOnlyCollection<Guid> changed, CancellationToken stop)
    {
        if (changed.Count > 0) _snapshot = _snapshot!.With(changed, await ReadDirectory.Some(db, changed, _snapshot.Values, texts, stop));
        _seen = seen;
    }

    private async Task TakeInBehind(Seen seen, IReadOnlyCollection<Guid> changed)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await TakeIn(scope.ServiceProvider.GetRequiredService<PacelineDb>(), seen, changed, CancellationToken.None);
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or InvalidOperationException or ObjectDisposedException)
        {
            // The next request sees the same changes and tries again.
            LogBehind(fault);
        }
        finally
        {
            _behind = false;
        }
    }

    // What was written down lately, and whose records are new in it.
    private async Task<(Seen Seen, IReadOnlyCollection<Guid> Changed)> Look(PacelineDb db, CancellationToken stop)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (before, since) = (_seen, _seen.Since);
        if (since < now - Slack - Slack)
        {
            since = now - Slack;
            await db.SearchChanges.Where(c => c.At < now - Kept).ExecuteDeleteAsync(stop);
        }

        var lately = await db.SearchChanges.Where(c => c.At >= since).Select(c => new { c.Id, c.OrganisationId }).ToListAsync(stop);
        return (new Seen(since, [.. lately.Select(c => c.Id)]), [.. lately.Where(c => !before.Changes.Contains(c.Id)).Select(c => c.OrganisationId).Distinct()]);
    }

    public void Dispose() => _turn.Dispose();

    [LoggerMessage(Level = LogLevel.Information, Message = "The directory holds {Count} organisations, read in {Milliseconds} ms.")]
    private partial void LogBuilt(int count, long milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The directory could not take in what changed.")]
    private partial void LogBehind(Exception fault);
}
