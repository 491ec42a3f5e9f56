using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Mails;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Files;
using Paceline.Tests.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Paceline.Tests.Privacy;

/// <summary>Somebody of a company who was on a mission, and stands in everything that a mission leaves behind.</summary>
internal sealed record Traveller(AppFactory App, Market Market, Person Person, Contact Contact, Activity Mission, Registration Registration, Application Application)
{
    public const string Name = "Żaneta Unmistakable", Latin = "Zaneta Unmistakable", Other = "Otto Other";

    public static async Task<Traveller> Plan(AppFactory app)
    {
        var (market, today, then) = (await Market.Open(app), Market.Today, TimeProvider.System.GetUtcNow().AddDays(-50));
        var person = await app.APerson(Role.CompanyMember, company: market.Company.Id, name: Name);
        var contact = new Contact { OrganisationId = market.Company.Id, Name = Name, Email = person.Email!, Phone = "+32 9 111 22 33", JobTitle = "Export manager" };
        var mission = new Activity { ProgrammeId = market.Programme.Id, Kind = ActivityKind.TradeMission, Title = new LocalizedText("Mission to Tehran"), StartsOn = today.AddDays(-40), EndsOn = today.AddDays(-36), LeadClusterId = market.Cluster.Id, Country = "IR", State = ActivityState.Held, TimeZone = "Etc/UTC" };
        var question = new RegistrationQuestion(Ids.New(), new LocalizedText("Shirt size"), Domain.Activities.Registrations.QuestionKind.Text, [], false);
        var registration = ARegistration(mission, Name, person.Email!.ToUpperInvariant());
        (registration.LatinName, registration.Phone, registration.OrganisationId) = (Latin, contact.Phone, market.Company.Id);
        registration.Answers[question.Id] = "Medium";
        var other = ARegistration(mission, Other, "otto@example.org");
        (registration.Number, other.Number) = (1, 2);
        // Known by the account alone.
        var second = new Registration { ActivityId = market.Event.Id, Name = Name, Role = RegistrationRole.Staff, Number = 3, State = RegistrationState.NoShow, PersonId = person.Id, RegisteredAt = then, SearchText = "zaneta unmistakable" };
        var scan = new EvidenceItem { RecordKind = RecordKind.Activity, RecordId = mission.Id, Kind = EvidenceKind.AttendanceSheet, FileId = Ids.New(), FileName = "sheet.pdf", Sha256 = new string('a', 64), AddedBy = "Somebody", AddedAt = then };
        var call = new Call { ActivityId = mission.Id, Summary = new LocalizedText("Three days"), OpensAt = then.AddDays(-30), ClosesAt = then.AddDays(-20), Places = 2, PublishedAt = then.AddDays(-31), DecidedAt = then.AddDays(-19), Criteria = [new(Ids.New(), new LocalizedText("Fit"), 100)] };
        var application = new Application { CallId = call.Id, ActivityId = mission.Id, CompanyId = market.Company.Id, HomeClusterId = market.Cluster.Id, Number = 1, State = ApplicationState.Confirmed, Score = 4, Rank = 1, SubmittedAt = then.AddDays(-25), Submissions = 1, SavedBy = Name, SavedAt = then, Delegates = [new(registration.Id, Name, Latin, person.Email!, "nl", "Export"), new(Ids.New(), Other, "", "otto@example.org", "nl", "")] };
        var content = $$"""{ "application": "A-001", "answers": [{ "asked": "Who?", "answer": ["{{Name}} and {{Other}}"] }], "delegates": [{ "name": "{{Name}}", "latinName": "{{Latin}}", "email": "{{person.Email}}", "language": "nl", "role": "Export" }, { "name": "{{Other}}", "latinName": "", "email": "otto@example.org", "language": "nl", "role": "" }] }""";
        var point = new BriefingPoint(Ids.New(), ProgrammeItemKind.Talk, new LocalizedText("Talk"), [], mission.StartsOn, new TimeOnly(9, 0), null, "", "", "", "", [new Speaker(Name, Latin, "Speaker", "Nordvelo")], []);
        var pack = new BriefingContent { Title = mission.Title, StartsOn = mission.StartsOn, EndsOn = mission.EndsOn, Points = [point], People = [new(contact.Id, Name, Latin, "Export manager", market.Company.Id, "Nordvelo", person.Email!, contact.Phone), new(Ids.New(), Other, "", "", null, "", "", "")] };
        var list = await app.Run(async s =>
        {
            var file = await s.GetRequiredService<FileStore>().Add("delegation.csv", "text/csv", CsvText.Write(["Name", "Organisation"], [[Name, "Nordvelo"], [Other, "Nordvelo"]]));
            await s.GetRequiredService<Data.PacelineDb>().SaveChangesAsync();
            return file.Id;
        });
        await app.Add(contact, mission);
        await app.Add(new RegistrationBook { ActivityId = mission.Id, Questions = [question] }, registration, other, second, scan, call);
        await app.Add(application,
            new ApplicationVersion { ApplicationId = application.Id, Number = 1, At = then, By = Name, ById = person.Id, Content = content, Sha256 = new string('b', 64) },
            new Letter { ApplicationId = application.Id, ActivityId = mission.Id, Kind = LetterKind.SelectedLetter, Language = "en", To = $"otto@example.org, {person.Email}", Subject = "A-001", Text = $"Welcome, {Name} and {Other}", SentAt = then },
            new AttendanceRecord { ActivityId = mission.Id, RegistrationId = registration.Id, OrganisationId = market.Company.Id, On = mission.StartsOn, Method = AttendanceMethod.SignedSheet, EvidenceId = scan.Id, EvidencePage = 1, PlaceOfDeparture = "Ghent", VerifiedBy = Name },
            new AttendanceRecord { ActivityId = mission.Id, RegistrationId = other.Id, OrganisationId = market.Company.Id, On = mission.StartsOn },
            new AttendanceSheet { ActivityId = mission.Id, Number = 1, Day = mission.StartsOn, Page = 1, Pages = 1, Rows = [registration.Id, other.Id], PrintedBy = Name, PrintedAt = then, EvidenceId = scan.Id },
            new CheckInEvent { Id = Ids.New(), ActivityId = mission.Id, RegistrationId = other.Id, Act = DeskAct.CheckIn, Day = mission.StartsOn, Method = AttendanceMethod.DeskCheckIn, At = then, DeviceAt = then, DeviceId = Ids.New(), ReceivedAt = then, ById = person.Id, By = Name },
            new Invitation { ActivityId = mission.Id, Email = person.Email!, EmailKey = person.Email!.ToUpperInvariant(), Name = Name, Role = RegistrationRole.Delegate, SentAt = then, RegistrationId = registration.Id },
            new BriefingReader { ActivityId = mission.Id, LeadClusterId = market.Cluster.Id, Name = Name, Email = person.Email!, TravellerId = contact.Id },
            new BriefingVersion { ActivityId = mission.Id, LeadClusterId = market.Cluster.Id, Number = 1, PublishedAt = then, PublishedBy = Name, Note = $"Ask {Name}.", Content = pack, Changes = [new(BriefingArea.Person, BriefingChangeKind.Added, contact.Id, new LocalizedText(Name)), new(BriefingArea.Point, BriefingChangeKind.Added, point.Id, point.Title, null, point)] },
            new ListTransfer { ActivityId = mission.Id, LeadClusterId = market.Cluster.Id, Recipients = ["Parsian Sport"], Country = "IR", Fields = ListFields.Name | ListFields.Organisation, People = [new(contact.Id, TransferBasis.ExplicitConsent, "")], Withheld = 0, At = then, By = Name, FileId = list, MeasuresDate = today },
            new PersonTransferBasis { ActivityId = mission.Id, LeadClusterId = market.Cluster.Id, TravellerId = contact.Id, Country = "IR", Basis = TransferBasis.ExplicitConsent, RecordedBy = Name, RecordedAt = then, Note = $"Letter of {Name}" },
            new MissionGate { ActivityId = mission.Id, LeadClusterId = market.Cluster.Id, Kind = GateKind.Insurance, DoneBy = Name, DoneOn = today },
            new ProgrammeItem { ActivityId = mission.Id, Kind = ProgrammeItemKind.Talk, Title = new LocalizedText("Talk"), Date = mission.StartsOn, From = new TimeOnly(9, 0), Speakers = [new Speaker(Name, Latin, "Speaker", "Nordvelo")] },
            new ActingConsent { CompanyId = market.Company.Id, ClusterId = market.Cluster.Id, GivenBy = Name, How = ConsentGivenBy.Writing, GivenOn = today, RecordedBy = "Somebody", From = then, Until = then.AddYears(1) },
            new CompanyProfile { OrganisationId = market.Company.Id, ContactName = Name, ContactEmail = person.Email!, Public = PublicFields.Card | PublicFields.Contact, PublicSince = then, PublicById = person.Id },
            new Platform.Mail.MailTemplate { Kind = MailKind.BriefingPack, Language = "nl", Subject = "S", Text = "T", ChangedBy = Name, ChangedAt = then });
        return new Traveller(app, market, person, contact, mission, registration, application);
    }

    public static Registration ARegistration(Activity activity, string name, string email)
    {
        var person = new Registration { ActivityId = activity.Id, Name = name, Role = RegistrationRole.Delegate, OrganisationName = "Nordvelo Components", PlaceOfDeparture = "Ghent", State = RegistrationState.CheckedIn, RegisteredBy = "Somebody", RegisteredAt = TimeProvider.System.GetUtcNow().AddDays(-60) };
        person.SetEmail(email);
        person.SearchText = Features.Registrations.RegisterPeople.SearchText(person);
        return person;
    }

    public Task<Visitor> SignedIn() => new Visitor(App).SignIn(Person.Email!);
}
