using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Programmes;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Files;
using ProgrammeRecord = Paceline.Domain.Programmes.Programme;

namespace Paceline.Data.Demo;

/// <summary>The demonstration: the public facts of the EU4SportsClusters Alliance, with invented companies, people and contracts.</summary>
public static class DemoProgramme
{
    /// <summary>The moment at which the demonstration begins: a Monday morning three weeks after the second mission.</summary>
    public static readonly DateTimeOffset StandsAt = new(2017, 10, 9, 8, 24, 0, TimeSpan.Zero);

    /// <summary>What the grant agreement promised.</summary>
    private static readonly Dictionary<string, int> Targets = new(StringComparer.Ordinal) { ["R-06"] = 19, ["O-01"] = 2, ["O-02"] = 2, ["O-03"] = 3, ["O-04"] = 2, ["O-05"] = 1, ["O-06"] = 4, ["O-13"] = 30 };

    /// <summary>Loads the demonstration into an empty database; false when there is something in it.</summary>
    public static async Task<bool> LoadIfEmpty(IServiceProvider services, CancellationToken stop = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        using var house = db.AsTheHouse("The demonstration is made by the house.");
        if (await db.Users.AnyAsync(stop) || await db.Programmes.AnyAsync(stop)) return false;
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await Fill(db, scope.ServiceProvider, stop);
        var offset = StandsAt - TimeProvider.System.GetUtcNow();
        db.Settings.Add(new Setting { Key = Clock.Setting, Value = offset.Ticks.ToString(CultureInfo.InvariantCulture) });
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        await App.ReadClock(services, stop);
        return true;
    }

    /// <summary>The accounts of the demonstration, for the console.</summary>
    public static string SignIns()
    {
        var text = new StringBuilder($"Demonstration: companies, people and contracts are invented. Sign in with the password “{DemoAccounts.Password}” as\n");
        foreach (var account in DemoAccounts.All) text.Append(CultureInfo.InvariantCulture, $"  {account.Email,-28} {account.Purpose}\n");
        return text.ToString();
    }

