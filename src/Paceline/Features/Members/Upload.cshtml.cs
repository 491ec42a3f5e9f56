using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Matchmaking.Imports;
using Paceline.Domain.Organisations;
using Paceline.Features.Imports;
using Paceline.Platform.Access;
using Paceline.Platform.Files;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Members;

/// <summary>Takes a list of companies and people, and shows the lists that were brought before.</summary>
[Requires(Can.ManageMembers)]
public sealed class UploadModel(PacelineDb db, MemberRows rows, PreviewMembers preview, CurrentAccess access, Texts texts) : PageModel
{
    public sealed class Upload
    {
        public Guid Id { get; set; } = Ids.New();
        public Guid? Cluster { get; set; }
        public IFormFile? File { get; set; }
    }

    /// <summary>A list that was brought before.</summary>
    public sealed record Earlier(Guid Id, string FileName, string Cluster, DateTimeOffset At, ImportState State, int Made, int Changed, int Contacts);

    [BindProperty] public Upload Input { get; set; } = new();

    public IReadOnlyList<(Guid Id, string Name)> Clusters { get; private set; } = [];
    public IReadOnlyList<Earlier> Before { get; private set; } = [];
    public IReadOnlyList<ImportProblem> Problems { get; private set; } = [];

    public async Task OnGet(Guid? cluster, CancellationToken stop)
    {
        await Load(stop);
        Input.Cluster = Clusters.Any(c => c.Id == cluster) ? cluster : Clusters.Count == 1 ? Clusters[0].Id : null;
    }

    public IActionResult OnGetSample(string? kind) => kind switch
    {
        "template" => File(MemberSamples.Template(), Workbook.MediaType, "members-template.xlsx"),
        "mistakes" => File(MemberSamples.Mistakes(), "text/csv", "members-120.csv"),
        "mistakes-xlsx" => File(MemberSamples.MistakesWorkbook(), Workbook.MediaType, "members-120.xlsx"),
        "mended" => File(MemberSamples.Mended(), "text/csv", "members-120-mended.csv"),
        "people" => File(MemberSamples.People(), "text/csv", "people.csv"),
        _ => NotFound(),
    };

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Load(stop);
        if (!ModelState.IsValid) return this.Invalid();
        if (Clusters.Count == 1) Input.Cluster ??= Clusters[0].Id;
        if (Input.Cluster is not { } cluster) return this.Refused("Input.Cluster", new Refusal("Choose the cluster whose members they are."));
        if (Clusters.All(c => c.Id != cluster)) return NotFound();
        if (Input.File is not { } file) return this.Refused("Input.File", new Refusal("Choose a file."));
        if (file.Length > FileStore.Largest) return this.Refused("Input.File", new Refusal("This file is larger than 10 MB."));
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, stop);
        var (batch, problems) = await preview.Keep(cluster, Input.Id, file.FileName, memory.ToArray(), access.PersonId ?? Guid.Empty, stop);
        if (batch is not null) return LocalRedirect(Urls.MemberImport(batch.Id));
        Problems = problems;
        var first = problems.First(p => !p.IsNotice);
        ModelState.AddModelError("Input.File", first.Line is { } line ? $"{texts["Line {0}", line].Value}: {texts.Of(first)}" : texts.Of(first));
        return this.Invalid();
    }

    private async Task Load(CancellationToken stop)
    {
        Clusters = await rows.Clusters(stop);
        var ids = Clusters.Select(c => c.Id).ToList();
        var names = Clusters.ToDictionary(c => c.Id, c => c.Name);
        var before = await db.OrganisationImports.Where(i => ids.Contains(i.ClusterId)).OrderByDescending(i => i.At).ThenByDescending(i => i.Id).Take(20).Select(i => new { i.Id, i.FileName, i.Sheet, i.ClusterId, i.At, i.State, i.Made, i.Changed, i.Contacts }).ToListAsync(stop);
        Before = [.. before.Select(i => new Earlier(i.Id, i.Sheet is "" ? i.FileName : $"{i.FileName}, {i.Sheet}", names[i.ClusterId], i.At, i.State, i.Made, i.Changed, i.Contacts))];
    }
}
