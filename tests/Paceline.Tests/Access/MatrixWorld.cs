using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Files;
using Paceline.Tests.Contracts;

namespace Paceline.Tests.Access;

/// <summary>Somebody who opens pages.</summary>
internal sealed record MatrixVisitor(string Name, HttpClient Http, bool IsGuest = false);

/// <summary>One record of each kind, all of one cluster and one company, and a visitor of each kind, near and strange.</summary>
internal sealed class MatrixWorld
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<MatrixVisitor> _visitors = [];
    private string _link = "";

    public IReadOnlyList<MatrixVisitor> Visitors => _visitors;

    public static async Task<MatrixWorld> Make(AppFactory app)
    {
        var world = new MatrixWorld();
        var market = await Market.Open(app);
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
        await app.Add(membership, contact);
        world._values["/members/import/{batch}"] = imported.ToString();
        world._values["{first}"] = market.Company.Id.ToString();
        world._values["{second}"] = sibling.Id.ToString();
        world._values["{membership}"] = membership.Id.ToString();
        world._values["{contact}"] = contact.Id.ToString();
        world._values["/codes/{kind}"] = "nuts";
        world._link = await market.Link(market.Seller);
        world._values["{deal}"] = deal.Id.ToString();
        world._values["{item}"] = item.ToString();
        world._values["{activity}"] = world._values["{event}"] = market.Event.Id.ToString();
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
        world._visitors.Add(new MatrixVisitor("guest", new Visitor(app).Still(), IsGuest: true));
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

    private async Task Add(AppFactory app, string name, Person? person)
    {
        var visitor = new Visitor(app);
        if (person is not null) await visitor.SignIn(person.Email!);
        _visitors.Add(new MatrixVisitor(name, visitor.Still()));
    }
}
