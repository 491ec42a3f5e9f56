using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Registrations;
using ActivityKind = Paceline.Domain.Activities.ActivityKind;

namespace Paceline.Bench;

/// <summary>What is left after devices told their check-ins while the product was killed again and again.</summary>
internal sealed record DeskOutcome(int Rounds, int Told, int Interrupted, int Lost, int Doubled);

/// <summary>The desk of one activity, reached over the network as phones reach it.</summary>
internal static partial class Desk
{
    /// <summary>The activity of the demonstration at which people are received today, and people added to it.</summary>
    public static async Task<(Guid Activity, DateOnly Day, List<Guid> People)> Fill(string connection, int count)
    {
        await using var services = new ServiceCollection().AddPacelineDb(connection).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        using var house = db.AsTheHouse("What is measured is put in place and counted.");
        var activity = await db.Activities.AsNoTracking().SingleAsync(a => a.Kind == ActivityKind.ProjectMeeting && a.State == ActivityState.Running);
        var book = await db.RegistrationBooks.SingleAsync(b => b.ActivityId == activity.Id);
        var people = new List<Guid>(count);
        for (var n = 0; n < count; n++)
        {
            var person = new Registration { ActivityId = activity.Id, Number = ++book.LastNumber, Name = n % 7 == 0 ? $"李{n} 娜" : $"Zoë Bénard {n}", LatinName = n % 7 == 0 ? $"Li {n} Na" : "", Role = RegistrationRole.Guest, State = RegistrationState.Confirmed, OrganisationName = $"Company {n % 400}", RegisteredAt = DateTimeOffset.UnixEpoch.AddDays(17000) };
            person.SetEmail($"bench{n}@example.org");
            person.SearchText = RegisterPeople.SearchText(person);
            db.Registrations.Add(person);
            people.Add(person.Id);
        }

        await db.SaveChangesAsync();
        return (activity.Id, activity.StartsOn, people);
    }

    /// <summary>People received, and people received twice.</summary>
    public static async Task<(HashSet<Guid> Received, int Doubled, int Acts)> Count(string connection, Guid activity)
    {
        await using var services = new ServiceCollection().AddPacelineDb(connection).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        using var house = db.AsTheHouse("What is measured is put in place and counted.");
        var records = await db.AttendanceRecords.Where(a => a.ActivityId == activity && a.RegistrationId != null).Select(a => a.RegistrationId!.Value).ToListAsync();
        return ([.. records], records.Count - records.Distinct().Count(), await db.CheckInEvents.CountAsync(e => e.ActivityId == activity));
    }

    /// <summary>The form token of the desk's page.</summary>
    public static async Task<string> Open(HttpClient http, Guid activity, CancellationToken stop = default)
    {
        var html = await http.GetStringAsync(new Uri($"/activities/{activity}/check-in", UriKind.Relative), stop);
        return Token().Match(html[html.IndexOf("data-desk", StringComparison.Ordinal)..]).Groups["v"].Value;
    }

