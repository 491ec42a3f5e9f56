using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Travel;
using Paceline.Features.Travel;
using Paceline.Platform.Files;

namespace Paceline.Data.Demo;

/// <summary>What the two missions needed before names left, their briefing packs and the check-ins after them. Invented, the list of restrictive measures first of all.</summary>
internal static class DemoTravel
{
    private const string ListFile = """
        name,aliases,reference,kind,programme
        Dragan Falschmann,Drago Falschman;Драган Фальшман,DEMO.1,person,DEMO
        Behrouz Nemoune-Zadeh,بهروز نمونه‌زاده;Behruz Nemunezade,DEMO.2,person,DEMO
        Mashad Sports City Trading,شهر ورزشی مشهد,DEMO.3,entity,DEMO
        Phantom Freight Lines,Fantom Freight,DEMO.4,entity,DEMO
        幻影贸易有限公司,Huanying Trading,DEMO.5,entity,DEMO
        """;

    private sealed record Stop(ProgrammeItemKind Kind, string Title, string French, int Day, string From, string To, string Venue, string Local = "", string? Host = null);

    private static readonly Stop[] InChina =
    [
        new(ProgrammeItemKind.Transfer, "From the airport to the hotel", "De l’aéroport à l’hôtel", 0, "14:00", "15:30", "Hotel Huabei (demo), 8 Dongdan North Street, Beijing", "华北酒店（演示） 北京市东城区东单北大街8号"),
        new(ProgrammeItemKind.Meal, "Welcome dinner with the hosts", "Dîner d’accueil avec les hôtes", 0, "19:00", "21:30", "Lantern House (demo), 21 Gulou East Street, Beijing", "灯笼阁（演示） 北京市东城区鼓楼东大街21号", "BEI"),
        new(ProgrammeItemKind.Visit, "Visit: forty shops, one warehouse", "Visite : quarante magasins, un entrepôt", 1, "09:30", "12:00", "Beijing Velo City (demo), 66 Fengtai Road, Beijing", "北京单车城（演示） 北京市丰台区丰台路66号", "BEI"),
        new(ProgrammeItemKind.Meetings, "One-to-one meetings", "Rendez-vous individuels", 1, "14:00", "18:00", "China National Convention Center, Beijing", "国家会议中心 北京市朝阳区天辰东路7号", "SHO"),
        new(ProgrammeItemKind.Fair, "ISPO Beijing, first day", "ISPO Beijing, premier jour", 2, "09:00", "17:00", "China National Convention Center, Beijing", "国家会议中心 北京市朝阳区天辰东路7号"),
        new(ProgrammeItemKind.Fair, "ISPO Beijing, second day", "ISPO Beijing, deuxième jour", 3, "09:00", "16:00", "China National Convention Center, Beijing", "国家会议中心 北京市朝阳区天辰东路7号"),
    ];

    private static readonly Stop[] InTheUsa =
    [
        new(ProgrammeItemKind.Meal, "Evening together", "Soirée commune", 0, "18:30", "21:00", "Union Station (demo room), 2501 Wall Avenue, Ogden"),
        new(ProgrammeItemKind.Visit, "Visit: how trails are built", "Visite : la construction des sentiers", 1, "09:00", "12:00", "Utah Trail Works (demo), 14 Canyon Road, Ogden", "", "UTA"),
        new(ProgrammeItemKind.Pitch, "Companies present themselves", "Les entreprises se présentent", 1, "14:00", "16:30", "Ogden, town hall (demo room)"),
        new(ProgrammeItemKind.Ceremony, "Charter of cooperation with Ogden", "Charte de coopération avec Ogden", 2, "10:00", "11:00", "Ogden, town hall (demo room)"),
        new(ProgrammeItemKind.Meetings, "One-to-one meetings", "Rendez-vous individuels", 2, "13:00", "17:30", "Ogden, Eccles Conference Center (demo room)", "", "DEN"),
        new(ProgrammeItemKind.Transfer, "To Las Vegas for Interbike", "Vers Las Vegas pour Interbike", 3, "08:00", "", "Bus from the hotel"),
    ];

    public static async Task Add(PacelineDb db, IServiceProvider services, DemoOrganisations organisations, DemoActivities activities, CancellationToken stop)
    {
        Plan(db, organisations, activities.China, InChina, ["BEI", "SHO"], "Police, 110\nAmbulance, 120\nWho leads the delegation (demo), +86 555 0100\nEuropean emergency line of the insurer (demo), +32 2 555 0199", "Hotel Huabei (demo), 8 Dongdan North Street. Twenty minutes by taxi from the fair.");
        Plan(db, organisations, activities.Usa, InTheUsa, ["UTA", "DEN"], "Police, ambulance, fire brigade, 911\nWho leads the delegation (demo), +1 801 555 0100\nEuropean emergency line of the insurer (demo), +32 2 555 0199", "Hotel Wasatch (demo), 2401 Washington Boulevard, Ogden.");
        var list = await List(db, stop);
        await db.SaveChangesAsync(stop);

        var gates = new DemoGates(db, services.GetRequiredService<FileStore>(), services.GetRequiredService<ReadDelegation>(), list);
        await gates.Mission(activities.China, "Pau Demo", stop);
        await gates.Mission(activities.Usa, "Petra Demo", stop);
        await gates.Checks(activities.Iran, "Clara Demo", At(activities.Iran, -20, 10), stop);
        await Packs(db, services.GetRequiredService<ReadBriefing>(), services.GetRequiredService<ReadDelegation>(), activities.China, "Pau Demo", stop);
        await Packs(db, services.GetRequiredService<ReadBriefing>(), services.GetRequiredService<ReadDelegation>(), activities.Usa, "Petra Demo", stop);
        await services.GetRequiredService<StartCheckIns>().Run(stop);
        await Settle(db, stop);
        await db.SaveChangesAsync(stop);
    }

