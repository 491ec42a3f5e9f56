using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;

namespace Paceline.Bench;

/// <summary>A directory of ten thousand invented companies: how long its first results with their facets take, letter by letter as somebody types.</summary>
internal static class DirectoryLoad
{
    private const int Companies = 10_000;
    private static readonly Random Chance = new(20171009);
    private static readonly string[] Goods = ["turf", "lighting", "climbing walls", "hubs", "rims", "helmets", "timing mats", "padel courts", "harnesses", "rowing boats", "running wear", "grandstands", "sensors", "ice rinks", "pool equipment", "frame bags", "trail signs", "nutrition", "goals and nets", "sports floors"];
    private static readonly string[] Countries = ["BE", "NL", "FR", "ES", "DE", "IT", "CN", "IR", "US", "JP", "KR", "PL", "SE", "PT"];
    private static readonly string[] Regions = ["BE25", "NL41", "FRK2", "ES51", "DE21", "ITC4", "", "", "", "", "", "PL21", "SE11", "PT11"];
    private static readonly string[] Chinese = ["运动", "体育", "场馆", "上海", "北京", "自行车", "照明", "草坪", "器材", "有限公司", "冰雪", "攀岩", "健身", "设备"];
    private static readonly string[] Persian = ["ورزشگاه", "تهران", "کیش", "چمن", "دوچرخه", "روشنایی", "سالن", "تجهیزات", "کوهنوردی", "شرکت"];
    private static readonly string[] Questions = ["turf", "tuf", "torf", "lighting", "lihgting", "climbing walls", "climing wals", "hubs and rims", "helmts", "padel courts belgium", "running wear", "运动", "上海照明", "草坪", "ورزشگاه", "تهران چمن", "كيش", "ISO 9001", "nutrition france", "grandstnads", "sports floors poland", "xqzvwkj"];

    public static async Task Run(string folder)
    {
        await On("SQLite", $"Data Source={folder}/directory.db", folder);
        if (Environment.GetEnvironmentVariable("PACELINE_BENCH_POSTGRES") is { Length: > 0 } server) await On("PostgreSQL", server, folder);
        else Console.WriteLine("PostgreSQL is left out: name an empty database in PACELINE_BENCH_POSTGRES.");
    }

    private static async Task On(string engine, string connection, string folder)
    {
        await using (var first = await Product.Start(folder, connection)) await Fill(connection);
        await using var product = await Product.Start(folder, connection);
        using var visitor = new HttpClient { BaseAddress = product.Address };
        var watch = Stopwatch.StartNew();
        await Ask(visitor, "turf", false);
        var readAfter = watch.Elapsed;
        using var coordinator = await product.SignIn("coordinator@demo.example");
        var typed = Questions.SelectMany(q => Enumerable.Range(1, q.Length).Select(n => q[..n])).ToList();
        Console.WriteLine($"{engine}: {Companies} companies, read {readAfter.TotalSeconds:0.0} s after the first page; {typed.Count} questions, as typed letter by letter");
        foreach (var (name, client) in new[] { ("visitor", visitor), ("coordinator", coordinator) })
        {
            foreach (var question in typed.Take(60)) await Ask(client, question, true);
            var (times, busy) = (new List<double>(), product.Busy);
            foreach (var question in typed) times.Add(await Ask(client, question, true));
            Print($"  {name}, as typed, with facets", times, "30 ms");
            Console.WriteLine($"  {"",-36} processor {(product.Busy - busy).TotalMilliseconds / typed.Count,4:0.0} ms a question");
            times.Clear();
            foreach (var question in Questions.Concat(Questions)) times.Add(await Ask(client, question + "&country=BE&country=NL&wantsIn=CN", false));
            Print($"  {name}, whole page, narrowed", times, "50 ms");
        }

        Console.WriteLine($"  memory with the directory read {product.Memory / 1048576d,27:0} MB");
        await Task.Delay(TimeSpan.FromSeconds(10));
        Console.WriteLine($"  memory ten seconds later       {product.Memory / 1048576d,27:0} MB");
    }

