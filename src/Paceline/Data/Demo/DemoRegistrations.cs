using System.Globalization;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Registrations;

namespace Paceline.Data.Demo;

/// <summary>Invented people at the activities of the demonstration: who registered, who was received, and what they said afterwards.</summary>
internal sealed class DemoRegistrations(DemoActivities activities, DemoOrganisations organisations)
{
    private static readonly string[] Given = ["Nora", "Jonas", "Marta", "Pau", "Lotte", "Bram", "Élise", "Hugo", "Clara", "Mats", "Inés", "Oriol", "Sofie", "Wout", "Camille", "Arnau", "Femke", "Jules", "Núria", "Tijs", "Agathe", "Marc", "Liesbeth", "Théo", "Laia", "Koen"];
    private static readonly string[] Family = ["Demoen", "Demarest", "Demuynck", "Demir", "Democh", "Demeyer", "Demonte", "Demartí", "Demolder", "Demand"];
    private static readonly string[] Towns = ["Kortrijk", "Ghent", "Barcelona", "Girona", "Eindhoven", "Utrecht", "Grenoble", "Annecy", "Brussels", "Leuven"];
    private readonly List<object> _rows = [];
    private readonly Random _chance = new(20171009);
    private int _person;

    /// <summary>All rows, and the meeting at which people are received while the demonstration is looked at.</summary>
    public IReadOnlyList<object> Make(Guid programme, Guid lead)
    {
        Mission(activities.China, DemoActivities.ToChina, "Beijing");
        Mission(activities.Usa, DemoActivities.ToTheUsa, "Ogden");
        foreach (var (index, training) in activities.All.Where(a => a.Kind is ActivityKind.TrainingSession).Index()) Training(training, index);
        Conference(activities.All.Single(a => a.Kind is ActivityKind.Conference));
        var today = DateOnly.FromDateTime(DemoProgramme.StandsAt.UtcDateTime);
        var meeting = new Activity
        {
            ProgrammeId = programme,
            Kind = ActivityKind.ProjectMeeting,
            Title = new LocalizedText("Preparing the final conference") { ["fr"] = "Préparation de la conférence finale", ["es"] = "Preparación de la conferencia final", ["ca"] = "Preparació de la conferència final", ["nl"] = "Voorbereiding van de slotconferentie" },
            StartsOn = today,
            EndsOn = today.AddDays(1),
            Place = "Brussels",
            Country = "BE",
            LeadClusterId = lead,
            State = ActivityState.Running,
            IsFictional = true,
        };
        _rows.Insert(0, meeting);
        List<Registration> here = [.. DemoActivities.ToTheUsa.Take(11).Select((key, n) => Person(meeting, n + 1, key, RegistrationRole.Delegate))];
        here.Add(Named(meeting, 12, "TEH", "سارا دمویی", "Sara Demoui"));
        here.Add(Named(meeting, 13, "HAR", "王演示", "Wang Yanshi"));
        Book(meeting, here.Count);
        foreach (var person in here.Take(4)) Received(meeting, person, meeting.StartsOn, AttendanceMethod.QrCheckIn);
        return _rows;
    }

    private void Mission(Activity mission, string[] companies, string town)
    {
        foreach (var (n, key) in companies.Index())
        {
            var person = Person(mission, n + 1, key, RegistrationRole.Delegate);
            if (key is "NRD") TheExportManager(person);
            for (var day = mission.StartsOn; day <= mission.EndsOn; day = day.AddDays(1)) Received(mission, person, day, day == mission.StartsOn ? AttendanceMethod.SignedSheet : AttendanceMethod.DeskCheckIn);
        }

        Book(mission, companies.Length, asked: mission.EndsOn);
        mission.Venue = town;
    }

    private void Training(Activity training, int index)
    {
        string[] companies = [.. DemoActivities.ToChina.Concat(DemoActivities.ToTheUsa).Distinct(StringComparer.Ordinal).Skip(index * 5).Take(12)];
        List<Registration> people = [.. companies.Select((key, n) => Person(training, n + 1, key, RegistrationRole.Delegate))];
        foreach (var person in people.Take(10)) Received(training, person, training.StartsOn, AttendanceMethod.DeskCheckIn);
        foreach (var person in people.Skip(10)) person.State = RegistrationState.NoShow;
        Book(training, people.Count, asked: training.EndsOn);
        string[] said = ["We now write the budget before the partners are found.", "We call the cluster before we call a consultant.", "A second day with exercises.", "More time for questions."];
        foreach (var person in people.Take(8))
        {
            person.HasEvaluated = true;
            foreach (var question in Evaluate.OwnScales) Answer(training, question, _chance.Next(3, 6), "");
        }

        foreach (var (n, question) in Evaluate.OwnTexts.Index())
            foreach (var text in said.Skip(n * 2).Take(2)) Answer(training, question, null, text);
    }

