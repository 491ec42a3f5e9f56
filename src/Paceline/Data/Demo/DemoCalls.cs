using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Organisations;
using Paceline.Features.Applications;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Data.Demo;

/// <summary>
/// Calls of the demonstration: two missions that are over, a study visit whose applications are being scored, and a reverse mission that is
/// open now. Who applied beside those who travelled, and every score, is invented.
/// </summary>
internal sealed class DemoCalls(PacelineDb db, DemoOrganisations organisations, DemoActivities activities, Guid programme)
{
    private static readonly (string Text, string Comment)[] Said =
    [
        ("Two importers have asked for samples. We want to meet them and see how they sell.", "Knows whom to meet and why."),
        ("We looked at the market study and think that our product fits the upper third of the market.", "A clear idea of the market; prices are still open."),
        ("We export to four countries and want to learn what is different there.", "Experienced, and has people for the follow-up."),
        ("Our product is new. We want to find out whether anybody there wants it.", "Early, but worth a first contact."),
        ("We have a partner in view and need support to close the contract.", "Close to a contract: the trip decides it."),
    ];

    private readonly List<Assessor> _panel = [];
    private readonly Dictionary<Guid, (Activity Activity, Organisation Company)> _of = [];
    private readonly Random _random = new(20170209);

    public async Task Add(CancellationToken stop)
    {
        await People(stop);
        db.AddRange(Declarations());
        // Two that no cluster counts: they may not take part, and learn the rule.
        Organisation[] outsiders = [Outsider("Polderwind Kites", "NL", "Kites for schools."), Outsider("Alpina Snowtools", "AT", "Tools for ski schools.")];
        db.AddRange(outsiders);
        var companies = DemoOrganisations.Companies.Select(c => organisations[c.Key]).ToList();
        await Over(activities.China, 17, "2016-10-03", "2016-11-04", "2016-11-28", [.. companies, .. outsiders], stop);
        string[] alsoToTheUsa = ["BRU", "KAS", "TES", "VIT", "GRA", "IJS"];
        var went = await db.AttendanceRecords.Where(a => a.ActivityId == activities.Usa.Id).Select(a => a.OrganisationId).ToListAsync(stop);
        await Over(activities.Usa, 16, "2017-04-24", "2017-05-26", "2017-06-19", [.. companies.Where(c => went.Contains(c.Id)), .. alsoToTheUsa.Select(k => organisations[k])], stop);
        BeingScored();
        OpenNow();
        await db.SaveChangesAsync(stop);
    }

    private async Task People(CancellationToken stop)
    {
        foreach (var (email, name, cluster) in new[] { ("assessor@demo.example", "Ans Demo", "SNT"), ("", "Marc Demo", "MON"), ("", "Ellen Demo", "EPS"), ("", "Roser Demo", "IND"), ("", "Wout Demo", "FBV") })
        {
            var person = email is "" ? null : await db.Users.SingleAsync(p => p.Email == email, stop);
            if (person is null)
            {
                person = new Person { DisplayName = name, Email = $"{name.Split(' ')[0].ToLowerInvariant()}@demo.example" };
                person.UserName = person.Email;
                (person.NormalizedEmail, person.NormalizedUserName) = (person.Email.ToUpperInvariant(), person.Email.ToUpperInvariant());
                db.Users.Add(person);
            }

            _panel.Add(new Assessor(person.Id, organisations[cluster].Id));
        }
    }

    private IEnumerable<SmeDeclaration> Declarations() =>
        from c in DemoOrganisations.Companies
        where c.Key is not "VIT"
        let people = 4 + c.Name.Length * 2 % 37
        select new SmeDeclaration
        {
            OrganisationId = organisations[c.Key].Id,
            FinancialYear = 2015,
            Last = new YearFigures(people, people * 11_000_000L, people * 7_000_000L),
            Before = new YearFigures(people, people * 10_000_000L, people * 7_000_000L),
            Category = people < 10 ? SmeCategory.Micro : SmeCategory.Small,
            State = SmeDeclarationState.Validated,
            DeclaredAt = At("2016-03-14"),
            DecidedAt = At("2016-03-21"),
            ValidFrom = new DateOnly(2016, 3, 21),
            ValidTo = new DateOnly(2018, 3, 20),
        };

    private static Organisation Outsider(string name, string country, string summary) => new() { Name = name, Kind = OrganisationKind.Company, Country = country, Summary = new(summary), IsFictional = true };

