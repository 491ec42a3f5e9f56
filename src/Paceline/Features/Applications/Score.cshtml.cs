using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Applications;

/// <summary>An assessor reads one application and scores it.</summary>
[Requires(Can.ScoreApplications)]
public sealed class ScoreModel(PacelineDb db, CallDoor door, ScoreApplication act, ApplicationFiles files) : PageModel
{
    public sealed record Form
    {
        public int Version { get; init; }
        public Dictionary<Guid, int?> Scores { get; init; } = [];
        public string? Comment { get; init; }
        public string? Conflict { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    public ApplicationRecord Record { get; private set; } = null!;
    public Assessment Assessment { get; private set; } = null!;
    public Submission HandedIn { get; private set; } = Submission.Nothing;
    public IReadOnlyDictionary<string, string> FileNames { get; private set; } = new Dictionary<string, string>();

    public async Task<IActionResult> OnGet(Guid application, CancellationToken stop)
    {
        if (!await Load(application, stop)) return NotFound();
        Input = new Form { Version = Assessment.Version, Scores = Assessment.Scores.ToDictionary(s => s.Key, s => (int?)s.Value), Comment = Assessment.Comment };
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid application, string? then, CancellationToken stop)
    {
        if (!await Load(application, stop)) return NotFound();
        if (Input.Comment is { Length: > Assessment.LongestComment }) return this.Refused("Input.Comment", new Refusal("Use at most {0} characters; these are {1}.", Assessment.LongestComment, Input.Comment.Length));
        return await Do(application, () => act.Run(Record, Assessment, Input.Scores, (Input.Comment ?? "").Trim(), then is "done", stop), then is "done" ? "Handed in." : "Saved. It is not handed in yet.", stop);
    }

    public async Task<IActionResult> OnPostDecline(Guid application, CancellationToken stop)
    {
        if (!await Load(application, stop)) return NotFound();
        return await Do(application, () => act.Decline(Record, Assessment, Input.Conflict is { Length: > 500 } ? Input.Conflict[..500] : Input.Conflict ?? "", stop), "Thank you. Somebody else scores this application.", stop);
    }

    private async Task<IActionResult> Do(Guid application, Func<Task<Refusal?>> what, string said, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (Input.Version != Assessment.Version) return this.Refused("", new Refusal("You saved this in another window meanwhile. Open it anew to compare."));
            try
            {
                if (await what() is { } no) return this.Refused("", no);
                this.Say(said);
                return LocalRedirect(Urls.Assess);
            }
            catch (DbUpdateConcurrencyException) when (attempt < 4)
            {
                // The other assessor handed in at the same moment: look again, so that the score has both.
                db.ChangeTracker.Clear();
                if (!await Load(application, stop)) return NotFound();
            }
        }
    }

    private async Task<bool> Load(Guid application, CancellationToken stop)
    {
        if (await door.Assessed(application, stop) is not var (record, assessment)) return false;
        (Record, Assessment) = (record, assessment);
        HandedIn = await door.HandedIn(record.Application, stop);
        FileNames = await files.Names([HandedIn.Answers], record.Call, stop);
        return true;
    }
}