    // 24 places, all taken: the next who cancels lets the first who waits move up.
    private void Conference(Activity conference)
    {
        (conference.Capacity, conference.IsPublic) = (24, true);
        string[] companies = [.. DemoActivities.ToChina.Concat(DemoActivities.ToTheUsa).Distinct(StringComparer.Ordinal).Take(26)];
        foreach (var (n, key) in companies.Index())
            if (Person(conference, n + 1, key, RegistrationRole.Guest) is var person && n >= 24) person.State = RegistrationState.Waitlisted;
        Named(conference, 27, "TEH", "مینا نمونه", "Mina Nemuneh").Role = RegistrationRole.Speaker;
        Book(conference, 27);
    }

    private Registration Person(Activity activity, int number, string key, RegistrationRole role)
    {
        var n = _person++;
        return Add(activity, number, key, $"{Given[n % Given.Length]} {Family[n * 7 % Family.Length]}", "", role);
    }

    private Registration Named(Activity activity, int number, string key, string name, string latin) => Add(activity, number, key, name, latin, RegistrationRole.Guest);

    private Registration Add(Activity activity, int number, string key, string name, string latin, RegistrationRole role)
    {
        var organisation = organisations[key];
        var person = new Registration
        {
            ActivityId = activity.Id,
            Number = number,
            Name = name,
            LatinName = latin,
            OrganisationId = organisation.Id,
            OrganisationName = organisation.Name,
            Country = organisation.Country,
            HomeClusterId = organisation.HomeClusterId,
            Role = role,
            State = RegistrationState.Confirmed,
            PlaceOfDeparture = Towns[_chance.Next(Towns.Length)],
            RegisteredAt = new DateTimeOffset(activity.StartsOn.AddDays(-70 + number % 20).ToDateTime(new TimeOnly(9, number % 60)), TimeSpan.Zero),
            IsFictional = true,
        };
        person.SetEmail(string.Create(CultureInfo.InvariantCulture, $"p{_rows.Count}@people.demo.example"));
        person.SearchText = RegisterPeople.SearchText(person);
        _rows.Add(person);
        return person;
    }

    // Whoever looks at the demonstration as a company finds what activities hold of somebody.
    private static void TheExportManager(Registration person)
    {
        (person.Name, person.PlaceOfDeparture) = ("Nils Demo", "Kortrijk");
        person.SetEmail("company@demo.example");
        person.SearchText = RegisterPeople.SearchText(person);
    }

    private void Received(Activity activity, Registration person, DateOnly day, AttendanceMethod method)
    {
        person.State = RegistrationState.CheckedIn;
        var local = day.ToDateTime(new TimeOnly(8, 30)).AddMinutes(person.Number);
        var at = new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(activity.TimeZone).GetUtcOffset(local)).ToUniversalTime();
        if (at > DemoProgramme.StandsAt) at = DemoProgramme.StandsAt.AddMinutes(-person.Number);
        _rows.Add(new AttendanceRecord { ActivityId = activity.Id, RegistrationId = person.Id, OrganisationId = person.OrganisationId, On = day, Method = method, At = at, PlaceOfDeparture = person.PlaceOfDeparture, OrganisationAtTheTime = person.OrganisationName });
        if (method is AttendanceMethod.DeskCheckIn or AttendanceMethod.QrCheckIn)
            _rows.Add(new CheckInEvent { Id = Ids.New(), ActivityId = activity.Id, RegistrationId = person.Id, Act = DeskAct.CheckIn, Day = day, Method = method, At = at, DeviceAt = at, DeviceId = new Guid("0190a000-0000-7000-8000-0000000000d1"), ReceivedAt = at, ById = null, By = "Desk of the demonstration" });
    }

    private void Book(Activity activity, int last, DateOnly? asked = null) =>
        _rows.Add(new RegistrationBook { ActivityId = activity.Id, LastNumber = last, EvaluationSentAt = asked is { } day ? new DateTimeOffset(day.AddDays(1).ToDateTime(new TimeOnly(7, 0)), TimeSpan.Zero) : null });

    private void Answer(Activity activity, Guid question, int? score, string text) => _rows.Add(new EvaluationAnswer { Id = Ids.New(), ActivityId = activity.Id, QuestionId = question, Score = score, Text = text });
}