    /// <summary>A mission that is over: its places went to those who travelled, the others waited or were rejected.</summary>
    private async Task Over(Activity mission, int places, string opens, string closes, string decided, IReadOnlyList<Organisation> applicants, CancellationToken stop)
    {
        var call = ACall(mission, opens, closes, places, perCluster: 6, reserves: 8);
        var at = At(decided);
        var went = await db.AttendanceRecords.Where(a => a.ActivityId == mission.Id).Select(a => a.OrganisationId).ToListAsync(stop);
        var all = new List<Application>();
        foreach (var company in applicants.OrderBy(c => c.Name.Length % 7).ThenBy(c => c.Name, StringComparer.Ordinal)) all.Add(Submitted(call, mission, company, all.Count, call.ClosesAt));
        var made = new List<Assessment>();
        foreach (var application in all)
        {
            application.RulesNotMet = application.HomeClusterId is null ? [EligibilityRule.SmallOrMediumSize, EligibilityRule.HomeCluster] : application.CompanyId == organisations["VIT"].Id ? [EligibilityRule.SmallOrMediumSize] : [];
            application.State = application.RulesNotMet.Length > 0 ? ApplicationState.Ineligible : ApplicationState.Eligible;
            if (application.State is ApplicationState.Eligible) made.AddRange(Scored(application, call, went.Contains(application.CompanyId) ? 4 : 1, went.Contains(application.CompanyId) ? 6 : 4, at.AddDays(-7)));
        }

        var byId = all.ToDictionary(a => a.Id);
        var list = Selection.Rank(ReadSelection.Candidates(all), call.Rules);
        var content = ReadSelection.Document(call, mission, list, byId, made.ToLookup(m => m.ApplicationId));
        db.Add(new SelectionDecision { CallId = call.Id, ActivityId = mission.Id, At = at, By = "Clara Demo", Content = content, Sha256 = Hash(content) });
        foreach (var placed in list)
        {
            var application = byId[placed.Candidate.Id];
            (application.State, application.Rank, application.ReserveRank, application.Because) = (placed.State is ApplicationState.Selected ? ApplicationState.Confirmed : placed.State, placed.Rank, placed.ReserveRank, placed.Because);
        }

        foreach (var application in all)
        {
            if (Letter.KindFor(application.State, false) is not { } kind) continue;
            var name = applicants.Single(a => a.Id == application.CompanyId).Name;
            db.Add(new Letter { ApplicationId = application.Id, ActivityId = mission.Id, Kind = kind, Language = "en", To = application.Delegates[0].Email, Subject = $"{application.Code}: {mission.Title}", Text = $"To {name}\n\n{(kind is LetterKind.SelectedLetter ? "Your company has a place." : kind is LetterKind.ReserveLetter ? $"Your company is number {application.ReserveRank} on the reserve list." : kind is LetterKind.RejectedLetter ? "Your company has no place this time." : "Your company cannot take part.")}", SentAt = at.AddHours(3) });
        }

        (call.DecidedAt, call.Turn) = (at, 1);
        db.AddRange(made);
        Keep(call, all);
    }

    /// <summary>A study visit in November: the call has closed, one assessor has handed in most, the other has begun.</summary>
    private void BeingScored()
    {
        var visit = AnActivity(ActivityKind.StudyVisit, "Study visit: sport in the city", "Voyage d’étude : le sport dans la ville", "2017-11-28", "2017-11-29", "Copenhagen", "DK", "FBV", "Europe/Copenhagen", ActivityState.RegistrationClosed);
        var call = ACall(visit, "2017-08-28", "2017-10-06", 6, perCluster: 2, reserves: 4);
        var all = new List<Application>();
        foreach (var key in new[] { "CIM", "SEN", "AIG", "IJS", "TRI", "MUR", "PED", "ROC", "ORB" }) all.Add(Submitted(call, visit, organisations[key], all.Count, call.ClosesAt));
        foreach (var application in all) application.State = ApplicationState.Eligible;
        var pairs = AssessorPlan.Assign(all.Select(a => new ToAssess(a.Id, a.HomeClusterId, [], [])), _panel);
        var mine = _panel[0].Id;
        foreach (var (id, assessor) in pairs)
        {
            var application = all.Single(a => a.Id == id);
            var assessment = Scores(application, call, assessor, 2, 6, DemoProgramme.StandsAt.AddHours(-20));
            // The account of the tour has its work before it.
            if (assessor == mine) (assessment.DoneAt, assessment.Comment) = (null, "");
            if (assessor == mine) assessment.Scores = [];
            db.Add(assessment);
        }

        foreach (var application in all.Where(a => pairs.All(p => p.Application != a.Id || p.Assessor != mine)))
        {
            var done = db.ChangeTracker.Entries<Assessment>().Select(e => e.Entity).Where(s => s.ApplicationId == application.Id).ToList();
            (application.Score, application.State) = (Selection.Score(call.Criteria, [.. done.Select(d => d.Scores)]), ApplicationState.Scored);
        }

        foreach (var assessor in _panel) db.Add(new RoleGrant { PersonId = assessor.Id, Role = Role.Assessor, ActivityId = visit.Id, ClusterId = assessor.Cluster, ValidTo = DemoProgramme.StandsAt.AddDays(60) });
        Keep(call, all);
    }

