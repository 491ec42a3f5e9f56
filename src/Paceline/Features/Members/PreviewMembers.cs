using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Documents;
using Paceline.Domain.Matchmaking.Imports;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Imports;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Files;

namespace Paceline.Features.Members;

/// <summary>What is chosen for lines that may be companies that are there already.</summary>
/// <param name="ByLine">By line.</param>
/// <param name="Others">For all other lines.</param>
public sealed record LineChoices(IReadOnlyDictionary<int, DuplicateChoice> ByLine, DuplicateChoice Others = DuplicateChoice.LeaveOut)
{
    /// <summary>Nothing chosen.</summary>
    public static LineChoices None { get; } = new(new Dictionary<int, DuplicateChoice>());

    internal Dictionary<int, DuplicateChoice> For(IEnumerable<MemberRow> rows) => rows.Select(r => r.Line).Distinct().ToDictionary(l => l, l => ByLine.GetValueOrDefault(l, Others));
}

/// <summary>Keeps an uploaded list of members and works out what it would do, without doing it.</summary>
public sealed class PreviewMembers(PacelineDb db, FileStore files, CurrentProgramme programme, TimeProvider clock)
{
    /// <summary>Keeps a file that can be read at all; otherwise says why it cannot, and keeps nothing.</summary>
    public async Task<(OrganisationImport? Batch, IReadOnlyList<ImportProblem> Problems)> Keep(Guid cluster, Guid id, string name, byte[] content, Guid by, CancellationToken stop)
    {
        if (await Find(cluster, id, stop) is { } sent) return (sent, []);
        var sheet = MemberSheet.Read(content, null);
        if (sheet.IsUnreadable) return (null, sheet.Problems);
        var file = await files.Add(name, FileKind.Detect(content) is FileKind.Xlsx ? Workbook.MediaType : "text/plain", content, stop);
        return (await Keep(cluster, id, file.Id, file.Name, by, sheet, stop), []);
    }

    /// <summary>Takes another sheet of a file that was uploaded before.</summary>
    public async Task<OrganisationImport?> KeepSheet(OrganisationImport upload, Guid id, string sheet, Guid by, CancellationToken stop)
    {
        if (await Find(upload.ClusterId, id, stop) is { } sent) return sent;
        var read = MemberSheet.Read(await Content(upload, stop), sheet);
        return read.IsUnreadable ? null : await Keep(upload.ClusterId, id, upload.FileId, upload.FileName, by, read, stop);
    }

    /// <summary>The kept list.</summary>
    public async Task<MemberSheet> Sheet(OrganisationImport batch, CancellationToken stop) => MemberSheet.Read(await Content(batch, stop), batch.Sheet);

    /// <summary>What the columns mean: as it was for the cluster's last list, else as the headings tell.</summary>
    public async Task<Dictionary<string, string>> Mapping(Guid cluster, MemberSheet sheet, CancellationToken stop)
    {
        var remembered = await db.ColumnMappings.AsNoTracking().Where(m => m.ClusterId == cluster).Select(m => m.Fields).FirstOrDefaultAsync(stop) ?? [];
        var guess = MemberColumns.Guess([.. sheet.Columns.Select(c => (c.Group, c.Heading))]);
        return sheet.Columns.Select((c, i) => (c.Heading, Meaning: remembered.TryGetValue(Heading.Fold(c.Heading), out var meant) ? meant : guess[i] ?? "")).ToDictionary(c => c.Heading, c => c.Meaning, StringComparer.Ordinal);
    }

    /// <summary>What the list would do to what is there now. Where it is to be done, the records are tracked.</summary>
    public async Task<(MemberReading Reading, MemberImportPlan Plan)> Plan(OrganisationImport batch, MemberSheet sheet, LineChoices choices, bool toDo, CancellationToken stop)
    {
        var reading = ReadMembers.Of(sheet, batch.Mapping);
        var contents = await Contents(batch, toDo, stop);
        return (reading, MemberImportPlan.Of(reading.Rows, reading.Wrong, reading.Problems, contents, choices.For(reading.Rows)));
    }

