using Paceline.Domain;
using Paceline.Domain.Activities;

namespace Paceline.Data.Demo;

/// <summary>What the activities of the demonstration say of themselves. Days, places and totals are public; who paid, who hosts and at what hour is invented and says so.</summary>
internal static class DemoWordings
{
    private const string Invented = "Which company travelled where is invented: 17 went to China and 16 to the United States, 3 of them to both. That makes 30 companies and 33 places, as the partnership reported.";
    private const string InventedFr = "Qui est allé où est inventé : 17 entreprises en Chine, 16 aux États-Unis, dont 3 aux deux. Cela fait 30 entreprises et 33 places, comme le partenariat l’a rapporté.";

    private static readonly Dictionary<string, (string English, string French)> Summaries = new(StringComparer.Ordinal)
    {
        ["Trade mission to China"] = ("Four days in Beijing beside ISPO Beijing: companies of five clusters meet buyers, builders of sports halls and clubs.\n" + Invented, "Quatre jours à Pékin, à côté d’ISPO Beijing : des entreprises de cinq clusters rencontrent acheteurs, constructeurs de salles et clubs.\n" + InventedFr),
        ["Trade mission to the United States"] = ("Ogden, Utah: one-to-one meetings, company pitches and a charter of cooperation signed on 19 September; then on to Interbike in Las Vegas.\n" + Invented, "Ogden, Utah : rendez-vous d’affaires, présentations d’entreprises et une charte de coopération signée le 19 septembre ; puis Interbike à Las Vegas.\n" + InventedFr),
        ["ISPO Beijing"] = ("The companies of the mission visit the fair together.", "Les entreprises de la mission visitent le salon ensemble."),
        ["Interbike"] = ("The companies of the mission visit the fair together.", "Les entreprises de la mission visitent le salon ensemble."),
        ["Market study: China"] = ("Who buys sports goods and services in China, by which ways, under which rules.", "Qui achète des articles et services de sport en Chine, par quelles voies, sous quelles règles."),
        ["Market study: United States"] = ("Who buys sports goods and services in the United States, by which ways, under which rules.", "Qui achète des articles et services de sport aux États-Unis, par quelles voies, sous quelles règles."),
        ["Market study: Iran"] = ("Sports facilities and goods in Iran: who builds, who buys, what must be checked first.", "Équipements et articles de sport en Iran : qui construit, qui achète, que vérifier d’abord."),
        ["Training: EU funding for the sports industry"] = ("Which European calls fit a company of the sports industry, and how to apply.", "Quels appels européens conviennent à une entreprise du sport, et comment y répondre."),
        ["Training: international export groups"] = ("How companies export together: rules, costs, who speaks for the group.", "Comment exporter ensemble : règles, coûts, qui parle pour le groupe."),
        ["Training: learning study tours to other partnerships"] = ("How to learn from other partnerships on the spot and bring it home.", "Comment apprendre d’autres partenariats sur place et en rapporter quelque chose."),
        ["Training: reverse missions"] = ("How to receive buyers at home: whom to invite, what to show, what to agree.", "Comment recevoir des acheteurs chez soi : qui inviter, que montrer, que convenir."),
        ["Guide on EU funding for the sports industry 2014–2020"] = ("Where the sports industry finds European funding, programme by programme.", "Où l’industrie du sport trouve des fonds européens, programme par programme."),
        ["Final conference"] = ("Conclusions of two years, evaluation by two representatives of the Commission, the coordinator’s overview of actions, results, challenges and barriers, a round table of four companies and a closing panel.", "Conclusions de deux ans, évaluation par deux représentants de la Commission, bilan de la coordination sur les actions, les résultats, les défis et les obstacles, table ronde de quatre entreprises et panel de clôture."),
        ["EU matchmaking event: Iran"] = ("One-to-one meetings with buyers from Iran.", "Rendez-vous individuels avec des acheteurs d’Iran."),
        ["EU matchmaking event: Belgium"] = ("A day of one-to-one meetings between companies of the clusters and buyers from abroad.", "Une journée de rendez-vous entre entreprises des clusters et acheteurs étrangers."),
        ["EU Industry Day"] = ("Two days on the future of European industry, held by the European Commission.", "Deux jours sur l’avenir de l’industrie européenne, organisés par la Commission européenne."),
        ["Webinar: what comes after Interbike (demo)"] = ("What to send whom in the first week after the fair. Invented for the demonstration: it shows what an activity looks like whose evidence is still being gathered.", "Qu’envoyer à qui dans la première semaine après le salon. Inventé pour la démonstration : il montre une activité dont les preuves sont en cours de collecte."),
    };

