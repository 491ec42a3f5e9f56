namespace Paceline.Features.Directory;

/// <summary>Reads the directory once the application is up, so that the first visitor finds it read.</summary>
public sealed partial class DirectoryWarmUp(DirectoryIndex index, IHostApplicationLifetime life, ILogger<DirectoryWarmUp> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var up = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        try
        {
            await index.WarmUp(stoppingToken);
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or InvalidOperationException)
        {
            // A search will read it, and say what is wrong if it cannot.
            LogCold(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The directory was not read at the start.")]
    private partial void LogCold(Exception fault);
}
