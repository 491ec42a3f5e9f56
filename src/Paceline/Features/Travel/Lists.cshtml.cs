using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Travel;
using Paceline.Features.Programme;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Travel;

/// <summary>The lists of restrictive measures that were imported; the coordinator imports.</summary>
[Requires(Can.ManageActivity)]
[RequestSizeLimit(ImportRestrictiveList.Largest + 256 * 1024)]
public sealed class ListsModel(PacelineDb db, ImportRestrictiveList act, CurrentProgramme programme, CurrentAccess access) : PageModel
{
    public sealed record Form
    {
        [Required(ErrorMessage = "This is needed."), StringLength(120, ErrorMessage = "This is too long. Use at most {1} characters.")] public string Name { get; init; } = "EU consolidated list";
        public DateOnly? ListDate { get; init; }
        public IFormFile? File { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    public IReadOnlyList<RestrictiveList> Rows { get; private set; } = [];
    public string TimeZone { get; private set; } = "Europe/Brussels";

    /// <summary>One list serves all: whoever runs the whole programme brings it.</summary>
    public bool MayImport => access.Reach(Can.ManageActivity).Everywhere;

    public Task OnGet(CancellationToken stop) => Load(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!MayImport) return NotFound();
        await Load(stop);
        if (!ModelState.IsValid) return this.Invalid();
        if (Input.File is not { } file) return this.Refused("Input.File", new Refusal("Choose a file."));
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, stop);
        var (list, field, refusal) = await act.Run(file.FileName, memory.ToArray(), Input.Name.Trim(), Input.ListDate, stop);
        if (list is null) return this.Refused(field, refusal!);
        this.Say("The list of {0} is there: {1} names. Checks against older lists are to be made anew.", list.ListDate, list.Rows);
        return LocalRedirect(Urls.RestrictiveLists);
    }

    private async Task Load(CancellationToken stop)
    {
        TimeZone = (await programme.Find(stop))?.TimeZone ?? TimeZone;
        Rows = await db.RestrictiveLists.AsNoTracking().OrderByDescending(l => l.ListDate).ThenByDescending(l => l.ImportedAt).ToListAsync(stop);
    }
}
