using System.Text;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;
using Paceline.Platform.Files;

namespace Paceline.Data.Demo;

/// <summary>Nineteen verified contracts, as many as the partnership reported, and two that wait for the officer. Each of them is invented.</summary>
internal static class DemoContracts
{
    private static readonly (string Signed, string Company, string Counterpart, string Country, DealKind Kind, string From, long? Euros, ValueBand Band, Confidentiality Confidentiality)[] Verified =
    [
        ("2016-11-18", "AIG", "Teheran Arenas (demo)", "IR", DealKind.Distribution, "Iran", 42_000, default, Confidentiality.Consortium),
        ("2016-12-02", "HOE", "Mashhad Sport City (demo)", "IR", DealKind.SalesContract, "Iran", 186_000, default, Confidentiality.Public),
        ("2017-02-15", "CIM", "Chengdu Climb (demo)", "CN", DealKind.PilotOrder, "China", 18_500, default, Confidentiality.Public),
        ("2017-02-16", "LUM", "Harbin Ice (demo)", "CN", DealKind.SalesContract, "China", null, ValueBand.From250000To1000000, Confidentiality.Consortium),
        ("2017-02-16", "BRU", "Beijing Velo City (demo)", "CN", DealKind.Distribution, "China", null, ValueBand.From50000To250000, Confidentiality.Consortium),
        ("2017-03-21", "TES", "Shanghai Arena Works (demo)", "CN", DealKind.Licence, "China", 95_000, default, Confidentiality.AuditorOnly),
        ("2017-03-30", "COS", "Xiamen Sail (demo)", "CN", DealKind.SalesContract, "China", 61_200, default, Confidentiality.Public),
        ("2017-04-11", "VEL", "Shanghai Arena Works (demo)", "CN", DealKind.Procurement, "China", 240_000, default, Confidentiality.Consortium),
        ("2017-05-03", "NRD", "Beijing Velo City (demo)", "CN", DealKind.SalesContract, "China", 78_000, default, Confidentiality.Public),
        ("2017-05-19", "ALT", "Guangzhou Court Supply (demo)", "CN", DealKind.JointVenture, "China", null, ValueBand.Undisclosed, Confidentiality.AuditorOnly),
        ("2017-06-14", "NRD", "Seoul Bike Lab (demo)", "KR", DealKind.Distribution, "Belgium", 33_000, default, Confidentiality.Consortium),
        ("2017-06-27", "ROC", "Isfahan Outdoor (demo)", "IR", DealKind.SalesContract, "Belgium", 12_400, default, Confidentiality.Public),
        ("2017-07-06", "KAS", "Taipei Rides (demo)", "TW", DealKind.PilotOrder, "Belgium", 9_800, default, Confidentiality.Public),
        ("2017-07-21", "PIR", "Osaka Running Club (demo)", "JP", DealKind.SalesContract, "Belgium", 27_500, default, Confidentiality.Consortium),
        ("2017-08-30", "SEN", "Seoul Bike Lab (demo)", "KR", DealKind.Licence, "Belgium", null, ValueBand.From10000To50000, Confidentiality.Consortium),
        ("2017-09-19", "TRI", "Utah Trail Works (demo)", "US", DealKind.SalesContract, "USA", 152_000, default, Confidentiality.Public),
        ("2017-09-20", "GRV", "Denver Outdoor (demo)", "US", DealKind.Distribution, "USA", null, ValueBand.From50000To250000, Confidentiality.Consortium),
        ("2017-09-22", "ARD", "Utah Trail Works (demo)", "US", DealKind.Procurement, "USA", 88_000, default, Confidentiality.Public),
        ("2017-09-28", "CIM", "Denver Outdoor (demo)", "US", DealKind.SalesContract, "USA", 54_000, default, Confidentiality.Consortium),
    ];

    private static readonly (string Signed, string Company, string Counterpart, string Country, DealKind Kind, string From, long? Euros, ValueBand Band, Confidentiality Confidentiality)[] Waiting =
    [
        ("2017-10-02", "DUN", "Portland Gravel (demo)", "US", DealKind.Distribution, "USA", 36_000, default, Confidentiality.Consortium),
        ("2017-10-05", "MUR", "Chengdu Climb (demo)", "CN", DealKind.SalesContract, "Belgium", 210_000, default, Confidentiality.Public),
    ];

    /// <summary>Company and counterpart of the contracts that grew out of an event.</summary>
    public static HashSet<(string, string)> PairsFrom(string from) =>
        [.. Verified.Concat(Waiting).Where(c => c.From == from).Select(c => (c.Company, DemoOrganisations.Buyers.Single(b => b.Name.EndsWith(c.Counterpart, StringComparison.Ordinal)).Key))];

