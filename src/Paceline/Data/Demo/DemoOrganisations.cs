using Paceline.Domain.Organisations;

namespace Paceline.Data.Demo;

/// <summary>The five real partners, and invented companies and buyers around them. Keys are the three letters of the grid.</summary>
internal sealed class DemoOrganisations
{
    private readonly Dictionary<string, Organisation> _all = new(StringComparer.Ordinal);

    public DemoOrganisations()
    {
        foreach (var (key, name, country, region) in Clusters)
            _all[key] = new Organisation { Name = name, Kind = OrganisationKind.ClusterOrganisation, Country = country, Region = region };
        foreach (var (key, cluster, name, country, summary) in Companies)
            _all[key] = new Organisation { Name = name, Kind = OrganisationKind.Company, Country = country, Summary = new(summary), HomeClusterId = _all[cluster].Id, IsFictional = true };
        foreach (var (key, name, country, summary) in Buyers)
            _all[key] = new Organisation { Name = name, Kind = OrganisationKind.ForeignCounterpart, Country = country, Summary = new(summary), IsFictional = true };
    }

    public IEnumerable<Organisation> All => _all.Values;

    public Organisation this[string key] => _all[key];

    public static readonly (string Key, string Name, string Country, string Region)[] Clusters =
    [
        ("IND", "INDESCAT", "ES", "Catalonia"),
        ("SNT", "Sports & Technology", "NL", "South Netherlands"),
        ("EPS", "EPSI", "BE", "Brussels"),
        ("MON", "Cluster Montagne", "FR", "Auvergne-Rhône-Alpes"),
        ("FBV", "Flanders’ Bike Valley", "BE", "Flanders"),
    ];

    public static readonly (string Key, string Cluster, string Name, string Country, string Summary)[] Companies =
    [
        ("NRD", "FBV", "Nordvelo Components", "BE", "Hubs and rims for cargo and gravel bikes."),
        ("BRU", "FBV", "Brugge Helmets", "BE", "Helmets with a light that other traffic sees."),
        ("KAS", "FBV", "Kassei Wheels", "BE", "Wheels for bad roads, built to order."),
        ("DUN", "FBV", "Duinrand Cycling", "BE", "Clothing for riders in wind and rain."),
        ("GRV", "FBV", "Grava Bags", "BE", "Frame bags for long rides."),
        ("FLX", "FBV", "Flexpedal", "BE", "Pedals that measure power."),
        ("PED", "FBV", "Pedaleer Software", "BE", "Route planning for cycling regions."),
        ("VEL", "SNT", "Veldstroom", "NL", "Lighting for pitches at a third of the current."),
        ("HOE", "SNT", "Hoekstra Sportvloeren", "NL", "Indoor sports floors, laid in a week."),
        ("TES", "SNT", "Tessel Turf", "NL", "Turf that needs no infill."),
        ("ZEE", "SNT", "Zeewind Surf", "NL", "Boards and rigs from recycled resin."),
        ("SEN", "SNT", "Sensorloop", "NL", "Sensors for gait and load."),
        ("RAM", "SNT", "Rambla Timing", "NL", "Timing mats for city runs."),
        ("ORB", "SNT", "Orbita Courts", "NL", "Padel courts that can be moved."),
        ("LUM", "MON", "Lumen Rink", "FR", "Ice rinks without ice machines."),
        ("CIM", "MON", "Cimes Harnais", "FR", "Harnesses for climbing parks."),
        ("ALT", "MON", "Altimètre Santé", "FR", "Altitude training for clinics."),
        ("ROC", "MON", "Rocher Prises", "FR", "Climbing holds and walls."),
        ("NEV", "MON", "Névé Outillage", "FR", "Tools for piste crews."),
        ("TRI", "MON", "Trimontagne", "FR", "Electric bikes for mountain rental."),
        ("AIG", "IND", "Aiguablava Timing", "ES", "Timing for open-water races."),
        ("PIR", "IND", "Pirineu Nutrició", "ES", "Food for endurance athletes."),
        ("COS", "IND", "Costa Nàutica Rem", "ES", "Rowing boats for schools."),
        ("MUR", "IND", "Mur Vertical", "ES", "Climbing gyms, planned and built."),
        ("KOR", "IND", "Korfa Esports", "ES", "Goals, baskets, nets."),
        ("SAL", "IND", "Salt d’Aigua", "ES", "Pool equipment for small towns."),
        ("TRA", "IND", "Tramuntana Wear", "ES", "Wind-proof running wear."),
        ("GRA", "IND", "Graderies Sud", "ES", "Stands that are up in a day."),
        ("IJS", "EPS", "IJssport Lab", "BE", "Performance tests for clubs."),
        ("MEU", "EPS", "Meuse Paddle", "BE", "Paddling gear for rental."),
        ("ARD", "EPS", "Ardenne Trail", "BE", "Trail building and signs."),
        ("VIT", "EPS", "Vitalis Work", "BE", "Movement programmes for offices."),
    ];

    public static readonly (string Key, string Name, string Country, string Summary)[] Buyers =
    [
        ("BEI", "Beijing Velo City (demo)", "CN", "Buys for forty city bike shops."),
        ("SHO", "上海运动馆 Shanghai Arena Works (demo)", "CN", "Builds sports halls; wants floors and lighting."),
        ("GUA", "Guangzhou Court Supply (demo)", "CN", "Imports courts, goals and nets."),
        ("HAR", "Harbin Ice (demo)", "CN", "Runs ice rinks in the north-east."),
        ("TEH", "ورزشگاه تهران Teheran Arenas (demo)", "IR", "Renews arenas; wants turf and timing."),
        ("ISF", "Isfahan Outdoor (demo)", "IR", "Sells climbing and hiking gear."),
        ("UTA", "Utah Trail Works (demo)", "US", "Builds and maintains trails."),
        ("DEN", "Denver Outdoor (demo)", "US", "Thirty outdoor shops in the Mountain West."),
        ("BOI", "Boise Cycle Supply (demo)", "US", "Wants hubs and rims, 2 000 sets a year."),
        ("POR", "Portland Gravel (demo)", "US", "Gravel bikes to order."),
        ("SEO", "Seoul Bike Lab (demo)", "KR", "Tests and sells components."),
        ("TAI", "Taipei Rides (demo)", "TW", "Guided rides and rental."),
        ("OSK", "Osaka Running Club (demo)", "JP", "City runs with 20 000 starters."),
        ("CHE", "Chengdu Climb (demo)", "CN", "Six climbing gyms, four more planned."),
        ("XIA", "Xiamen Sail (demo)", "CN", "Sailing and surf schools."),
        ("MAS", "Mashhad Sport City (demo)", "IR", "A new sports district; wants everything that lasts."),
    ];
}
