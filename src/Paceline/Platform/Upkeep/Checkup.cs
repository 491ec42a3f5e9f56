using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Paceline.Data;
using Paceline.Data.Isolation;
using Paceline.Platform.Mail;

namespace Paceline.Platform.Upkeep;

/// <summary>How a part of the installation is.</summary>
public enum Health
{
    /// <summary>As it should be.</summary>
    Good,
    /// <summary>Works, but somebody should look.</summary>
    Watch,
    /// <summary>Does not work.</summary>
    Bad,
}

/// <summary>One finding: an English sentence with placeholders, the key of its translations.</summary>
public sealed record Finding(string Part, Health Health, string Sentence, params object[] Arguments)
{
    /// <summary>The sentence in English, for the console.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Sentence, Arguments);
}

/// <summary>Looks the installation over: the same for <c>paceline doctor</c> and for the page of the administrator.</summary>
public sealed class Checkup(PacelineDb db, IOptions<MailSettings> mail, IConfiguration configuration, KeyFile keys, Clock clock)
{
    private static readonly string[] Chromiums = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    public async Task<IReadOnlyList<Finding>> Run(CancellationToken stop)
    {
        var findings = new List<Finding>();
        string? folder = null;
        try
        {
            var facts = await DatabaseFacts.Read(db, stop);
            folder = facts.Folder;
            findings.Add(facts.Pending == 0
                ? new("Database", Health.Good, "{0}, {1}, schema up to date.", facts.Engine, facts.Size)
                : new("Database", Health.Bad, "{0}: {1} migrations are not applied. Run “paceline migrate”.", facts.Engine, facts.Pending));
            findings.Add(Time(facts.Ahead));
            if (facts.Pending == 0 && await RowSecurityState.Read(db, stop) is { } apart) findings.Add(Apart(apart));
            if (facts.Pending == 0) findings.Add(await Keys(stop));
            findings.Add(await Jobs(stop));
        }
        catch (DbException error)
        {
            findings.Add(new("Database", Health.Bad, "Does not answer: {0}", error.Message));
        }

        findings.Add(await Mail(stop));
        findings.Add(Disk(folder ?? Environment.CurrentDirectory));
        findings.Add(Chromium());
        return findings;
    }

    private Finding Time(TimeSpan ahead) =>
        clock.IsDemo ? new("Clock", Health.Good, "Demonstration: stands at {0} UTC.", clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))
        : ahead.Duration() < TimeSpan.FromSeconds(5) ? new("Clock", Health.Good, "{0} UTC, the same as the database.", clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))
        : new("Clock", Health.Watch, "Differs from the database’s clock by {0} seconds. Let both keep time by NTP.", (int)ahead.Duration().TotalSeconds);

    private static Finding Apart(RowSecurityState state) =>
        state is { Open: 0, UnderRole: true } ? new("Isolation", Health.Good, "PostgreSQL keeps the records of the clusters apart: the product works under the role {0}, which owns no table.", RowSecurity.Role)
        : state is { Open: 0, Passes: false } ? new("Isolation", Health.Watch, "PostgreSQL keeps the records of the clusters apart, but the user {0} owns the tables and could switch that off. Run once as an administrator of the server: CREATE ROLE paceline_app NOLOGIN; GRANT paceline_app TO {0}. Then start again.", state.User)
        : new("Isolation", Health.Bad, "PostgreSQL does not keep the records of the clusters apart: the user {0} passes by the policies, or {1} tables have none. The product itself still does. Run “paceline migrate” with a user that may create roles.", state.User, state.Open);

    private async Task<Finding> Keys(CancellationToken stop)
    {
        try
        {
            await keys.Check(db, stop);
        }
        catch (KeyFileException)
        {
            return new("Keys", Health.Bad, "The keys in the database were encrypted with another key file than {0}. Put the right one there, or name it with the setting Paceline:KeyFile.", keys.Path ?? "—");
        }

        return keys.Path is null ? new("Keys", Health.Watch, "The keys lie in clear in the database and in every back-up. Name a file outside both with the setting Paceline:KeyFile, and start again.")
            : !keys.IsThere ? new("Keys", Health.Watch, "The key file {0} is made at the next start.", keys.Path)
            : keys.IsBesideDatabase ? new("Keys", Health.Watch, "Encrypted with {0}, which lies beside the database: whoever copies the folder has both. Move it elsewhere, name it with the setting Paceline:KeyFile, and keep a copy apart from the back-ups.", keys.Path)
            : new("Keys", Health.Good, "Encrypted with {0}. Keep a copy of it apart from the back-ups.", keys.Path);
    }

    private async Task<Finding> Jobs(CancellationToken stop)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var waiting = await db.Jobs.CountAsync(j => j.DoneAt == null, stop);
        var failing = await db.Jobs.Where(j => j.DoneAt == null && j.LastError != null).OrderByDescending(j => j.DueAt).Select(j => new { j.Kind, j.LastError }).ToListAsync(stop);
        if (failing.Count > 0) return new("Background work", Health.Watch, "{0} jobs wait, {1} of them after a fault. The last one ({2}): {3}", waiting, failing.Count, failing[0].Kind, failing[0].LastError!);
        var stale = await db.Jobs.CountAsync(j => j.DoneAt == null && j.DueAt < now - 600_000 && j.LeaseUntil < now, stop);
        return stale > 0
            ? new("Background work", Health.Bad, "{0} jobs wait for more than ten minutes and nobody takes them. Is a process with the setting Paceline:Worker=true running?", stale)
            : new("Background work", Health.Good, "{0} jobs wait, none fails.", waiting);
    }

    private async Task<Finding> Mail(CancellationToken stop)
    {
        var settings = mail.Value;
        if (settings.Host is "")
        {
            var folder = Path.GetFullPath(settings.Folder);
            return CanWrite(folder)
                ? new("Mail", Health.Good, "No mail host is set, so messages are written to {0}.", folder)
                : new("Mail", Health.Bad, "No mail host is set, and messages cannot be written to {0}.", folder);
        }

        try
        {
            using var client = new TcpClient();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(TimeSpan.FromSeconds(3));
            await client.ConnectAsync(settings.Host, settings.Port, patience.Token);
            return new("Mail", Health.Good, "{0}:{1} answers.", settings.Host, settings.Port);
        }
        catch (Exception error) when (error is SocketException || error is OperationCanceledException && !stop.IsCancellationRequested)
        {
            return new("Mail", Health.Bad, "{0}:{1} does not answer. Messages wait in the outbox and are tried again.", settings.Host, settings.Port);
        }
    }

    private static Finding Disk(string folder)
    {
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace / 1024 / 1024;
        return free > 1024 ? new("Disk", Health.Good, "{0} MB free at {1}.", free, folder)
            : new("Disk", free > 200 ? Health.Watch : Health.Bad, "Only {0} MB free at {1}.", free, folder);
    }

    private Finding Chromium() =>
        configuration["Paceline:Chromium"] is { Length: > 0 } named
            ? File.Exists(named) ? new("Chromium", Health.Good, "{0}", named) : new("Chromium", Health.Bad, "There is no {0}, which the setting Paceline:Chromium names.", named)
            : Chromiums.FirstOrDefault(File.Exists) is { } found ? new("Chromium", Health.Good, "{0}", found)
            : new("Chromium", Health.Good, "Not installed. Print views are printed by the reader’s own browser.");

    private static bool CanWrite(string folder)
    {
        try
        {
            var probe = Path.Combine(Directory.CreateDirectory(folder).FullName, ".probe");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
