using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;

namespace Paceline.Platform.Jobs;

/// <summary>A handler for one kind of job. It may run twice after a crash, so it must be safe to repeat.</summary>
public interface IJobHandler
{
    static abstract string Kind { get; }
    Task Run(string payload, CancellationToken stop);
}

/// <summary>The table of jobs as a queue that several instances share.</summary>
public sealed class JobQueue(PacelineDb db, TimeProvider clock)
{
    /// <summary>How long a taken job is left alone without a sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Adds to the current unit of work; nothing happens until the caller saves.</summary>
    public void Add<THandler>(object payload, TimeSpan delay = default) where THandler : IJobHandler =>
        db.Jobs.Add(new Job { Kind = THandler.Kind, Payload = JsonSerializer.Serialize(payload), DueAt = Now + (long)delay.TotalMilliseconds });

    /// <summary>Takes the next due job, or null. One statement, so that two instances never take the same one.</summary>
    public async Task<Job?> Take(string owner, CancellationToken stop = default)
    {
        var skip = db.Database.IsNpgsql() ? "FOR UPDATE SKIP LOCKED" : "";
        var sql = $$"""
            UPDATE jobs SET lease_owner = {0}, lease_until = {1}, attempts = attempts + 1
            WHERE id = (SELECT id FROM jobs WHERE done_at IS NULL AND due_at <= {2} AND lease_until < {2} ORDER BY due_at, id LIMIT 1 {{skip}})
            RETURNING *
            """;
        var taken = await db.Jobs.FromSqlRaw(sql, owner, Now + (long)Lease.TotalMilliseconds, Now).AsNoTracking().ToListAsync(stop);
        return taken.FirstOrDefault();
    }

    /// <summary>A sign of life; false when somebody else has taken the job over.</summary>
    public async Task<bool> Renew(Job job, CancellationToken stop = default)
    {
        var until = Now + (long)Lease.TotalMilliseconds;
        return await Mine(job).ExecuteUpdateAsync(j => j.SetProperty(x => x.LeaseUntil, until), stop) == 1;
    }

    public Task Finish(Job job, CancellationToken stop = default)
    {
        var now = Now;
        return Mine(job).ExecuteUpdateAsync(j => j.SetProperty(x => x.DoneAt, now), stop);
    }

    /// <summary>Notes a fault; the job is tried again, later each time.</summary>
    public Task Fail(Job job, string error, CancellationToken stop = default)
    {
        var due = Now + 1000L * (1 << Math.Min(job.Attempts, 12));
        return Mine(job).ExecuteUpdateAsync(j => j.SetProperty(x => x.LastError, error).SetProperty(x => x.LeaseUntil, 0).SetProperty(x => x.DueAt, due), stop);
    }

    /// <summary>Hands the job back unfinished, so that whoever runs next goes on with it at once.</summary>
    public Task Release(Job job, CancellationToken stop = default) => Mine(job).ExecuteUpdateAsync(j => j.SetProperty(x => x.LeaseUntil, 0), stop);

    private IQueryable<Job> Mine(Job job) => db.Jobs.Where(j => j.Id == job.Id && j.LeaseOwner == job.LeaseOwner && j.DoneAt == null);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
