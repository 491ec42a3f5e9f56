using System.Globalization;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;

namespace Paceline.Data.Demo;

/// <summary>Profiles, people and memberships of the invented companies and buyers (profiles.txt); of the real clusters only what is public.</summary>
internal static class DemoProfiles
{
    private static readonly string[] Jobs = ["Managing director", "Sales", "Export manager", "Owner", "Head of development"];

    private static readonly Dictionary<string, string[]> Spoken = new(StringComparer.Ordinal) { ["CN"] = ["zh", "en"], ["TW"] = ["zh", "en"], ["IR"] = ["fa", "en"], ["KR"] = ["ko", "en"], ["JP"] = ["ja", "en"], ["US"] = ["en"] };

    /// <summary>Fills in the organisations, and gives the rows that belong to them.</summary>
    public static IEnumerable<object> Of(DemoOrganisations organisations, Guid programme)
    {
        foreach (var (key, nuts, website) in new[] { ("IND", "ES51", "https://www.indescat.org"), ("SNT", "NL4", null), ("EPS", "BE10", "https://www.epsi.eu"), ("MON", "FRK", null), ("FBV", "BE2", "https://www.flandersbikevalley.be") })
            (organisations[key].Nuts, organisations[key].Website) = (nuts, website);

        CompanyProfile? profile = null;
        Organisation? organisation = null;
        var count = 0;
        foreach (var line in Lines())
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                Tell(organisation!, profile!, line.Trim());
                continue;
            }

            var c = line.Split('|');
            organisation = organisations[c[0]];
            profile = Profile(organisation, c, new DateTimeOffset(2017, 2, 1 + count % 27, 9, 0, 0, TimeSpan.Zero));
            yield return profile;
            yield return new Contact
            {
                OrganisationId = organisation.Id,
                Name = c[16],
                JobTitle = Jobs[count % Jobs.Length],
                Email = profile.ContactEmail,
                Phone = "",
                Language = organisation.Languages.FirstOrDefault() ?? "en",
            };
            if (organisation.HomeClusterId is { } cluster)
                yield return new ClusterMembership { OrganisationId = organisation.Id, ClusterId = cluster, From = new DateOnly(2012 + count % 4, 1 + count % 12, 1), HomeProgrammeId = programme };
            count++;
        }

        // Some are members of a second cluster, which does not count them.
        foreach (var (company, second) in new[] { ("TRI", "FBV"), ("IJS", "FBV"), ("FLX", "SNT"), ("MUR", "MON") })
            yield return new ClusterMembership { OrganisationId = organisations[company].Id, ClusterId = organisations[second].Id, From = new DateOnly(2016, 6, 1) };
    }

    private static CompanyProfile Profile(Organisation o, string[] c, DateTimeOffset confirmed)
    {
        (o.Nuts, o.City, o.Languages) = (c[1], c[2], c[4] is "" ? Spoken.GetValueOrDefault(o.Country, ["en"]) : c[4].Split(' '));
        var activities = List(c[3], ';');
        (o.NaceMain, o.NaceOther) = (activities.FirstOrDefault() ?? "", [.. activities.Skip(1)]);
        var host = string.Concat(Spelling.Key(o.Name.Replace(" (demo)", "", StringComparison.Ordinal)).Where(char.IsAsciiLetterLower)) + ".example";
        if (o.Kind is OrganisationKind.Company) (o.Website, o.ConfirmedAt) = ("https://" + host, confirmed);
        var agreed = c[17] is "" ? PublicFields.None : Enum.Parse<PublicFields>(c[17].Replace(' ', ','));
        return new CompanyProfile
        {
            OrganisationId = o.Id,
            Segment = Enum.Parse<ValueChainSegment>(c[5]),
            CrossSectors = [.. List(c[6], ';').Select(Enum.Parse<CrossSector>)],
            Founded = int.Parse(c[7], CultureInfo.InvariantCulture),
            HsCodes = List(c[8], ';'),
            ExportExperience = c[9] is "" ? ExportExperience.Unknown : Enum.Parse<ExportExperience>(c[9]),
            ExportShare = c[10] is "" ? ExportShareBand.Unknown : Enum.Parse<ExportShareBand>(c[10]),
            CurrentMarkets = List(c[11], ' '),
            TargetMarkets = List(c[12], ' '),
            Trl = c[13] is "" ? null : int.Parse(c[13], CultureInfo.InvariantCulture),
            Certifications = List(c[14], ';'),
            Turnover = c[15] is "" ? TurnoverBand.Unknown : Enum.Parse<TurnoverBand>(c[15]),
            ContactName = c[16],
            ContactEmail = "info@" + host,
            Public = agreed,
            PublicSince = agreed is PublicFields.None ? null : confirmed,
        };
    }

    // "products nl: Naven …"
    private static void Tell(Organisation organisation, CompanyProfile profile, string line)
    {
        var (what, language, text) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line.Split(' ')[1][..2], line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
        LocalizedText target = what switch
        {
            "summary" => organisation.Summary,
            "description" => organisation.Description,
            "products" => profile.Products,
            "offers" => profile.Offers,
            _ => profile.Needs,
        };
        target[language] = text;
    }

    private static string[] List(string text, char separator) => text.Split(separator, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(typeof(DemoProfiles).Assembly.GetManifestResourceStream("demo/profiles.txt")!);
        while (reader.ReadLine() is { } line)
            if (line is not "" && line[0] is not '#') yield return line;
    }
}
