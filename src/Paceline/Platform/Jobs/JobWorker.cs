using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Upkeep;

namespace Paceline.Platform.Jobs;

/// <summary>Runs due jobs until the host stops: two at a time, so that a long search does not hold up the mail.</summary>
public sealed class JobWorker(IServiceScopeFactory scopes, JobKinds kinds, ILogger<JobWorker> log) : BackgroundService
{
    private readonly string _owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Ids.New():N}";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Loop(0, stoppingToken), Loop(1, stoppingToken));

    private async Task Loop(int lane, CancellationToken stop)
    {
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!await RunOne($"{_owner}:{lane}", stop)) await Task.Delay(TimeSpan.FromSeconds(1), stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The loop must outlive any single failure, e.g. a database restart.
            catch (Exception error)
            {
                log.LogError(error, "The job loop failed and will try again");
                await Task.Delay(TimeSpan.FromSeconds(5), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
#pragma warning restore CA1031
        }
    }

    /// <summary>Takes and runs one job; false when none is due.</summary>
    public async Task<bool> RunOne(string owner, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var house = scope.ServiceProvider.GetRequiredService<PacelineDb>().AsTheHouse("A job works for the house; who may start one was asked before.");
        var queue = scope.ServiceProvider.GetRequiredService<JobQueue>();
        if (await queue.Take(owner, stop) is not { } job) return false;
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var alive = KeepAlive(job, lost);
        try
        {
            await ((IJobHandler)scope.ServiceProvider.GetRequiredService(kinds.Handler(job.Kind))).Run(job.Payload, lost.Token);
            await queue.Finish(job, CancellationToken.None);
            Measures.JobEnded(job.Kind, "done");
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            await queue.Release(job, CancellationToken.None);
        }
#pragma warning disable CA1031 // A failing handler is recorded on its job and tried again later.
        catch (Exception error)
        {
            log.LogWarning(error, "Job {Kind} {Id} failed on attempt {Attempt}", job.Kind, job.Id, job.Attempts);
            await queue.Fail(job, error.Message, CancellationToken.None);
            Measures.JobEnded(job.Kind, "failed");
        }
#pragma warning restore CA1031
        finally
        {
            await lost.CancelAsync();
            await alive;
        }

        return true;
    }

    private async Task KeepAlive(Job job, CancellationTokenSource lost)
    {
        while (!lost.IsCancellationRequested)
        {
            await Task.Delay(JobQueue.Lease / 3, lost.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (lost.IsCancellationRequested) return;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (!await scope.ServiceProvider.GetRequiredService<JobQueue>().Renew(job)) await lost.CancelAsync();
            }
#pragma warning disable CA1031 // A missed sign of life is not fatal: the next one may come through before the lease ends.
            catch (Exception error)
            {
                log.LogWarning(error, "Could not renew the lease of job {Id}", job.Id);
            }
#pragma warning restore CA1031
        }
    }
}

/// <summary>Which handler runs which kind of job.</summary>
public sealed class JobKinds
{
    private readonly Dictionary<string, Type> _handlers = new(StringComparer.Ordinal);
    public void Add<T>() where T : IJobHandler => _handlers.Add(T.Kind, typeof(T));
    public Type Handler(string kind) => _handlers[kind];
}