    /// <summary>Tells one message of a device; true when all of it was taken.</summary>
    public static async Task<bool> Tell(HttpClient http, Guid activity, string token, Guid device, IEnumerable<(Guid Id, Guid Person)> items, DateOnly day, CancellationToken stop = default)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/activities/{activity}/check-in?handler=Sync")
        {
            Content = JsonContent.Create(new { device, sentAt = now, items = items.Select(i => new { id = i.Id, registration = i.Person, act = "in", day, at = now - 500, method = "qr" }) }),
        };
        message.Headers.Add("RequestVerificationToken", token);
        using var answer = await http.SendAsync(message, stop);
        return answer.StatusCode is HttpStatusCode.OK && (await answer.Content.ReadAsStringAsync(stop)).Contains("\"refused\":[]", StringComparison.Ordinal);
    }

    /// <summary>List, search and check-in among 5 000 registrations.</summary>
    public static async Task Registrations(Product product, string connection)
    {
        var (activity, day, people) = await Fill(connection, 5000);
        using var organiser = await product.SignIn("coordinator@demo.example");
        var token = await Open(organiser, activity);
        var list = $"/activities/{activity}/registrations";
        await Time(organiser, "warm-up", 30, n => $"{list}?p={n % 9 + 1}&q={n % 5}");
        Print("list, a page of 50", await Time(organiser, "list", 200, n => $"{list}?p={n % 100 + 1}"));
        Print("search by name", await Time(organiser, "search", 200, n => $"{list}?q=be%CC%81nard+{n * 17 % 5000}"));
        Print("search by number", await Time(organiser, "number", 200, n => $"{list}?q={n * 13 % 5000 + 20}"));
        Print("desk, search in Chinese", await Time(organiser, "desk", 200, n => $"/activities/{activity}/check-in?q=%E6%9D%8E{n * 7 % 5000}"));
        List<double> taps = [];
        foreach (var person in people.Take(300))
        {
            var begun = Stopwatch.GetTimestamp();
            if (!await Tell(organiser, activity, token, people[0], [(Guid.CreateVersion7(), person)], day)) throw new InvalidOperationException("A check-in was refused.");
            taps.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        Print("check-in", taps);
    }

    /// <summary>A hundred check-ins a second from ten devices for half a minute.</summary>
    public static async Task<bool> CheckIns(Product product, string connection)
    {
        const int devices = 10, perSecond = 100, seconds = 30;
        var (activity, day, people) = await Fill(connection, perSecond * seconds);
        var (already, _, before) = await Count(connection, activity);
        var clients = await Task.WhenAll(Enumerable.Range(0, devices).Select(_ => product.SignIn("coordinator@demo.example")));
        var tokens = await Task.WhenAll(clients.Select(c => Open(c, activity)));
        List<double> times = [];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, devices).Select(async device =>
        {
            var key = Guid.CreateVersion7();
            for (var n = 0; n < people.Count / devices; n++)
            {
                var due = TimeSpan.FromSeconds((double)n * devices / perSecond);
                if (due - watch.Elapsed is { Ticks: > 0 } left) await Task.Delay(left);
                var begun = Stopwatch.GetTimestamp();
                if (!await Tell(clients[device], activity, tokens[device], key, [(Guid.CreateVersion7(), people[n * devices + device])], day)) throw new InvalidOperationException("A check-in was refused.");
                lock (times) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }));
        var took = watch.Elapsed;
        var (received, doubled, acts) = await Count(connection, activity);
        var lost = people.Count(p => !received.Contains(p));
        Console.WriteLine($"{times.Count} check-ins from {devices} devices in {took.TotalSeconds:0.0} s, {times.Count / took.TotalSeconds:0} a second (asked: {perSecond}): {lost} lost, {doubled + acts - before - people.Count} doubled; {already.Count} were there before");
        Print("check-in", times);
        foreach (var client in clients) client.Dispose();
        return lost == 0 && doubled == 0 && acts - before == people.Count;
    }

    /// <summary>Kills the product in the middle of check-ins, starts it again, and lets the devices tell again what was not answered.</summary>
    public static async Task<DeskOutcome> Killed(string executable, string connection, Uri address, string folder, int rounds, CancellationToken stop = default)
    {
        const int lanes = 4, perRound = 120;
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromSeconds(1) }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        var chance = new Random(20171122);
        var ((activity, day, people), queues, told, interrupted) = ((Guid.Empty, default(DateOnly), new List<Guid>()), Enumerable.Range(0, lanes).Select(_ => new Queue<(Guid Id, Guid Person)>()).ToList(), 0, 0);
        for (var round = 0; round <= rounds; round++)
        {
            using var product = await Kill.Start(executable, connection, address, folder, http, stop);
            if (round == 0)
            {
                await Kill.SignIn(http, stop);
                (activity, day, people) = await Fill(connection, rounds * perRound);
            }

            foreach (var (n, person) in people.Skip(round * perRound).Take(perRound).Index()) queues[n % lanes].Enqueue((Guid.CreateVersion7(), person));
            var token = await Open(http, activity, stop);
            var before = told;
            var work = queues.Select(queue => Task.Run(() => Send(queue, token), stop)).ToList();
            if (round < rounds)
            {
                for (var tries = 0; tries < 3000 && Volatile.Read(ref told) == before; tries++) await Task.Delay(5, stop);
                await Task.Delay(chance.Next(5, 250), stop);
                product.Kill();
            }

            await Task.WhenAll(work);
            if (round == rounds) product.Kill();
            await product.WaitForExitAsync(stop);
        }

        var (received, doubled, acts) = await Count(connection, activity);
        return new DeskOutcome(rounds, told, interrupted, people.Count(p => !received.Contains(p)), doubled + Math.Max(0, acts - people.Count - 4));

        async Task Send(Queue<(Guid Id, Guid Person)> queue, string token)
        {
            while (queue.Count > 0)
            {
                var batch = queue.Take(3).ToList();
                try
                {
                    if (!await Tell(http, activity, token, people[0], batch, day, stop)) throw new InvalidOperationException("A check-in was refused.");
                }
                catch (Exception dark) when (dark is HttpRequestException or IOException or TaskCanceledException)
                {
                    Interlocked.Increment(ref interrupted);
                    return;
                }

                foreach (var _ in batch) queue.Dequeue();
                Interlocked.Add(ref told, batch.Count);
            }
        }
    }

    private static async Task<List<double>> Time(HttpClient client, string what, int times, Func<int, string> path)
    {
        List<double> measured = [];
        for (var n = 0; n < times; n++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(path(n), UriKind.Relative));
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{what} answered {(int)answer.StatusCode}");
            measured.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return measured;
    }

    private static void Print(string name, List<double> times)
    {
        var sorted = times.Order().ToList();
        Console.WriteLine($"  {name,-26} median {sorted[sorted.Count / 2],6:0.0} ms   p95 {sorted[(int)(sorted.Count * .95)],6:0.0} ms   (limit 50 ms)");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<v>[^\"]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
