using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Matchmaking.Imports;
using Paceline.Features.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Files;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Imports;

/// <summary>Takes a file of participants or meetings and shows what is in it.</summary>
[Requires(Can.ManageEvent)]
public sealed class UploadModel(EventAccess events, PreviewImport preview, CurrentAccess access, Texts texts) : PageModel
{
    public sealed class Upload
    {
        public Guid Id { get; set; } = Ids.New();
        public IFormFile? File { get; set; }
    }

    [BindProperty] public Upload Input { get; set; } = new();

    public Guid EventId { get; private set; }
    public string Title { get; private set; } = "";
    public IReadOnlyList<ImportProblem> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid @event, CancellationToken stop) => await Load(@event, stop) is null ? NotFound() : Page();

    public async Task<IActionResult> OnGetSample(Guid @event, string kind, CancellationToken stop)
    {
        if (await Load(@event, stop) is not { } found) return NotFound();
        var timetable = Timetable.Of(found);
        return kind switch
        {
            "participants" => File(Samples.Participants(timetable), "text/csv", "participants.csv"),
            "meetings" => File(Samples.Meetings(timetable), "text/csv", "meetings.csv"),
            "workbook" => File(Samples.Workbook(timetable), Workbook.MediaType, "participants.xlsx"),
            _ => NotFound(),
        };
    }

    public async Task<IActionResult> OnPost(Guid @event, CancellationToken stop)
    {
        if (await Load(@event, stop) is not { } found) return NotFound();
        if (Input.File is not { } file) return this.Refused("Input.File", new Refusal("Choose a file."));
        if (file.Length > FileStore.Largest) return this.Refused("Input.File", new Refusal("This file is larger than 10 MB."));
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, stop);
        var (batch, problems) = await preview.Keep(found, Input.Id, file.FileName, memory.ToArray(), access.PersonId ?? Guid.Empty, stop);
        if (batch is not null) return LocalRedirect(Urls.ImportBatch(@event, batch.Id));
        Problems = problems;
        var first = problems.First(p => !p.IsNotice);
        ModelState.AddModelError("Input.File", first.Line is { } line ? $"{texts["Line {0}", line].Value}: {texts.Of(first)}" : texts.Of(first));
        return this.Invalid();
    }

    private async Task<MatchmakingEvent?> Load(Guid id, CancellationToken stop)
    {
        if (await events.Read(id, Can.ManageEvent, stop) is not { } found) return null;
        (EventId, Title) = (id, found.Title.In(Texts.Language).Text);
        return found;
    }
}