    private async Task<MemberContents> Contents(OrganisationImport batch, bool toDo, CancellationToken stop)
    {
        var (cluster, today) = (batch.ClusterId, clock.Today((await programme.Find(stop))?.TimeZone ?? "Europe/Brussels"));
        // A record that nobody counts belongs to the cluster of which the company is a member.
        var own = db.Organisations.Where(o => o.Kind != OrganisationKind.ClusterOrganisation && o.Kind != OrganisationKind.ForeignCounterpart && o.State != OrganisationState.Draft
            && (o.HomeClusterId == cluster || o.HomeClusterId == null && db.Memberships.Any(m => m.OrganisationId == o.Id && m.ClusterId == cluster)));
        var ownIds = (await own.Select(o => o.Id).ToListAsync(stop)).ToHashSet();
        var known = await (
            from o in db.Organisations
            where o.Kind != OrganisationKind.ClusterOrganisation && o.Kind != OrganisationKind.ForeignCounterpart && o.State != OrganisationState.Draft
            join p in db.CompanyProfiles on o.Id equals p.OrganisationId into profiles
            from p in profiles.DefaultIfEmpty()
            select new { o.Id, o.Name, o.NameKey, o.VatNumber, o.RegistrationKey, o.Country, o.WebDomain, o.State, o.MergedIntoId, Public = p == null ? PublicFields.None : p.Public }).ToListAsync(stop);
        var organisations = await (toDo ? own : own.AsNoTracking()).ToListAsync(stop);
        var profiled = db.CompanyProfiles.Where(p => own.Any(o => o.Id == p.OrganisationId));
        var profile = await (toDo ? profiled : profiled.AsNoTracking()).ToDictionaryAsync(p => p.OrganisationId, stop);
        var people = db.Contacts.Where(c => own.Any(o => o.Id == c.OrganisationId));
        var memberships = db.Memberships.Where(m => m.ClusterId == cluster);
        return new MemberContents
        {
            ClusterId = cluster,
            ImportId = batch.Id,
            ProgrammeId = (await programme.Find(stop))?.Id,
            Today = today,
            Language = batch.Language,
            Known = [.. known.Select(o => new KnownMember(o.Id, o.Name, o.NameKey, o.VatNumber, o.RegistrationKey, o.Country, o.WebDomain, o.State, o.MergedIntoId, ownIds.Contains(o.Id), o.Public.HasFlag(PublicFields.Card)))],
            Records = organisations.ToDictionary(o => o.Id, o => new MemberRecord(o, profile.GetValueOrDefault(o.Id) ?? new CompanyProfile { OrganisationId = o.Id })),
            Contacts = (await (toDo ? people : people.AsNoTracking()).ToListAsync(stop)).ToLookup(c => c.OrganisationId),
            Memberships = (await (toDo ? memberships : memberships.AsNoTracking()).ToListAsync(stop)).ToLookup(m => m.OrganisationId),
        };
    }

    private async Task<OrganisationImport> Keep(Guid cluster, Guid id, Guid file, string name, Guid by, MemberSheet sheet, CancellationToken stop)
    {
        var batch = new OrganisationImport
        {
            Id = id, ClusterId = cluster, FileId = file, FileName = name, ById = by, At = clock.GetUtcNow(), Sheet = sheet.Sheet,
            Language = MemberColumns.LanguageOf([.. sheet.Columns.Select(c => (c.Group, c.Heading))]), Mapping = await Mapping(cluster, sheet, stop),
        };
        db.OrganisationImports.Add(batch);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            // The same form sent twice at once: the other one was first.
            db.ChangeTracker.Clear();
            if (await Find(cluster, id, stop) is not { } first) throw;
            return first;
        }

        return batch;
    }

    private async Task<byte[]> Content(OrganisationImport batch, CancellationToken stop) =>
        (await files.Find(batch.FileId, stop) ?? throw new InvalidOperationException("The file of an import is kept as long as the import.")).Content;

    private Task<OrganisationImport?> Find(Guid cluster, Guid id, CancellationToken stop) => db.OrganisationImports.AsNoTracking().FirstOrDefaultAsync(b => b.Id == id && b.ClusterId == cluster, stop);
}
