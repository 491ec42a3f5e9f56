using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Features.Scheduling;
using Solver = Paceline.Scheduling;

namespace Paceline.Data.Demo;

/// <summary>The two matchmaking events: who met whom is drawn from a seed, and scheduled by the product's own solver.</summary>
internal static class DemoEvents
{
    public static MatchmakingEvent Belgium(Guid programme, Guid lead)
    {
        var day = new DateOnly(2017, 6, 8);
        return new MatchmakingEvent
        {
            ProgrammeId = programme,
            Kind = ActivityKind.MatchmakingEvent,
            Title = new LocalizedText("EU matchmaking event: Belgium") { ["fr"] = "Rencontres d’affaires : Belgique" },
            StartsOn = day,
            EndsOn = day,
            Place = "Kortrijk",
            Country = "BE",
            LeadClusterId = lead,
            State = ActivityState.Verified,
            IsFictional = true,
            SlotMinutes = 20,
            Tables = 16,
            Sessions =
            [
                new EventSession { Name = "Morning", Date = day, From = new(9, 0), To = new(13, 20) },
                new EventSession { Name = "Afternoon", Date = day, From = new(14, 20), To = new(17, 20) },
            ],
            Breaks = [new EventBreak { Name = "Coffee", Date = day, From = new(11, 0), To = new(11, 20) }],
        };
    }

    public static MatchmakingEvent Iran(Guid programme, Guid lead)
    {
        var day = new DateOnly(2016, 11, 15);
        return new MatchmakingEvent
        {
            ProgrammeId = programme,
            Kind = ActivityKind.MatchmakingEvent,
            Title = new LocalizedText("EU matchmaking event: Iran") { ["fr"] = "Rencontres d’affaires : Iran" },
            StartsOn = day,
            EndsOn = day,
            Place = "Teheran",
            Country = "IR",
            TimeZone = "Asia/Tehran",
            LeadClusterId = lead,
            State = ActivityState.Verified,
            IsFictional = true,
            SlotMinutes = 30,
            Tables = 6,
            Sessions = [new EventSession { Name = "Morning", Date = day, From = new(9, 0), To = new(13, 0) }],
        };
    }

    /// <summary>The invented person of an invented company; the surname says so.</summary>
    public static string ContactOf(Organisation company) => company.Name.Split(' ')[0] + " Demo";

    /// <summary>Participants in the order of their keys, numbered from 1.</summary>
    public static List<Participant> Participants(MatchmakingEvent @event, DemoOrganisations organisations, IEnumerable<string> keys) =>
        [.. keys.Select((key, index) =>
        {
            var organisation = organisations[key];
            return new Participant
            {
                EventId = @event.Id,
                Number = index + 1,
                Code = key,
                Name = organisation.Name,
                ContactName = organisation.HomeClusterId is null ? "" : ContactOf(organisation),
                Email = $"{key.ToLowerInvariant()}@demo.example",
                Country = organisation.Country,
                About = organisation.Summary.ToString(),
                OrganisationId = organisation.Id,
                HomeClusterId = organisation.HomeClusterId,
                UnavailableSlots = key switch
                {
                    "OSK" => [1, 2, 3],
                    "XIA" => [19, 20, 21],
                    "MAS" when @event.SlotMinutes == 20 => [.. Enumerable.Range(1, 12)],
                    _ => [],
                },
            };
        })];

    /// <summary>Draws who wants to meet whom: each company asks each buyer with the probability given, and whoever signs a contract later has met.</summary>
    public static List<Meeting> Meetings(MatchmakingEvent @event, IReadOnlyList<Participant> participants, double probability, int seed, int slots, ISet<(string, string)> signedLater)
    {
        var draw = new Draw(seed);
        var sellers = participants.Where(p => p.HomeClusterId is not null).ToList();
        var buyers = participants.Where(p => p.HomeClusterId is null).ToList();
        var load = participants.ToDictionary(p => p.Id, p => p.UnavailableSlots.Length);
        var meetings = new List<Meeting>();
        foreach (var seller in sellers)
            foreach (var buyer in buyers)
            {
                var wanted = draw.Next() < probability;
                // Nobody is asked more often than there is room for, less two: the day keeps some air.
                // One buyer comes after lunch and has more wishes than slots, so that the demonstration shows what that looks like.
                var room = load[seller.Id] < slots - 2 && (buyer.Code is "MAS" ? load[buyer.Id] < slots + 2 : load[buyer.Id] < slots - 2);
                if (!signedLater.Contains((seller.Code, buyer.Code)) && !(wanted && room)) continue;
                load[seller.Id]++;
                load[buyer.Id]++;
                meetings.Add(new Meeting { EventId = @event.Id, Number = meetings.Count + 1, FirstId = seller.Id, SecondId = buyer.Id, Priority = 2 + (int)(draw.Next() * 4) });
            }

        return meetings;
    }

    /// <summary>Schedules and publishes.</summary>
    public static void Schedule(MatchmakingEvent @event, IReadOnlyList<Participant> participants, IReadOnlyList<Meeting> meetings, DateTimeOffset publishedAt)
    {
        var timetable = Timetable.Of(@event);
        var index = participants.Select((p, i) => (p.Id, i)).ToDictionary(p => p.Id, p => p.i);
        var problem = new Solver.Problem
        {
            Slots = [.. timetable.Slots.Select(s => new Solver.Slot(s.Session - 1, $"{s.From:HH:mm}"))],
            Places = [.. Enumerable.Range(1, @event.Tables).Select(t => new Solver.Place($"table {t}"))],
            Participants = [.. participants.Select(p => new Solver.Participant { Name = p.Name, Unavailable = [.. p.UnavailableSlots.Where(s => s <= timetable.Slots.Count).Select(s => s - 1)] })],
            Meetings = [.. meetings.Select(m => new Solver.Meeting { Parties = [index[m.FirstId], index[m.SecondId]], Priority = m.Priority })],
            // The first start does not wait for fewer changes of table.
            Aims = Solver.Aims.None,
        };
        var solution = Solver.Scheduler.Solve(problem, new Solver.SolverOptions { Budget = TimeSpan.FromSeconds(1), Seed = 2017 });
        for (var i = 0; i < meetings.Count; i++)
        {
            if (solution.Schedule?.Placements[i] is not { } at) continue;
            meetings[i].Place(at.Slot + 1, at.Place + 1);
            meetings[i].Publish(timetable.Slot(meetings[i].Slot));
        }

        foreach (var reason in solution.Reasons)
            if (reason.Meeting is { } meeting && meetings[meeting].Slot is null) meetings[meeting].WhyNot = ReasonWords.Stored(problem, [reason]);
        (@event.Publication, @event.PublishedAt, @event.ScheduleChangedAt) = (Publication.Final, publishedAt, publishedAt);
    }
}

/// <summary>Repeatable draws (the generator of Park and Miller): the demonstration is the same on every machine and every version of the framework.</summary>
internal sealed class Draw(int seed)
{
    private long _state = seed;

    /// <summary>From 0 up to, not including, 1.</summary>
    public double Next() => (_state = _state * 48271 % 2147483647) / 2147483647d;
}
