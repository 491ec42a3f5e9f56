using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Privacy;
using Paceline.Features.Privacy;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Ui;

namespace Paceline.Features.DataProtection;

/// <summary>A request about personal data: who asks, what is held, the answer.</summary>
[Requires(Can.HandlePrivacyRequests)]
public sealed class RequestModel(PacelineDb db, AnswerRequest answer, FindSubject find, ErasePerson erase, ReadHeld read, HeldFile file, AuditTrail audit, CurrentProgramme programme, TimeProvider clock) : PageModel
{
    public sealed record Form
    {
        public int Version { get; init; }
        [Required(ErrorMessage = "Say what was decided.")] public PrivacyRequestState? State { get; init; }
        [Required(ErrorMessage = "Write the answer: the person reads it."), StringLength(PrivacyRequest.LongestText, ErrorMessage = "This is too long.")] public string? Letter { get; init; }
    }

    public sealed record MoreTime
    {
        public int Version { get; init; }
        [Required(ErrorMessage = "Say why it takes longer: the person reads it."), StringLength(1000, ErrorMessage = "This is too long.")] public string? Reason { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    [BindProperty] public MoreTime More { get; set; } = new();
    public PrivacyRequest Asked { get; private set; } = null!;
    public DataSubject? Person { get; private set; }
    public IReadOnlyList<ErasureLine> Plan { get; private set; } = [];
    public Refusal? NotNow { get; private set; }
    public DateOnly Today { get; private set; }
    public bool IsErased => Person is { IsErased: true };

    public async Task<IActionResult> OnGet(Guid request, CancellationToken stop)
    {
        if (!await Load(request, stop)) return NotFound();
        (Input, More) = (new Form { Version = Asked.Version, Letter = Asked.Kind is PrivacyRequestKind.Erasure && Plan.Count > 0 && NotNow is null ? Letters.In(Asked.Language, () => erase.Letter(Plan)) : null }, new MoreTime { Version = Asked.Version });
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid request, CancellationToken stop)
    {
        if (!await Load(request, stop)) return NotFound();
        Only(nameof(Input));
        return ModelState.IsValid ? await Try(() => answer.Decide(request, Input.Version, Input.State!.Value, Input.Letter!, stop), "Input.Letter", "Answered. The letter is on its way.") : this.Invalid();
    }

    public async Task<IActionResult> OnPostExtend(Guid request, CancellationToken stop)
    {
        if (!await Load(request, stop)) return NotFound();
        Only(nameof(More));
        return ModelState.IsValid ? await Try(() => answer.Extend(request, More.Version, More.Reason!, Today, stop), "More.Reason", "Two months more. The person was told.") : this.Invalid();
    }

    public async Task<IActionResult> OnPostErase(Guid request, CancellationToken stop)
    {
        if (!await Load(request, stop) || Person is null) return NotFound();
        ModelState.Clear();
        if (await erase.Run(Person, PrivacyDoor.Letter, stop) is { } refusal) return this.Refused("", refusal);
        this.Say("Erased. Now answer the request.");
        return LocalRedirect(Urls.PrivacyRequest(request));
    }

    public async Task<IActionResult> OnPostFile(Guid request, CancellationToken stop)
    {
        if (!await Load(request, stop) || Person is null) return NotFound();
        var content = file.Write(await read.Of(Person, Features.Privacy.FileModel.All, withNeeds: false, stop));
        audit.Add("Took out what is held about a person", Person.Subject.RecordKind, Person.Subject.Id, Person.Name);
        await db.SaveChangesAsync(stop);
        return File(content, "application/zip", "held.zip");
    }

    private async Task<IActionResult> Try(Func<Task<Refusal?>> act, string field, string done)
    {
        try
        {
            if (await act() is { } refusal) return this.Refused(field, refusal);
        }
        catch (DbUpdateConcurrencyException)
        {
            return this.Refused("", new Refusal("Somebody else saved this a moment ago. Read it again before you answer; what you wrote still stands here."));
        }

        this.Say(done);
        return LocalRedirect(Urls.PrivacyRequest(Asked.Id));
    }

    // Two forms on one page: only the one that was sent is judged.
    private void Only(string form)
    {
        foreach (var key in ModelState.Keys.Where(k => !k.StartsWith(form, StringComparison.Ordinal)).ToList()) ModelState.Remove(key);
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await db.PrivacyRequests.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is not { } request) return false;
        (Asked, Today) = (request, clock.Today((await programme.Find(stop))?.TimeZone ?? "Europe/Brussels"));
        if (request is { SubjectKind: { } kind, SubjectId: { } subject }) Person = await find.Of(new Subject(kind, subject), stop);
        if (Person is null || IsErased) return true;
        var facts = await erase.Facts(Person, stop);
        (Plan, NotNow) = (Erasure.Plan(facts), Erasure.WhyNotNow(facts));
        return true;
    }
}