    private static void Print(string name, List<double> times, string limit)
    {
        var sorted = times.Order().ToList();
        Console.WriteLine($"{name,-38} median {sorted[sorted.Count / 2],6:0.0} ms   p95 {sorted[(int)(sorted.Count * .95)],6:0.0} ms   longest {sorted[^1],6:0.0} ms   (limit {limit})");
    }

    private static async Task<double> Ask(HttpClient client, string question, bool part)
    {
        var (words, rest) = question.IndexOf('&', StringComparison.Ordinal) is var at and >= 0 ? (question[..at], question[at..]) : (question, "");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/directory?q={Uri.EscapeDataString(words)}{rest}", UriKind.Relative));
        if (part) request.Headers.Add("X-Fragment", "found");
        var start = Stopwatch.GetTimestamp();
        using var answer = await client.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"“{question}” answered {(int)answer.StatusCode}");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task Fill(string connection)
    {
        await using var services = new ServiceCollection().AddPacelineDb(connection).BuildServiceProvider();
        for (var done = 0; done < Companies; done += 500)
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
            using var house = db.AsTheHouse("What is measured is put in place.");
            var clusters = await db.Organisations.Where(o => o.Kind == OrganisationKind.ClusterOrganisation).Select(o => o.Id).ToListAsync();
            for (var i = 0; i < 500; i++) Add(db, clusters[Chance.Next(clusters.Count)], done + i);
            await db.SaveChangesAsync();
        }
    }

    private static void Add(PacelineDb db, Guid cluster, int number)
    {
        var place = Chance.Next(Countries.Length);
        var goods = Enumerable.Range(0, 3).Select(_ => Goods[Chance.Next(Goods.Length)]).ToArray();
        var name = Countries[place] switch
        {
            "CN" or "JP" => string.Concat(Some(Chinese, 3)) + number,
            "IR" => string.Join(' ', Some(Persian, 3)) + " " + number,
            _ => $"{Word()} {Word()} {number}",
        };
        var company = new Organisation { Name = name, Kind = OrganisationKind.Company, Country = Countries[place], Nuts = Regions[place], City = Word(), HomeClusterId = cluster, IsFictional = true, Summary = new($"{Word()} makes {goods[0]} and {goods[1]} for {Word()}."), Description = Text(60, goods) };
        db.Add(company);
        db.Add(new CompanyProfile
        {
            OrganisationId = company.Id,
            Segment = (ValueChainSegment)Chance.Next(3),
            CrossSectors = [(CrossSector)Chance.Next(6)],
            Products = Text(15, goods),
            Offers = Text(25, goods),
            Needs = Text(15, goods),
            CurrentMarkets = [.. Some(Countries, 3).Distinct()],
            TargetMarkets = [.. Some(Countries, 2).Distinct()],
            Certifications = ["ISO 9001:2015"],
            Public = Chance.Next(5) == 0 ? PublicFields.Card : PublicFields.All,
        });
        if (Chance.Next(2) == 0) db.Add(new SmeDeclaration { OrganisationId = company.Id, FinancialYear = 2016, Category = (SmeCategory)Chance.Next(1, 4), State = SmeDeclarationState.Validated, ValidFrom = new DateOnly(2017, 1, 1), ValidTo = new DateOnly(2018, 12, 31) });
    }

    private static LocalizedText Text(int words, string[] goods) => new()
    {
        ["en"] = string.Join(' ', Enumerable.Range(0, words).Select(i => i % 7 == 0 ? goods[i % 3] : Word())),
        ["fr"] = string.Join(' ', Enumerable.Range(0, words / 2).Select(_ => Word())),
    };

    // Two to four syllables: a vocabulary of some ten thousands, used as unevenly as a real one.
    private static string Word()
    {
        string[] syllables = ["ba", "cor", "den", "fil", "gra", "hol", "jin", "kas", "lum", "mer", "nor", "pel", "qui", "ros", "sal", "ter", "vel", "wes", "zee", "tra"];
        return string.Concat(Enumerable.Range(0, Chance.Next(2, 5)).Select(_ => syllables[(int)(syllables.Length * Chance.NextDouble() * Chance.NextDouble())]));
    }

    private static IEnumerable<string> Some(string[] values, int count) => Enumerable.Range(0, count).Select(_ => values[Chance.Next(values.Length)]);
}
