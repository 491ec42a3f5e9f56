using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Domain.Privacy;
using Paceline.Platform.Access;
using Paceline.Platform.Files;
using Paceline.Tests.Contracts;

namespace Paceline.Tests.Access;

/// <summary>Somebody who opens pages.</summary>
internal sealed record MatrixVisitor(string Name, HttpClient Http, Visitor Browser, bool IsGuest = false);

/// <summary>One record of each kind, all of one cluster and one company, and a visitor of each kind, near and strange.</summary>
internal sealed class MatrixWorld
{
    // Worlds of one database: each brings a certificate with a number of its own.
    private static int _worlds;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<MatrixVisitor> _visitors = [];
    private string _link = "";

    public IReadOnlyList<MatrixVisitor> Visitors => _visitors;

    /// <summary>The programme that the event is of.</summary>
    public Guid Programme { get; private set; }

    public static async Task<MatrixWorld> Make(AppFactory app)
    {
        var world = new MatrixWorld();
        var market = await Market.Open(app);
        world.Programme = market.Programme.Id;
        await market.Define("R-06");
        var deal = await market.ADeal();
        var competitor = await app.ACompany(market.OtherCluster.Id, "A competitor");
        var person = await app.APerson(Role.CompanyMember, company: market.Company.Id);
        var item = await app.Db(db => db.EvidenceItems.Where(e => e.RecordId == deal.Id).Select(e => e.Id).SingleAsync());
        var coordinator = await app.AVisitor(Role.Coordinator);
        await coordinator.Submit(await coordinator.Go("/reports/new"));
        var declaration = new SmeDeclaration { OrganisationId = market.Company.Id, FinancialYear = 2016, State = SmeDeclarationState.Draft };
        var mail = new Platform.Mail.OutgoingMail { To = "a@example.org", Subject = "A", Text = "B", QueuedAt = DateTimeOffset.UnixEpoch };
        await app.Add(declaration, mail);
        var batch = await app.Run(async services =>
        {
            var db = services.GetRequiredService<Data.PacelineDb>();
            var file = await services.GetRequiredService<FileStore>().Add("people.csv", "text/csv", "Number;Name\n1;A\n"u8.ToArray());
            var made = new ImportBatch { EventId = market.Event.Id, FileId = file.Id, FileName = "people.csv", ById = person.Id, At = DateTimeOffset.UnixEpoch };
            db.Add(made);
            await db.SaveChangesAsync();
            return made.Id;
        });
        // Published, so that the other side sees it.
        var start = new DateTimeOffset(market.Met, new TimeOnly(9, 0), TimeSpan.Zero);
        await app.Db(db => db.Meetings.Where(m => m.Id == market.Meeting.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.PublishedStart, start).SetProperty(x => x.PublishedEnd, start.AddMinutes(20)).SetProperty(x => x.State, MeetingState.Scheduled)));
        await app.Db(db => db.Events.Where(e => e.Id == market.Event.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.Publication, Publication.Final)));
        var imported = await app.Run(async services =>
        {
            var db = services.GetRequiredService<Data.PacelineDb>();
            var file = await services.GetRequiredService<FileStore>().Add("members.csv", "text/csv", "Name;Country\nA;BE\n"u8.ToArray());
            var made = new OrganisationImport { ClusterId = market.Cluster.Id, FileId = file.Id, FileName = "members.csv", ById = person.Id, At = DateTimeOffset.UnixEpoch };
            db.Add(made);
            await db.SaveChangesAsync();
            return made.Id;
        });
        var sibling = await app.ACompany(market.Cluster.Id, "Nordvelo Components BV");
        var membership = new ClusterMembership { OrganisationId = market.Company.Id, ClusterId = market.Cluster.Id, From = new DateOnly(2016, 1, 1), HomeProgrammeId = market.Programme.Id };
        var contact = new Contact { OrganisationId = market.Company.Id, Name = "Nele Nord" };
        var leaflet = await app.Run(async services =>
        {
            var file = await services.GetRequiredService<FileStore>().Add("leaflet.txt", "text/plain", "Hubs"u8.ToArray());
            await services.GetRequiredService<Data.PacelineDb>().SaveChangesAsync();
            return file.Id;
        });
        var question = new CallQuestion { Kind = QuestionKind.FileUpload, Label = new("A leaflet") };
        var call = new Call { ActivityId = market.Event.Id, OpensAt = DateTimeOffset.UnixEpoch, ClosesAt = DateTimeOffset.UnixEpoch.AddDays(1), Places = 1, PublishedAt = DateTimeOffset.UnixEpoch, Questions = [question] };
        var application = new Application { CallId = call.Id, ActivityId = market.Event.Id, CompanyId = market.Company.Id, HomeClusterId = market.Cluster.Id, Number = 1, State = ApplicationState.Submitted, SubmittedAt = DateTimeOffset.UnixEpoch, Submissions = 1, Answers = new Answers { [question.Id] = [leaflet.ToString()] } };
        var letter = new Letter { ApplicationId = application.Id, ActivityId = market.Event.Id, Kind = LetterKind.RejectedLetter, Language = "en", To = "a@example.org", Subject = "A", Text = "B" };
        await app.Add(call, application, letter);
        world._values["{question}"] = question.Id.ToString();
        world._values["{application}"] = application.Id.ToString();
        world._values["{letter}"] = letter.Id.ToString();
        world._values["{file}"] = leaflet.ToString();
        var step = new Domain.FollowUp.FollowUpAction { MeetingId = market.Meeting.Id, ParticipantId = market.Seller.Id, OrganisationId = market.Company.Id, HomeClusterId = market.Cluster.Id, Step = "Send a quotation", DueOn = Market.Today.AddDays(3) };
        var share = new ProfileShare { OrganisationId = market.Company.Id, Shows = PublicFields.Card, For = "A buyer", MadeAt = DateTimeOffset.UnixEpoch, MadeById = person.Id };
        await app.Add(membership, contact, step, share);
        world._values["{step}"] = step.Id.ToString();
        world._values["{share}"] = share.Id.ToString();
        world._values["/members/import/{batch}"] = imported.ToString();
        var registration = new Domain.Activities.Registrations.Registration { ActivityId = market.Event.Id, Number = 1, Name = "Nele Nord", Role = Domain.Activities.Registrations.RegistrationRole.Guest, RegisteredAt = DateTimeOffset.UnixEpoch };
        await app.Add(registration);
        world._values["{registration}"] = registration.Id.ToString();
        world._values["{first}"] = market.Company.Id.ToString();
        world._values["{second}"] = sibling.Id.ToString();
        world._values["{membership}"] = membership.Id.ToString();
        world._values["{contact}"] = contact.Id.ToString();
        world._values["{list}"] = world._values["{gate}"] = Ids.New().ToString();
        world._values["/mail/templates/{kind}/{language}"] = "AgendaLink/en";
        // No officer is appointed here, so the coordinator stands in.
        var request = new PrivacyRequest { Kind = PrivacyRequestKind.Access, Name = "A", Email = "a@example.org", Language = "en", Door = PrivacyDoor.Letter, ReceivedOn = new DateOnly(2026, 1, 5) }.Start();
        var run = new RetentionRun { Number = Interlocked.Increment(ref _worlds), At = DateTimeOffset.UnixEpoch, By = "", Gone = 0, Content = "{\"classes\":[]}"u8.ToArray(), Sha256 = new string('0', 64) };
        await app.Add(request, run);
        world._values["{request}"] = request.Id.ToString();
        world._values["{run}"] = run.Id.ToString();
        world._values["/codes/{kind}"] = "nuts";
        world._link = await market.Link(market.Seller);
        world._values["{deal}"] = deal.Id.ToString();
        world._values["{item}"] = item.ToString();
        world._values["{activity}"] = world._values["{event}"] = market.Event.Id.ToString();
        // A study that everybody may read, with the file itself, led by the same cluster.
        var study = new Domain.Activities.Activity { ProgrammeId = market.Programme.Id, Kind = Domain.Activities.ActivityKind.MarketStudy, Title = new LocalizedText("A study"), StartsOn = market.Met, EndsOn = market.Met, LeadClusterId = market.Cluster.Id, IsPublic = true, Details = new Domain.Activities.StudyDetails { Readers = Domain.Activities.StudyReaders.Everybody } };
        var report = await app.Run(async services =>
        {
            var db = services.GetRequiredService<Data.PacelineDb>();
            var file = await services.GetRequiredService<FileStore>().Add("study.pdf", "application/pdf", "%PDF-1.4 a study"u8.ToArray());
            var made = new Domain.Monitoring.EvidenceItem { RecordKind = RecordKind.Activity, RecordId = study.Id, Kind = Domain.Monitoring.EvidenceKind.Document, FileId = file.Id, FileName = file.Name, Sha256 = file.Sha256, AddedBy = "A", AddedAt = DateTimeOffset.UnixEpoch };
            db.AddRange(study, made);
            await db.SaveChangesAsync();
            return made.Id;
        });
        world._values["/activities/{activity}/document"] = study.Id + "/document";
        world._values["/activities/{activity}/evidence/{item}"] = $"{study.Id}/evidence/{report}";
        world._values["/public/activities/{activity}"] = study.Id.ToString();
        world._values["{point}"] = "new";
        world._values["{batch}"] = batch.ToString();
        world._values["{participant}"] = market.Seller.Id.ToString();
        world._values["{meeting}"] = market.Meeting.Id.ToString();
        world._values["{declaration}"] = declaration.Id.ToString();
        world._values["/organisations/{id}"] = market.Company.Id.ToString();
        world._values["/people/{id}"] = person.Id.ToString();
        world._values["/mail/{id}"] = mail.Id.ToString();
        world._values["/reports/{id}"] = new Uri(coordinator.Last.RequestMessage!.RequestUri!.ToString()).Segments[^1];
        world._values["/scoreboard/{code}"] = "R-06";
        world._values["/status/{code}"] = "404";
        world._values["{token}"] = "no-such-token";
        world._values["report.{format}"] = "docx";
        world._values["{format}"] = "csv";

        await world.Add(app, "nobody", null);
        await world.Add(app, "admin", await app.APerson(Role.Administrator));
        await world.Add(app, "coordin.", await app.APerson(Role.Coordinator));
        await world.Add(app, "officer", await app.APerson(Role.MonitoringOfficer));
        await world.Add(app, "manager", await app.APerson(Role.PartnerManager, market.Cluster.Id));
        await world.Add(app, "stranger", await app.APerson(Role.PartnerManager, market.OtherCluster.Id));
        await world.Add(app, "company", person);
        await world.Add(app, "rival", await app.APerson(Role.CompanyMember, company: competitor.Id));
        await world.Add(app, "evaluat.", await app.APerson(Role.Evaluator));
        var guest = new Visitor(app);
        world._visitors.Add(new MatrixVisitor("guest", guest.Still(), guest, IsGuest: true));
        return world;
    }

    /// <summary>The address of a route with this world's records in it; a guest comes by its link.</summary>
    public string Path(string route, MatrixVisitor visitor)
    {
        var path = System.Text.RegularExpressions.Regex.Replace(route, @"\{(\w+)(:[^}]+)?\??\}", "{$1}").Replace("/{handler}", "", StringComparison.Ordinal);
        path = path.Replace("{who}", visitor.IsGuest ? _link : _values["{participant}"], StringComparison.Ordinal);
        foreach (var (hole, value) in _values.OrderByDescending(v => v.Key.Length))
        {
            if (hole.StartsWith('{')) path = path.Replace(hole, value, StringComparison.Ordinal);
            else path = path.Replace(hole, hole[..hole.IndexOf('{', StringComparison.Ordinal)] + value, StringComparison.Ordinal);
        }

        if (path.StartsWith("/agenda/", StringComparison.Ordinal) && path.EndsWith("/contracts/new", StringComparison.Ordinal)) path += "?meeting=" + _values["{meeting}"];
        return path.Contains('{', StringComparison.Ordinal) ? throw new InvalidOperationException($"The world has no record for {path}.") : path;
    }

    /// <summary>Addresses with one record of another world among this one's.</summary>
    public IEnumerable<string> Mixed(MatrixWorld other, string route, MatrixVisitor visitor)
    {
        var own = Path(route, visitor);
        foreach (var (hole, value) in _values)
            if (value.Length == 36 && other._values[hole] != value && own.Contains(value, StringComparison.Ordinal)) yield return own.Replace(value, other._values[hole], StringComparison.Ordinal);
    }

    /// <summary>The id that a field of a form names, by the field's name; null where the world has none of the kind.</summary>
    public string? Field(string name) => name switch
    {
        "company" or "organisation" => _values["{first}"],
        "batch" => _values["{batch}"],
        "person" => _values["/people/{id}"],
        _ => _values.GetValueOrDefault($"{{{name}}}"),
    };

    private async Task Add(AppFactory app, string name, Person? person)
    {
        var visitor = new Visitor(app);
        if (person is not null) await visitor.SignIn(person.Email!);
        _visitors.Add(new MatrixVisitor(name, visitor.Still(), visitor));
    }
}
