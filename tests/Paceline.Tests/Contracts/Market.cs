using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using Paceline.Domain.Programmes;
using Paceline.Platform.Access;

namespace Paceline.Tests.Contracts;

/// <summary>A programme with an event last month, at which a company of one cluster met a buyer from China.</summary>
public sealed class Market
{
    private static int _count;

    public required AppFactory App { get; init; }
    public required Programme Programme { get; init; }
    public required Organisation Cluster { get; init; }
    public required Organisation OtherCluster { get; init; }
    public required Organisation Company { get; init; }
    public required MatchmakingEvent Event { get; init; }
    public required Participant Seller { get; init; }
    public required Participant Buyer { get; init; }
    public required Meeting Meeting { get; init; }
    public static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
    public DateOnly Met => Event.StartsOn;

    /// <summary>The page where the seller reports.</summary>
    public string ReportPage => $"/agenda/{Seller.Id}/contracts/new?meeting={Meeting.Id}";

    public static async Task<Market> Open(AppFactory app)
    {
        // The latest programme is the current one: each test brings its own.
        var start = Today.AddDays(-400 + Interlocked.Increment(ref _count));
        var programme = new Programme
        {
            Acronym = "TEST",
            Title = new LocalizedText("A test programme"),
            StartsOn = start,
            DurationMonths = 24,
            Grant = Money.Euro(100_000),
            TimeZone = "UTC",
            FundingStatement = new LocalizedText("Funded by the Union."),
            Disclaimer = new LocalizedText("Views of the author only."),
        };
        var cluster = new Organisation { Name = "Flanders’ Bike Valley", Kind = OrganisationKind.ClusterOrganisation, Country = "BE" };
        var other = new Organisation { Name = "INDESCAT", Kind = OrganisationKind.ClusterOrganisation, Country = "ES" };
        var company = new Organisation { Name = "Nordvelo Components", Kind = OrganisationKind.Company, Country = "BE", HomeClusterId = cluster.Id };
        var day = Today.AddDays(-30);
        var @event = new MatchmakingEvent
        {
            ProgrammeId = programme.Id,
            Kind = ActivityKind.MatchmakingEvent,
            Title = new LocalizedText("Matchmaking Kortrijk"),
            StartsOn = day,
            EndsOn = day,
            TimeZone = "UTC",
            LeadClusterId = cluster.Id,
            Country = "BE",
            Tables = 2,
            IsFictional = true,
            Sessions = [new EventSession { Name = "Morning", Date = day, From = new TimeOnly(9, 0), To = new TimeOnly(11, 0) }],
        };
        var seller = new Participant { EventId = @event.Id, Number = 1, Code = "NRD", Name = "Nordvelo Components", Country = "BE", Email = "nordvelo@example.org", OrganisationId = company.Id, HomeClusterId = cluster.Id };
        var buyer = new Participant { EventId = @event.Id, Number = 2, Code = "BEI", Name = "Beijing Velo City", Country = "CN" };
        var meeting = new Meeting { EventId = @event.Id, Number = 1, FirstId = seller.Id, SecondId = buyer.Id };
        await app.Add(programme, cluster, other);
        await app.Add(company, @event, new ReportingPeriod { ProgrammeId = programme.Id, Number = 1, StartsOn = start, EndsOn = start.AddYears(1).AddDays(-1) }, new ReportingPeriod { ProgrammeId = programme.Id, Number = 2, StartsOn = start.AddYears(1), EndsOn = programme.EndsOn },
            new ConsortiumPartner { ProgrammeId = programme.Id, OrganisationId = cluster.Id, Number = 1, Role = PartnerRole.Coordinator });
        await app.Add(seller, buyer);
        await app.Add(meeting);
        return new Market { App = app, Programme = programme, Cluster = cluster, OtherCluster = other, Company = company, Event = @event, Seller = seller, Buyer = buyer, Meeting = meeting };
    }

    public Task<Visitor> TheCompany() => App.AVisitor(Role.CompanyMember, company: Company.Id);

    public Task<Visitor> AnOfficer() => App.AVisitor(Role.MonitoringOfficer);

    /// <summary>The address of the seller's agenda for somebody without an account.</summary>
    public async Task<string> Link(Participant participant) => await App.Run(async services =>
    {
        var token = await services.GetRequiredService<Links>().For(LinkPurpose.Agenda, participant.Id, TimeSpan.FromDays(30));
        await services.GetRequiredService<Paceline.Data.PacelineDb>().SaveChangesAsync();
        return token;
    });

    /// <summary>What a company types into the form.</summary>
    public (string Name, string Value)[] Typed(params (string Name, string Value)[] other) =>
    [
        .. new (string Name, string Value)[] { ("Input.SignedOn", Met.AddDays(10).ToString("O", null)), ("Input.Counterpart", "Beijing Velo City"), ("Input.Country", "CN"), ("Input.Kind", "Distribution"), ("Input.ValueAs", "Exact"), ("Input.Amount", "12 500,50"), ("Input.Currency", "EUR"), ("Input.Confidentiality", "Consortium"), ("Input.FileKind", "Contract") }
            .Where(v => other.All(o => o.Name != v.Name)),
        .. other,
    ];

    public static readonly byte[] Pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"u8.ToArray();

    /// <summary>A contract as it stands after it was reported with a file.</summary>
    public async Task<BusinessDeal> ADeal(Confidentiality confidentiality = Confidentiality.Consortium, bool withFile = true, (string Name, string Value)[]? typed = null)
    {
        var company = await TheCompany();
        var form = await company.Go(ReportPage);
        (string Name, string Value)[] values = Typed([("Input.Confidentiality", confidentiality.ToString()), .. typed ?? []]);
        if (withFile) await company.Upload(form, "main form.contractform", [("Input.File", "contract.pdf", [.. Pdf, .. Ids.New().ToByteArray()])], values);
        else await company.Submit(form, "main form.contractform", values);
        var id = Guid.Parse(new Uri(company.Last.RequestMessage!.RequestUri!.ToString()).Segments[^1]);
        return await App.Db(async db => (await db.BusinessDeals.FindAsync(id))!);
    }

    /// <summary>A monitoring officer accepts it.</summary>
    public async Task Accept(BusinessDeal deal)
    {
        var officer = await AnOfficer();
        await officer.Submit(await officer.Go($"/contracts/{deal.Id}"), "#check form", ("Input.Result", "Accepted"));
    }

    public Task Define(params string[] codes) => App.Add([.. codes.Select(c => new IndicatorDefinition { ProgrammeId = Programme.Id, Code = c, Name = new LocalizedText("Indicator " + c), Level = c[0] is 'R' ? IndicatorLevel.Result : IndicatorLevel.Output, Target = c is "R-08" ? null : 19 })]);
}
