using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Travel;

/// <summary>Takes a list of restrictive measures in from a file. Earlier lists stay: checks point to them.</summary>
public sealed class ImportRestrictiveList(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int Largest = Platform.Errors.LargeUploads.LargestList;

    /// <summary>Takes it in; the same file twice is one list.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="name">What the list is called.</param>
    /// <param name="listDate">The day of which it is, where the file does not say it.</param>
    /// <param name="stop">Stops.</param>
    public async Task<(RestrictiveList? List, string Field, Refusal? Refusal)> Run(string fileName, byte[] content, string name, DateOnly? listDate, CancellationToken stop)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        if (await db.RestrictiveLists.FirstOrDefaultAsync(l => l.Sha256 == hash, stop) is { } known) return (known, "", null);
        var (contents, refusal) = RestrictiveListFile.Read(content);
        if (contents is null) return (null, "Input.File", refusal);
        if ((contents.ListDate ?? listDate) is not { } date) return (null, "Input.ListDate", new Refusal("The file does not say of which day it is. Say it here."));
        if (date > DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddDays(1))) return (null, "Input.ListDate", new Refusal("That day has not come yet."));
        var list = new RestrictiveList { Name = name, ListDate = date, ImportedAt = clock.GetUtcNow(), ImportedBy = access.Name, FileName = Spelling.Line(fileName), Sha256 = hash, Subjects = contents.Names.Select(n => n.Reference).Distinct(StringComparer.Ordinal).Count(), Rows = contents.Names.Count };
        db.RestrictiveLists.Add(list);
        db.RestrictiveNames.AddRange(contents.Names.Select(n => new RestrictiveName { ListId = list.Id, Reference = n.Reference, Name = Spelling.Line(n.Name), IsPerson = n.IsPerson, Programme = n.Programme }));
        audit.Add("Imported a list of restrictive measures", RecordKind.RestrictiveList, list.Id, list.Name, $"{list.FileName}, {date:yyyy-MM-dd}, {list.Rows}, SHA-256 {hash}");
        try
        {
            await db.SaveChangesAsync(stop);
            return (list, "", null);
        }
        catch (DbUpdateException) when (db.ChangeTracker.Entries<RestrictiveList>().Any())
        {
            // Two brought the same file at the same moment.
            db.ChangeTracker.Clear();
            return (await db.RestrictiveLists.SingleAsync(l => l.Sha256 == hash, stop), "", null);
        }
    }
}