    internal static DateTimeOffset At(Activity activity, int days, int hour) => new(activity.StartsOn.AddDays(days).ToDateTime(new TimeOnly(hour, 20)), TimeSpan.Zero);

    private static void Plan(PacelineDb db, DemoOrganisations organisations, Activity mission, Stop[] stops, string[] hosts, string numbers, string lodging)
    {
        if (mission.Details is not MissionDetails { HostIds.Count: > 0 })
            mission.Details = (mission.Details as MissionDetails ?? new MissionDetails()) with { HostIds = [.. hosts.Select(h => organisations[h].Id)], EmergencyNumbers = numbers, Lodging = lodging };
        foreach (var point in stops)
        {
            db.ProgrammeItems.Add(new ProgrammeItem
            {
                ActivityId = mission.Id,
                Kind = point.Kind,
                Title = new LocalizedText(point.Title) { ["fr"] = point.French },
                Description = point == stops[0] ? new LocalizedText("The hours of this programme are invented.") { ["fr"] = "Les heures de ce programme sont inventées." } : [],
                Date = mission.StartsOn.AddDays(point.Day),
                From = TimeOnly.ParseExact(point.From, "HH:mm", null),
                To = point.To is "" ? null : TimeOnly.ParseExact(point.To, "HH:mm", null),
                Venue = point.Venue,
                LocalVenue = point.Local,
                HostId = point.Host is null ? null : organisations[point.Host].Id,
            });
        }
    }

    private static async Task<RestrictiveList> List(PacelineDb db, CancellationToken stop)
    {
        var content = System.Text.Encoding.UTF8.GetBytes(ListFile);
        var (read, _) = RestrictiveListFile.Read(content);
        var list = new RestrictiveList { Name = "Demonstration list", ListDate = new DateOnly(2016, 10, 3), ImportedAt = new DateTimeOffset(2016, 10, 4, 8, 0, 0, TimeSpan.Zero), ImportedBy = "Clara Demo", FileName = "demonstration-list.csv", Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), Subjects = read!.Names.Select(n => n.Reference).Distinct().Count(), Rows = read.Names.Count, IsFictional = true };
        db.RestrictiveLists.Add(list);
        db.RestrictiveNames.AddRange(read.Names.Select(n => new RestrictiveName { ListId = list.Id, Reference = n.Reference, Name = n.Name, IsPerson = n.IsPerson, Programme = n.Programme }));
        await db.SaveChangesAsync(stop);
        return list;
    }

    // The first version, and a second that moves the first visit and adds the last point.
    private static async Task Packs(PacelineDb db, ReadBriefing read, ReadDelegation delegation, Activity mission, string by, CancellationToken stop)
    {
        var now = await read.Draft(mission, stop);
        if (now.Points.Count < 3) return;
        var first = now with { Points = [.. now.Points.Take(now.Points.Count - 1).Select((p, i) => i == 2 ? p with { From = p.From.AddHours(-1) } : p)] };
        var second = Briefings.Next(first, now);
        db.BriefingVersions.Add(new BriefingVersion { ActivityId = mission.Id, LeadClusterId = mission.LeadClusterId, Number = 1, PublishedAt = At(mission, -14, 15), PublishedBy = by, Content = first, Changes = [] });
        db.BriefingVersions.Add(new BriefingVersion { ActivityId = mission.Id, LeadClusterId = mission.LeadClusterId, Number = 2, PublishedAt = At(mission, -3, 9), PublishedBy = by, Note = "Bring business cards: two hundred each.", Content = second, Changes = Briefings.Between(first, second) });
        foreach (var person in await delegation.Of(mission.Id, stop))
            db.BriefingReaders.Add(new BriefingReader { ActivityId = mission.Id, LeadClusterId = mission.LeadClusterId, TravellerId = person.Id, Name = person.Name, Email = person.MailTo, Language = person.Language });
        db.BriefingReaders.Add(new BriefingReader { ActivityId = mission.Id, LeadClusterId = mission.LeadClusterId, Name = "Ines Demo", Email = "ines@host.example", Language = "en", WithoutPeople = true });
    }

    // What is past is mostly done; a few wait, so that somebody has to do something.
    private static async Task Settle(PacelineDb db, CancellationToken stop)
    {
        var today = DateOnly.FromDateTime(DemoProgramme.StandsAt.UtcDateTime);
        var past = await db.MissionCheckIns.Where(c => c.DueOn < today).OrderBy(c => c.DueOn).ThenBy(c => c.CompanyId).ToListAsync(stop);
        string[] heard = ["Two samples sent; an answer is expected.", "The buyer asked for prices.", "A second visit is planned.", "Nothing yet, but they write to each other."];
        for (var i = 0; i < past.Count; i++)
        {
            var at = new DateTimeOffset(past[i].DueOn.ToDateTime(new TimeOnly(10, 0)), TimeSpan.Zero);
            if (past[i].Month == 6 && i % 6 == 0) continue;
            if (i % 13 == 7) past[i].Drop("The company does not pursue this market any more.", "Petra Demo", at);
            else past[i].Complete(heard[i % heard.Length], "Petra Demo", at);
        }
    }
}