    public static async Task Add(PacelineDb db, FileStore files, DemoOrganisations organisations, DemoActivities activities, IReadOnlyList<Participant> participants, IReadOnlyList<Meeting> meetings,
        Guid programme, Guid officer, string officerName, CancellationToken stop)
    {
        foreach (var (index, row) in Verified.Concat(Waiting).Index())
        {
            var company = organisations[row.Company];
            var activity = row.From switch { "Iran" => activities.Iran, "Belgium" => activities.Belgium, "China" => activities.China, _ => activities.Usa };
            var meeting = MeetingOf(row.Company, row.Counterpart, activity.Id, participants, meetings);
            var signedOn = DateOnly.ParseExact(row.Signed, "yyyy-MM-dd", null);
            var reportedAt = new DateTimeOffset(signedOn.AddDays(3).ToDateTime(new TimeOnly(14, 20)), TimeSpan.Zero);
            var deal = new BusinessDeal
            {
                ProgrammeId = programme,
                Number = index + 1,
                CompanyId = company.Id,
                HomeClusterId = company.HomeClusterId,
                ActivityId = activity.Id,
                MeetingId = meeting?.Id,
                ParticipantId = meeting is null ? null : participants.First(p => p.EventId == meeting.EventId && p.Code == row.Company).Id,
                Counterpart = row.Counterpart,
                CounterpartCountry = row.Country,
                Kind = row.Kind,
                SignedOn = signedOn,
                ValueCents = row.Euros * 100,
                Currency = row.Euros is null ? null : "EUR",
                Band = row.Band,
                Confidentiality = row.Confidentiality,
                ReportedBy = DemoEvents.ContactOf(company),
                ReportedAt = reportedAt,
            };
            db.BusinessDeals.Add(deal);
            foreach (var kind in (EvidenceKind[])[EvidenceKind.Contract, EvidenceKind.PurchaseOrder])
            {
                var word = kind is EvidenceKind.Contract ? "contract" : "purchase-order";
                var file = await files.Add($"{deal.Code}-{word}.pdf", "application/pdf", DemoPdf.Page($"{deal.Code}: {word.Replace('-', ' ')} of {row.Company} with {Ascii(row.Counterpart)}. Invented for the demonstration."), stop);
                db.EvidenceItems.Add(new EvidenceItem { RecordKind = RecordKind.BusinessDeal, RecordId = deal.Id, Kind = kind, FileId = file.Id, FileName = file.Name, Sha256 = file.Sha256, AddedBy = deal.ReportedBy, AddedAt = reportedAt });
            }

            deal.AddEvidence();
            Note(db, reportedAt, null, deal.ReportedBy, "Reported a contract", deal);
            if (index >= Verified.Length) continue;
            var verifiedAt = reportedAt.AddDays(5) is var at && at < DemoProgramme.StandsAt ? at : DemoProgramme.StandsAt.AddDays(-1);
            deal.State = DealState.Verified;
            db.Verifications.Add(new Verification { RecordKind = RecordKind.BusinessDeal, RecordId = deal.Id, Result = VerificationResult.Accepted, Level = EvidenceLevel.Corroborated, Comment = "", ById = officer, By = officerName, At = verifiedAt });
            Note(db, verifiedAt, officer, officerName, "Verified a contract", deal);
        }
    }

    private static Meeting? MeetingOf(string company, string counterpart, Guid activity, IReadOnlyList<Participant> participants, IReadOnlyList<Meeting> meetings)
    {
        var mine = participants.FirstOrDefault(p => p.EventId == activity && p.Code == company);
        var theirs = participants.FirstOrDefault(p => p.EventId == activity && p.Name.EndsWith(counterpart, StringComparison.Ordinal));
        return mine is null || theirs is null ? null : meetings.FirstOrDefault(m => m.FirstId == mine.Id && m.SecondId == theirs.Id);
    }

    private static void Note(PacelineDb db, DateTimeOffset at, Guid? actor, string name, string action, BusinessDeal deal) =>
        db.AuditEvents.Add(new Platform.Audit.AuditEvent { At = at, ActorId = actor, Actor = name, Action = action, RecordKind = RecordKind.BusinessDeal, RecordId = deal.Id, Subject = deal.Code, ClusterId = deal.HomeClusterId });

    private static string Ascii(string text) => Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(text));
}

/// <summary>A page of PDF with one line on it (ISO 32000-1, 7.5): enough for a file that opens.</summary>
internal static class DemoPdf
{
    public static byte[] Page(string line)
    {
        var content = $"BT /F1 12 Tf 60 760 Td ({line.Replace("\\", "", StringComparison.Ordinal).Replace("(", "[", StringComparison.Ordinal).Replace(")", "]", StringComparison.Ordinal)}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        foreach (var (index, body) in objects.Index())
        {
            offsets.Add(file.Length);
            file.Append(System.Globalization.CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{body}\nendobj\n");
        }

        var table = file.Length;
        file.Append(System.Globalization.CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) file.Append(System.Globalization.CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        file.Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(file.ToString());
    }
}
