using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Monitoring;
using Paceline.Platform.Files;
using Paceline.Platform.Text;

namespace Paceline.Data.Demo;

/// <summary>Small files for every activity that counts, so that its checklist is complete; each says that it is invented.</summary>
internal static class DemoEvidence
{
    public static async Task Add(PacelineDb db, FileStore files, DemoActivities activities, CancellationToken stop)
    {
        foreach (var activity in activities.All.Where(a => a.State is ActivityState.Verified or ActivityState.Held))
        {
            var title = activity.Title["en"];
            var needs = EvidenceChecklist.NeedsOf(activity.Kind).Where(n => activity.State is ActivityState.Verified || n is EvidenceNeed.Agenda);
            foreach (var kind in needs.Select(n => EvidenceChecklist.ProofsOf(n)).Where(p => p.Count > 0).Select(p => p[0]).Distinct())
            {
                var word = Words.Of(kind);
                var file = await files.Add($"{title.Replace(": ", " ", StringComparison.Ordinal)}, {word.ToLowerInvariant()}.pdf", "application/pdf", DemoPdf.Page($"{Ascii(title)}: {word.ToLowerInvariant()}. Invented for the demonstration."), stop);
                db.EvidenceItems.Add(new EvidenceItem
                {
                    RecordKind = RecordKind.Activity,
                    RecordId = activity.Id,
                    Kind = kind,
                    FileId = file.Id,
                    FileName = file.Name,
                    Sha256 = file.Sha256,
                    AddedBy = "Clara Demo",
                    AddedAt = new DateTimeOffset(activity.EndsOn.AddDays(6).ToDateTime(new TimeOnly(10, 5)), TimeSpan.Zero),
                });
            }
        }
    }

    private static string Ascii(string text) => string.Concat(text.Replace('–', '-').Where(char.IsAscii));
}
