using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Privacy;
using Paceline.Features.Registrations;
using Paceline.Platform;
using Paceline.Platform.Files;

namespace Paceline.Features.Privacy;

/// <summary>What erasing does to activities: rows stay and are counted, names and addresses go, signed sheets stay as proof.</summary>
public sealed partial class ErasePerson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    // Activities that the person is expected at, each until the end of its last day.
    private async Task<int> ToCome(IReadOnlyList<Guid> registrations, CancellationToken stop)
    {
        var coming = await db.Registrations.Where(r => registrations.Contains(r.Id) && (r.State == RegistrationState.Registered || r.State == RegistrationState.Waitlisted || r.State == RegistrationState.Confirmed))
            .Join(db.Activities.Where(a => a.State != ActivityState.Postponed && a.State != ActivityState.Cancelled), r => r.ActivityId, a => a.Id, (r, a) => new { a.Id, a.EndsOn, a.TimeZone }).Distinct().ToListAsync(stop);
        return coming.Count(a => a.EndsOn >= clock.Today(a.TimeZone));
    }

    private async Task EraseInActivities(DataSubject person, string pseudonym, Traces traces, CancellationToken stop)
    {
        var (found, now) = (person.Activities, clock.GetUtcNow());
        // Every spelling, also those too short to be looked for inside of texts.
        var names = traces.Alone.Concat(traces.Addresses).Where(n => n != pseudonym).ToHashSet(StringComparer.OrdinalIgnoreCase);
        await EraseSpeakers(found, names, pseudonym, stop);
        foreach (var row in await db.Registrations.AsNoTracking().Where(r => found.Registrations.Contains(r.Id)).ToListAsync(stop))
        {
            (row.Name, row.LatinName) = (pseudonym, "");
            row.SetEmail("");
            var (search, nothing) = (RegisterPeople.SearchText(row), new Dictionary<Guid, string>());
            await db.Registrations.Where(r => r.Id == row.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.Name, pseudonym).SetProperty(x => x.LatinName, "").SetProperty(x => x.Email, "").SetProperty(x => x.EmailKey, (string?)null).SetProperty(x => x.Phone, "")
                .SetProperty(x => x.PlaceOfDeparture, "").SetProperty(x => x.Answers, nothing).SetProperty(x => x.CancelReason, "").SetProperty(x => x.SearchText, search).SetProperty(x => x.Version, x => x.Version + 1), stop);
        }

        // An address is there once for each activity: what stands for it is the row's own.
        foreach (var id in found.Invitations)
        {
            var key = Pseudonym.Address(id).ToUpperInvariant();
            await db.Invitations.Where(i => i.Id == id).ExecuteUpdateAsync(i => i.SetProperty(x => x.Name, pseudonym).SetProperty(x => x.Email, "").SetProperty(x => x.EmailKey, key), stop);
        }

        await db.BriefingReaders.Where(r => found.Readers.Contains(r.Id)).ExecuteUpdateAsync(r => r.SetProperty(x => x.Name, pseudonym).SetProperty(x => x.Email, "").SetProperty(x => x.EndedAt, x => x.EndedAt ?? now), stop);
        await EraseApplications(person, names, pseudonym, stop);
        if (person.HasOwnAddress) foreach (var address in traces.Addresses) await EraseLetters(address, stop);
        await ErasePacks(person, names, pseudonym, stop);
        await EraseLists(person, names, traces.Spellings, pseudonym, stop);
    }

    private async Task EraseApplications(DataSubject person, HashSet<string> names, string pseudonym, CancellationToken stop)
    {
        var (ids, delegates) = (person.Activities.Applications, person.Activities.Delegates);
        foreach (var application in await db.Applications.AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(stop))
        {
            List<TravelDelegate> people = [.. application.Delegates.Select(d => delegates.Contains(d.Id) ? d with { Name = pseudonym, LatinName = "", Email = "", Role = "" } : d)];
            await db.Applications.Where(a => a.Id == application.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Delegates, people).SetProperty(x => x.Version, x => x.Version + 1), stop);
        }

        foreach (var version in await db.ApplicationVersions.AsNoTracking().Where(v => ids.Contains(v.ApplicationId)).ToListAsync(stop))
        {
            var content = Without(version.Content, names, pseudonym);
            await db.ApplicationVersions.Where(v => v.Id == version.Id).ExecuteUpdateAsync(v => v.SetProperty(x => x.Content, content), stop);
        }
    }

    /// <summary>A document that was handed in, without a person. Its hash stays that of the document as it was: the receipt still says what was received.</summary>
    internal static string Without(string document, IReadOnlySet<string> names, string pseudonym)
    {
        var root = JsonNode.Parse(document)!.AsObject();
        var isIn = false;
        foreach (var delegated in ((root["delegates"] as JsonArray)?.OfType<JsonObject>() ?? []).Where(d => names.Contains((string?)d["email"] ?? "") || names.Contains((string?)d["name"] ?? "")))
        {
            isIn = true;
            (delegated["name"], delegated["latinName"], delegated["email"], delegated["role"]) = (pseudonym, "", "", "");
        }

        var words = new NamesInText(names);
        Replace(root);
        if (!isIn) return document;
        if (root["erased"] is not JsonArray noted) root["erased"] = noted = [];
        noted.Add(JsonValue.Create(pseudonym));
        return root.ToJsonString(Plain);

        void Replace(JsonNode node)
        {
            IEnumerable<JsonNode?> parts = node switch { JsonObject o => o.Select(p => p.Value), JsonArray a => a, _ => [] };
            foreach (var text in parts.ToList())
            {
                if (text is JsonValue value && value.TryGetValue<string>(out var said))
                {
                    var left = words.Replace(said, pseudonym);
                    if (string.Equals(left, said, StringComparison.Ordinal)) continue;
                    isIn = true;
                    text.ReplaceWith(left);
                }
                else if (text is not null) Replace(text);
            }
        }
    }

    private async Task EraseLetters(string address, CancellationToken stop)
    {
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        var letters = await db.Letters.Where(l => l.To.ToLower().Contains(address)).Select(l => new { l.Id, l.To }).ToListAsync(stop);
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        foreach (var letter in letters)
        {
            var to = string.Join(", ", letter.To.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(t => !string.Equals(t, address, StringComparison.OrdinalIgnoreCase)));
            await db.Letters.Where(l => l.Id == letter.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.To, to).SetProperty(x => x.Version, x => x.Version + 1), stop);
        }
    }

    private async Task ErasePacks(DataSubject person, HashSet<string> names, string pseudonym, CancellationToken stop)
    {
        var travellers = person.Travellers;
        foreach (var pack in await read.PacksNaming(person, stop))
        {
            var content = pack.Content with
            {
                People = [.. pack.Content.People.Select(p => travellers.Contains(p.Id) ? p with { Name = pseudonym, LatinName = "", JobTitle = "", Email = "", Phone = "" } : p)],
                Points = [.. pack.Content.Points.Select(Point)],
                Struck = [.. pack.Content.Struck.Select(Point)],
            };
            List<BriefingChange> changes = [.. pack.Changes.Select(c => c with { Name = c.Area is BriefingArea.Person && c.Id is { } id && travellers.Contains(id) ? new LocalizedText(pseudonym) : c.Name, Before = c.Before is null ? null : Point(c.Before), Now = c.Now is null ? null : Point(c.Now) })];
            await db.BriefingVersions.Where(v => v.Id == pack.Id).ExecuteUpdateAsync(v => v.SetProperty(x => x.Content, content).SetProperty(x => x.Changes, changes), stop);
        }

        BriefingPoint Point(BriefingPoint point) => point.Speakers.Any(s => names.Contains(s.Name)) ? point with { Speakers = [.. point.Speakers.Select(s => Unnamed(s, names, pseudonym))] } : point;
    }

    // Only where the person itself was registered: a name alone may be anybody's.
    private async Task EraseSpeakers(InActivities found, HashSet<string> names, string pseudonym, CancellationToken stop)
    {
        foreach (var item in await db.ProgrammeItems.AsNoTracking().Where(i => db.Registrations.Any(r => found.Registrations.Contains(r.Id) && r.ActivityId == i.ActivityId)).ToListAsync(stop))
        {
            if (!item.Speakers.Exists(s => names.Contains(s.Name))) continue;
            var speakers = item.Speakers.ConvertAll(s => Unnamed(s, names, pseudonym));
            await db.ProgrammeItems.Where(i => i.Id == item.Id).ExecuteUpdateAsync(i => i.SetProperty(x => x.Speakers, speakers).SetProperty(x => x.Version, x => x.Version + 1), stop);
        }
    }

    private static Speaker Unnamed(Speaker speaker, HashSet<string> names, string pseudonym) => names.Contains(speaker.Name) ? speaker with { Name = pseudonym, LatinName = "" } : speaker;

    // That it left, to whom and on what basis stays with the record; our copy of the file is written anew without the person.
    private async Task EraseLists(DataSubject person, HashSet<string> names, IReadOnlySet<string> spellings, string pseudonym, CancellationToken stop)
    {
        foreach (var (list, _) in await read.ListsWith(person, stop))
        {
            if (await files.Find(list.FileId, stop) is not var (file, content) || CsvText.ReadRows(content, TableLimits.Default).Rows is not { Count: > 0 } rows) continue;
            // The person stands on it for sure; where another one bears the name, both rows go rather than neither.
            Func<string, bool> isOwn = rows.Skip(1).Any(r => r.Cells.Any(names.Contains)) ? names.Contains : spellings.Contains;
            var kept = rows.Skip(1).Select(r => (IReadOnlyList<object?>)[.. r.Cells.Any(isOwn) ? r.Cells.Select((_, i) => i == 0 ? pseudonym : "") : r.Cells]).ToList();
            var fresh = await files.Add(file.Name, file.MediaType, CsvText.Write(rows[0].Cells, kept), stop);
            await db.SaveChangesAsync(stop);
            await db.ListTransfers.Where(t => t.Id == list.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.FileId, fresh.Id), stop);
            await DropFile.Run(db, [file.Id], stop);
        }
    }

    // Who of a company said yes, as somebody wrote it down: only in the person's own companies, because a name alone may be anybody's.
    private async Task EraseConsentsForCompanies(DataSubject person, string pseudonym, CancellationToken stop)
    {
        var tied = await db.Contacts.Where(c => person.Contacts.Contains(c.Id)).Select(c => (Guid?)c.OrganisationId).ToListAsync(stop);
        if (person.PersonId is { } account) tied.AddRange(await db.RoleGrants.Where(g => g.PersonId == account).Select(g => g.OrganisationId ?? g.ClusterId).ToListAsync(stop));
        var names = await ReadHeld.NamesOf(db, person, stop);
        await db.ActingConsents.Where(c => tied.Contains(c.CompanyId) || tied.Contains(c.ClusterId)).ExecuteUpdateAsync(c => c
            .SetProperty(x => x.GivenBy, x => names.Contains(x.GivenBy) ? pseudonym : x.GivenBy).SetProperty(x => x.RecordedBy, x => names.Contains(x.RecordedBy) ? pseudonym : x.RecordedBy).SetProperty(x => x.WithdrawnBy, x => x.WithdrawnBy != null && names.Contains(x.WithdrawnBy) ? pseudonym : x.WithdrawnBy), stop);
    }
}