    /// <summary>Gives an activity its texts and the details of its kind.</summary>
    public static void Fill(Activity a, DemoOrganisations organisations)
    {
        var title = a.Title["en"];
        if (Summaries.TryGetValue(title, out var summary)) a.Summary = new LocalizedText(summary.English) { ["fr"] = summary.French };
        a.IsPublic = !title.EndsWith("(demo)", StringComparison.Ordinal);
        a.Languages = a.Country is "FR" ? ["fr", "en"] : ["en"];
        Guid[] hosts = [.. DemoOrganisations.Buyers.Where(b => b.Country == a.Country).Select(b => organisations[b.Key].Id)];
        a.Details = a.Kind switch
        {
            ActivityKind.TradeMission => new MissionDetails
            {
                HostIds = hosts,
                CoFinancing = new LocalizedText("Interpreter, rooms and local transport are shared by the clusters; each company pays its flight and hotel. Invented for the demonstration."),
                EmergencyNumbers = a.Country is "CN" ? "Police: 110\nAmbulance: 120" : "Police, fire, ambulance: 911",
            },
            ActivityKind.FairAttendance => new FairDetails { Fair = title, Edition = "2017" },
            ActivityKind.TrainingSession or ActivityKind.Webinar => new TrainingDetails { Topic = title switch { _ when title.Contains("EU funding", StringComparison.Ordinal) => TrainingTopic.EuFunding, _ when title.Contains("export groups", StringComparison.Ordinal) => TrainingTopic.ExportGroups, _ when title.Contains("study tours", StringComparison.Ordinal) => TrainingTopic.LearningStudyTours, _ when title.Contains("reverse", StringComparison.Ordinal) => TrainingTopic.ReverseMissions, _ => TrainingTopic.Other } },
            ActivityKind.MarketStudy => new StudyDetails { Edition = a.EndsOn.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), PublishedOn = a.EndsOn, CarriesEmblem = true, Readers = StudyReaders.Members, Scope = new LocalizedText("Sport events, sport facilities, consumer goods and services.") },
            ActivityKind.Guide => new StudyDetails { Edition = "1", PublishedOn = a.EndsOn, CarriesEmblem = true, Readers = StudyReaders.Everybody, Scope = new LocalizedText("European programmes of 2014 to 2020 that the sports industry can use.") },
            ActivityKind.ExternalEvent => new ExternalEventDetails { Organiser = "European Commission", Why = new LocalizedText("The alliance is invited to show what clusters of the sports industry reached together.") { ["fr"] = "L’alliance est invitée à montrer ce que des clusters du sport ont atteint ensemble." } },
            _ => a.Details,
        };
        if (a.Kind is not ActivityKind.Conference) return;
        a.Capacity = 120;
        a.TargetGroup = new LocalizedText("Companies, clusters, regions and funders of the sports industry.") { ["fr"] = "Entreprises, clusters, régions et financeurs de l’industrie du sport." };
        a.Accessibility = new LocalizedText("Step-free way to the hall; tell us what else you need when you register.") { ["fr"] = "Accès de plain-pied à la salle ; dites à l’inscription ce dont vous avez besoin en plus." };
    }

    /// <summary>The programmes of conference and trainings: what happened is public where the partnership told it; the hours are invented. What the delegations did, <see cref="DemoTravel"/> says.</summary>
    public static IEnumerable<ProgrammeItem> Points(IEnumerable<Activity> activities)
    {
        foreach (var a in activities)
            foreach (var (day, from, to, kind, english, french) in PointsOf(a))
                yield return new ProgrammeItem
                {
                    ActivityId = a.Id,
                    Kind = kind,
                    Title = new LocalizedText(english) { ["fr"] = french },
                    Date = a.StartsOn.AddDays(day),
                    From = TimeOnly.ParseExact(from, "HH:mm", null),
                    To = TimeOnly.ParseExact(to, "HH:mm", null),
                };
    }

    private static (int Day, string From, string To, ProgrammeItemKind Kind, string English, string French)[] PointsOf(Activity a) => a switch
    {
        { Kind: ActivityKind.Conference } =>
        [
            (0, "09:30", "10:00", ProgrammeItemKind.Talk, "Conclusions", "Conclusions"),
            (0, "10:00", "10:45", ProgrammeItemKind.Talk, "Evaluation by two representatives of the Commission", "Évaluation par deux représentants de la Commission"),
            (0, "10:45", "11:30", ProgrammeItemKind.Talk, "The coordinator’s overview: actions, positive results, challenges, barriers", "Bilan de la coordination : actions, résultats, défis, obstacles"),
            (0, "11:45", "12:45", ProgrammeItemKind.RoundTable, "Round table of four companies", "Table ronde de quatre entreprises"),
            (0, "12:45", "14:00", ProgrammeItemKind.Meal, "Lunch", "Déjeuner"),
            (0, "14:00", "15:00", ProgrammeItemKind.Panel, "Closing panel", "Panel de clôture"),
        ],
        { Kind: ActivityKind.TrainingSession } =>
        [
            (0, "10:00", "12:30", ProgrammeItemKind.Session, "The matter", "La matière"),
            (0, "13:30", "16:00", ProgrammeItemKind.Session, "Exercises on own cases", "Exercices sur ses propres cas"),
        ],
        _ => [],
    };
}