    /// <summary>A reverse mission in December whose call is open: the company of the tour has not applied yet.</summary>
    private void OpenNow()
    {
        var mission = AnActivity(ActivityKind.ReverseMission, "Reverse mission: Korean buyers", "Mission inversée : acheteurs coréens", "2017-12-11", "2017-12-13", "Barcelona", "KR", "IND", "Europe/Madrid", ActivityState.OpenForRegistration);
        var call = ACall(mission, "2017-10-02", "2017-10-27", 12, perCluster: 4, reserves: 6);
        call.Terms = call.Terms with { NeedsMarket = true };
        var all = new List<Application>();
        foreach (var key in new[] { "KAS", "LUM", "TES" }) all.Add(Submitted(call, mission, organisations[key], all.Count, DemoProgramme.StandsAt));
        Keep(call, all);
    }

    private Activity AnActivity(ActivityKind kind, string english, string french, string from, string to, string place, string country, string lead, string zone, ActivityState state)
    {
        var activity = new Activity
        {
            ProgrammeId = programme,
            Kind = kind,
            Title = new LocalizedText(english) { ["fr"] = french },
            StartsOn = DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            EndsOn = DateOnly.ParseExact(to, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Place = place,
            Country = country,
            LeadClusterId = organisations[lead].Id,
            TimeZone = zone,
            State = state,
            IsFictional = true,
            Languages = ["en"],
        };
        db.Add(activity);
        return activity;
    }

    private static Call ACall(Activity activity, string opens, string closes, int places, int perCluster, int reserves)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");
        var stand = new CallQuestion
        {
            Kind = QuestionKind.OneChoice, IsRequired = true, Label = new("Do you bring a product to show?") { ["fr"] = "Apportez-vous un produit à montrer ?" },
            Options = [new(Ids.New(), new("Yes") { ["fr"] = "Oui" }), new(Ids.New(), new("No") { ["fr"] = "Non" })],
        };
        return new Call
        {
            ActivityId = activity.Id,
            Summary = new("Three days with buyers who were asked beforehand what they look for: meetings, visits, a briefing before and follow-up for a year after.") { ["fr"] = "Trois jours avec des acheteurs dont on connaît les besoins : rendez-vous, visites, préparation avant et suivi pendant un an." },
            CoFinancing = new("The project pays interpreter, rooms and transport on the spot. The company pays flight and hotel.") { ["fr"] = "Le projet paie l’interprète, les salles et les transports sur place. L’entreprise paie l’avion et l’hôtel." },
            Languages = ["en", "fr", "es"],
            OpensAt = Local(opens, new TimeOnly(9, 0)),
            ClosesAt = Local(closes, new TimeOnly(17, 0)),
            Places = places,
            PlacesPerCluster = perCluster,
            Reserves = reserves,
            PassMark = 1.75m,
            PublishedAt = Local(opens, new TimeOnly(8, 0)),
            Criteria =
            [
                new(Ids.New(), new("Fit with the market") { ["fr"] = "Adéquation au marché" }, 40),
                new(Ids.New(), new("Readiness to export") { ["fr"] = "Maturité à l’export" }, 30),
                new(Ids.New(), new("What the company will do afterwards") { ["fr"] = "Ce que l’entreprise fera ensuite" }, 30),
            ],
            Questions =
            [
                new CallQuestion { Kind = QuestionKind.LongText, IsRequired = true, Label = new("Whom do you want to meet, and why?") { ["fr"] = "Qui voulez-vous rencontrer, et pourquoi ?" }, Hint = new("Three sentences are enough.") { ["fr"] = "Trois phrases suffisent." } },
                new CallQuestion { Kind = QuestionKind.LongText, IsRequired = true, Label = new("What do you offer there?") { ["fr"] = "Que proposez-vous là-bas ?" }, From = PrefillFrom.Products },
                stand,
                new CallQuestion { Kind = QuestionKind.Number, IsRequired = true, Label = new("Its weight in kilograms") { ["fr"] = "Son poids en kilogrammes" }, OnlyWhen = new ShownWhen(stand.Id, stand.Options[0].Id.ToString()) },
                new CallQuestion { Kind = QuestionKind.FileUpload, Label = new("A leaflet") { ["fr"] = "Une brochure" } },
                new CallQuestion { Kind = QuestionKind.Consent, IsRequired = true, Label = new("We pay flight and hotel ourselves and come to the briefing.") { ["fr"] = "Nous payons l’avion et l’hôtel et venons à la préparation." } },
            ],
        };

        DateTimeOffset Local(string day, TimeOnly time) => WallClock.Instant(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), time, zone)!.Value;
    }

    private Application Submitted(Call call, Activity activity, Organisation company, int index, DateTimeOffset before)
    {
        var at = before.AddHours(-6 - 11 * index).AddMinutes(-_random.Next(50));
        if (at < call.OpensAt) at = call.OpensAt.AddMinutes(13 + 7 * index);
        var questions = call.Questions;
        var application = new Application
        {
            CallId = call.Id,
            ActivityId = activity.Id,
            CompanyId = company.Id,
            HomeClusterId = company.HomeClusterId,
            Number = index + 1,
            State = ApplicationState.Submitted,
            Answers = new Answers { [questions[0].Id] = [Said[index % Said.Length].Text], [questions[1].Id] = [company.Summary.ToString()], [questions[2].Id] = [questions[2].Options[index % 2].Id.ToString()], [questions[3].Id] = index % 2 == 0 ? [(3 + index % 9).ToString(CultureInfo.InvariantCulture)] : [], [questions[5].Id] = [CallQuestion.Yes] },
            Delegates = [new TravelDelegate(Ids.New(), $"{company.Name.Split(' ')[0]} Demo", "", $"travel@{new string([.. company.Name.Where(char.IsAsciiLetter)]).ToLowerInvariant()}.example", "en", "Sales")],
            SavedAt = at,
            SavedBy = company.Name,
            SubmittedAt = at,
            Submissions = 1,
        };
        _of[application.Id] = (activity, company);
        return application;
    }

    private IEnumerable<Assessment> Scored(Application application, Call call, int least, int below, DateTimeOffset at)
    {
        var able = _panel.Where(p => AssessorPlan.MayScore(p, application.HomeClusterId)).OrderBy(_ => _random.Next()).Take(Call.AssessorsEach).Select(p => Scores(application, call, p.Id, least, below, at)).ToList();
        (application.Score, application.State) = (Selection.Score(call.Criteria, [.. able.Select(a => a.Scores)]), ApplicationState.Scored);
        return able;
    }

    private Assessment Scores(Application application, Call call, Guid assessor, int least, int below, DateTimeOffset at) => new()
    {
        ApplicationId = application.Id,
        ActivityId = call.ActivityId,
        AssessorId = assessor,
        ClusterId = _panel.Find(p => p.Id == assessor)!.Cluster,
        Scores = call.Criteria.ToDictionary(c => c.Id, _ => _random.Next(least, below)),
        Comment = Said[_random.Next(Said.Length)].Comment,
        DoneAt = at,
    };

    private void Keep(Call call, List<Application> all)
    {
        db.Add(call);
        db.AddRange(all);
        foreach (var application in all)
        {
            var (activity, company) = _of[application.Id];
            var content = Submission.Document(application, call, activity, company, 1, application.SubmittedAt!.Value);
            db.Add(new ApplicationVersion { ApplicationId = application.Id, Number = 1, At = application.SubmittedAt!.Value, By = application.SavedBy, Content = content, Sha256 = Hash(content) });
        }
    }

    private static DateTimeOffset At(string day) => new(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToDateTime(new TimeOnly(10, 0)), TimeSpan.Zero);

    private static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