    private static async Task Fill(PacelineDb db, IServiceProvider services, CancellationToken stop)
    {
        var organisations = new DemoOrganisations();
        var programme = Programme();
        var activities = new DemoActivities(programme, organisations);
        db.AddRange(organisations.All);
        db.Add(programme);
        db.AddRange(DemoProfiles.Of(organisations, programme.Id));
        db.AddRange(DemoOrganisations.Clusters.Select((c, i) => new ConsortiumPartner { ProgrammeId = programme.Id, OrganisationId = organisations[c.Key].Id, Number = i + 1, Role = i == 0 ? PartnerRole.Coordinator : PartnerRole.Beneficiary }));
        db.AddRange(
            new ReportingPeriod { ProgrammeId = programme.Id, Number = 1, StartsOn = new(2016, 1, 1), EndsOn = new(2016, 12, 31) },
            new ReportingPeriod { ProgrammeId = programme.Id, Number = 2, StartsOn = new(2017, 1, 1), EndsOn = new(2017, 12, 31) });
        db.AddRange(IndicatorCatalogue.For(programme.Id, Targets));
        db.AddRange(activities.All);
        db.AddRange(new DemoRegistrations(activities, organisations).Make(programme.Id, organisations["FBV"].Id));
        db.AddRange(DemoWordings.Points(activities.All));
        await db.SaveChangesAsync(stop);

        await DemoAccounts.Create(services.GetRequiredService<UserManager<Person>>(), db, organisations);
        var officer = await db.Users.SingleAsync(p => p.Email == "officer@demo.example", stop);
        db.AddRange(activities.Verifications(officer.Id, officer.DisplayName));

        // Who receives people does so at the meeting that is under way.
        var (desk, today) = (await db.Users.SingleAsync(p => p.Email == "desk@demo.example", stop), db.Activities.Local.Single(a => a is { Kind: ActivityKind.ProjectMeeting, State: ActivityState.Running }));
        db.Add(new RoleGrant { PersonId = desk.Id, Role = Role.Desk, ActivityId = today.Id, ValidTo = StandsAt.AddDays(60) });

        await new DemoCalls(db, organisations, activities, programme.Id).Add(stop);

        // Two companies let their cluster act for them; the others are looked after, and act themselves.
        db.AddRange(Consent("NRD", "FBV", "Nils Demo", ConsentGivenBy.OwnPage, "Nils Demo"), Consent("KAS", "FBV", "Kaja Demo", ConsentGivenBy.Writing, "Petra Demo"));
        ActingConsent Consent(string company, string cluster, string by, ConsentGivenBy how, string recordedBy) => new()
        {
            CompanyId = organisations[company].Id,
            ClusterId = organisations[cluster].Id,
            GivenBy = by,
            How = how,
            GivenOn = new DateOnly(2017, 9, 18),
            RecordedBy = recordedBy,
            From = new DateTimeOffset(2017, 9, 18, 8, 0, 0, TimeSpan.Zero),
            Until = new DateTimeOffset(2018, 9, 17, 22, 0, 0, TimeSpan.Zero),
        };

        string[] atKortrijk = ["NRD", "CIM", "LUM", "TES", "AIG", "HOE", "VEL", "KAS", "BRU", "PIR", "COS", "ALT", "GRV", "ROC", "TRI", "ZEE", "MUR", "DUN", "SEN", "FLX", "PED", "RAM", "ORB", "KOR"];
        string[] atTeheran = ["AIG", "HOE", "TES", "VEL", "ROC", "MUR", "KOR", "GRA"];
        var participants = new List<Domain.Matchmaking.Participant>();
        var meetings = new List<Domain.Matchmaking.Meeting>();
        AddEvent(activities.Belgium, [.. atKortrijk, .. DemoOrganisations.Buyers.Select(b => b.Key)], 0.5, 20170608, 21, new(2017, 6, 19), "Belgium");
        AddEvent(activities.Iran, [.. atTeheran, "TEH", "ISF", "MAS"], 0.9, 20161115, 8, new(2016, 12, 1), "Iran");
        await DemoEvidence.Add(db, services.GetRequiredService<FileStore>(), activities, stop);
        await DemoContracts.Add(db, services.GetRequiredService<FileStore>(), organisations, activities, participants, meetings, programme.Id, officer.Id, officer.DisplayName, stop);
        await db.SaveChangesAsync(stop);
        await DemoTravel.Add(db, services, organisations, activities, stop);

        void AddEvent(Domain.Matchmaking.MatchmakingEvent @event, string[] keys, double probability, int seed, int slots, DateOnly firstDue, string contractsFrom)
        {
            var here = DemoEvents.Participants(@event, organisations, keys);
            var wanted = DemoEvents.Meetings(@event, here, probability, seed, slots, DemoContracts.PairsFrom(contractsFrom));
            DemoEvents.Schedule(@event, here, wanted, new DateTimeOffset(@event.StartsOn.AddDays(-6).ToDateTime(new TimeOnly(16, 0)), TimeSpan.Zero));
            var (outcomes, actions) = DemoOutcomes.Of(here, wanted, seed + 1, firstDue);
            db.AddRange(here);
            db.AddRange(wanted);
            db.AddRange(outcomes);
            db.AddRange(actions);
            participants.AddRange(here);
            meetings.AddRange(wanted);
        }
    }

    private static ProgrammeRecord Programme() => new()
    {
        Acronym = "EU4SportsClusters",
        Title = new LocalizedText("EU4SportsClusters Alliance") { ["fr"] = "Alliance EU4SportsClusters" },
        Summary = new LocalizedText("Five European sports clusters take their small companies to China, the United States and Iran: missions, meetings, and follow-up until the contract is signed.")
        {
            ["fr"] = "Cinq clusters européens du sport emmènent leurs petites entreprises en Chine, aux États-Unis et en Iran : missions, rendez-vous, et suivi jusqu’à la signature du contrat.",
        },
        CallId = "COS-CLUSTER-2014-3-03",
        GrantingAuthority = "COSME, Clusters Go International",
        StartsOn = new DateOnly(2016, 1, 1),
        DurationMonths = 24,
        Grant = Money.Euro(449_991),
        TargetMarkets = ["CN", "US", "IR"],
        MemberSmes = 493,
        Members = 823,
        FundingStatement = new LocalizedText("This project has received funding from the European Union under the COSME programme.") { ["fr"] = "Ce projet a reçu un financement de l’Union européenne au titre du programme COSME." },
        Disclaimer = new LocalizedText("The content of this publication represents the views of the author only and is his/her sole responsibility; it cannot be considered to reflect the views of the Executive Agency for Small and Medium-sized Enterprises or any other body of the European Union. The European Commission and the Agency do not accept any responsibility for use that may be made of the information it contains."),
    };
}
