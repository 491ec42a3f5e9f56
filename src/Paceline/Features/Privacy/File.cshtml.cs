using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Data;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Privacy;

/// <summary>Everything that is held about oneself, as a file.</summary>
[Requires(Can.ControlOwnData), OpenedBy(LinkPurpose.Agenda, LinkPurpose.Registration, LinkPurpose.Briefing)]
[ResponseCache(NoStore = true)]
public sealed class FileModel(PacelineDb db, OwnDoor door, ReadHeld read, HeldFile file, AuditTrail audit) : PageModel
{
    /// <summary>More than anybody has of one kind.</summary>
    public const int All = 1_000_000;

    public async Task<IActionResult> OnGet(string? who, CancellationToken stop)
    {
        if (await door.Open(who, stop) is not { } person) return NotFound();
        var content = file.Write(await read.Of(person, All, withNeeds: true, stop));
        audit.Add("Took the own data out", person.Subject.RecordKind, person.Subject.Id, person.Name);
        await db.SaveChangesAsync(stop);
        return File(content, "application/zip", "my-data.zip");
    }
}
