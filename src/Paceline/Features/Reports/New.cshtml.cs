using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain;
using Paceline.Features.Contracts;
using Paceline.Features.Programme;
using Paceline.Features.Scoreboard;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Reports;

/// <summary>Freezing the figures: what will be in the report, and what it is called.</summary>
[Requires(Can.FreezeReport)]
public sealed class NewModel(CurrentProgramme programme, Tally tally, FreezeReport act, TimeProvider clock, Texts texts) : PageModel
{
    public sealed record Form
    {
        public Guid Id { get; init; }
        [Required(ErrorMessage = "Give the report a name."), StringLength(200, ErrorMessage = "Use at most {1} characters."), PlainText]
        public string Title { get; init; } = "";
    }

    [BindProperty] public Form Input { get; set; } = new();

    public Board Board { get; private set; } = new([], []);

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (await programme.Find(stop) is not { } current) return NotFound();
        Board = await tally.Run(current, stop);
        Input = new Form { Id = Ids.New(), Title = texts["Figures as of {0}", clock.Today(current.TimeZone)].Value };
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (await programme.Find(stop) is not { } current || Input.Id == Guid.Empty) return NotFound();
        if (!ModelState.IsValid)
        {
            Board = await tally.Run(current, stop);
            return this.Invalid();
        }

        var snapshot = await act.Run(Input.Id, current, Input.Title.Trim(), stop);
        this.Say("The figures are frozen.");
        return Redirect(Urls.Report(snapshot.Id));
    }
}
