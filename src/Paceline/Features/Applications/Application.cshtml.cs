using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Applications;

/// <summary>A company's application: written while the call is open, saved as it is typed, handed in with a receipt; later where it came out, confirmed or given back.</summary>
[Requires(Can.ApplyForCompany)]
public sealed class ApplicationModel(PacelineDb db, CallDoor door, WriteApplication write, SubmitApplication submit, GivePlaces places, ReadEligibility rules, ApplicationFiles files, SiteAddress site, Texts texts, TimeProvider clock) : PageModel
{
    public ApplicationRecord Record { get; private set; } = null!;
    public Application Application => Record.Application;
    public Call Call => Record.Call;
    public CallPhase Phase { get; private set; }
    /// <summary>Where it stands as the company was told.</summary>
    public ApplicationState State { get; private set; }
    /// <summary>What was handed in.</summary>
    public Submission HandedIn { get; private set; } = Submission.Nothing;
    /// <summary>What was typed came too late to be saved: it is shown once more.</summary>
    public bool IsTooLate { get; private set; }
    /// <summary>What was written and is not handed in, where nothing can be written any more; null where there is nothing of it.</summary>
    public Submission? Unsent => MayWrite || !IsTooLate && !Application.HasChanges ? null : new Submission(Shown.Answers, Shown.Delegates);
    /// <summary>Why the activity gives no place any more, or null.</summary>
    public Refusal? Off { get; private set; }
    public Refusal? Closed { get; private set; }
    public bool IsFor { get; private set; }
    public int Version { get; private set; }
    /// <summary>What is shown in the form: what was typed, or what is saved.</summary>
    public Written Shown { get; private set; } = null!;
    public IReadOnlyDictionary<Guid, Refusal> Faults { get; private set; } = new Dictionary<Guid, Refusal>();
    /// <summary>What somebody else saved meanwhile, where it differs from what was typed.</summary>
    public IReadOnlyList<(string Question, string Theirs)> Theirs { get; private set; } = [];
    public IReadOnlyList<ApplicationVersion> Versions { get; private set; } = [];
    public IReadOnlyDictionary<string, string> FileNames { get; private set; } = new Dictionary<string, string>();
    public IReadOnlyList<RuleFinding> Findings { get; private set; } = [];
    /// <summary>The people whom the company sends, with where each stands.</summary>
    public IReadOnlyList<(TravelDelegate Person, RegistrationState? State)> Going { get; private set; } = [];
    /// <summary>The person for whom somebody else is being named, and who that is.</summary>
    public Guid? Replacing { get; private set; }
    public TravelDelegate? Instead { get; private set; }
    public bool MayReplace => Application.State is ApplicationState.Confirmed && Record.Activity.IsOn && Record.Activity.EndsOn >= clock.Today(Record.Activity.TimeZone);
    public bool MayWrite => Closed is null;
    public bool MayConfirm => Off is null && Application.RefusesConfirmation(clock.GetUtcNow()) is null;

    public async Task<IActionResult> OnGet(Guid application, CancellationToken stop)
    {
        if (!await Load(application, stop)) return NotFound();
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid application, [FromForm] int version, [FromForm] string? then, CancellationToken stop)
    {
        if (!await Load(application, stop)) return NotFound();
        (Shown, Version) = (FormAnswers.Read(Request.Form, Call, Application), version);
        var refusals = new Dictionary<Guid, Refusal>();
        if (MayWrite)
            foreach (var (question, upload) in FormAnswers.Uploads(Request.Form, Call))
            {
                var (file, no) = await files.Take(upload, stop);
                if (file is { } id) Shown.Answers[question] = [id.ToString()];
                else refusals[question] = no!;
            }

        if (write.Take(Record, Shown, version) is { } refusal)
        {
            Keep();
            return Answer(refusal);
        }

        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await Overtaken(application, version, stop);
        }

        Version = Application.Version;
        foreach (var (question, fault) in CallForm.Faults(Call.Questions, Shown.Answers, whole: false)) refusals.TryAdd(question, fault);
        if (FormAnswers.WrongDelegate(Shown) is { } wrong) ModelState.AddModelError("", texts.Of(wrong));
        if (this.WantsFragment()) return new JsonResult(new { version = Version, shown = CallForm.Shown(Call.Questions, Shown.Answers).Select(q => q.Id), errors = refusals.ToDictionary(r => r.Key, r => texts.Of(r.Value)) });
        if (refusals.Count > 0 || !ModelState.IsValid) return Wrong(refusals);
        if (then is not "submit")
        {
            this.Say("Saved. Nothing is submitted yet.");
            return LocalRedirect(Urls.Application(application));
        }

        var (no2, faults) = await submit.Run(application, await site.Of(Request, stop), stop);
        if (no2 is not null || faults.Count > 0)
        {
            await Load(application, stop);
            IsTooLate = !MayWrite;
            if (no2 is not null) ModelState.AddModelError("", texts.Of(no2));
            return Wrong(faults);
        }

        this.Say("Submitted. The receipt is on this page and in your mail.");
        return LocalRedirect(Urls.Application(application));
    }

    public async Task<IActionResult> OnPostConfirm(Guid application, CancellationToken stop)
    {
        if (!await Load(application, stop)) return NotFound();
        if (await places.Confirm(Record, await site.Of(Request, stop), stop) is { } no) return await Again(application, no, stop);
        this.Say("Confirmed. Your company takes part.");
        return LocalRedirect(Urls.Application(application));
    }

    public async Task<IActionResult> OnPostWithdraw(Guid application, [FromForm] string? reason, CancellationToken stop)
    {
        if (!await Load(application, stop)) return NotFound();
        if (await places.Withdraw(Record, reason is { Length: > 500 } ? reason[..500] : reason ?? "", byOrganiser: false, await site.Of(Request, stop), stop) is { } no) return await Again(application, no, stop);
        this.Say("Withdrawn. Thank you for telling us in time.");
        return LocalRedirect(Urls.Application(application));
    }

    public async Task<IActionResult> OnPostReplace(Guid application, [FromForm] Guid person, CancellationToken stop)
    {
        if (!await Load(application, stop)) return NotFound();
        var form = Request.Form;
        string Of(string field) => Domain.Matchmaking.Spelling.Line(form["r-" + field].ToString());
        var after = new TravelDelegate(Guid.TryParse(Of("id"), out var id) ? FormAnswers.OwnKey(Application, id) : Ids.New(), Of("name"), Of("latin"), Of("email"), Organisations.PerLanguage.Offered.Contains(Of("language")) ? Of("language") : "en", Of("role"));
        (Replacing, Instead) = (person, after);
        if (after.Name is "") return this.Refused("", new Refusal("Write the name of each person who would travel."));
        if (!FormAnswers.IsEmail(after.Email)) return this.Refused("", new Refusal("Write an e-mail address for {0}, for example name@company.eu.", after.Name));
        if (new[] { after.Name, after.LatinName, after.Role }.Any(t => t.Length > Domain.Activities.Registrations.Registration.LongestName) || after.Email.Length > 200) return this.Refused("", new Refusal("Use at most {0} characters.", Domain.Activities.Registrations.Registration.LongestName));
        if (await places.Replace(Record, person, after, await site.Of(Request, stop), stop) is { } no) return await Again(application, no, stop);
        this.Say("{0} travels instead. Both are told by mail.", after.Name);
        return LocalRedirect(Urls.Application(application));
    }

    // What a form did not carry stands as it was saved; the page shows both as one.
    private void Keep()
    {
        var answers = new Answers();
        foreach (var (question, values) in Application.Answers) answers[question] = values;
        foreach (var (question, values) in Shown.Answers) answers[question] = values;
        (Shown, IsTooLate) = (Shown with { Answers = answers }, true);
    }

    private IActionResult Wrong(IReadOnlyDictionary<Guid, Refusal> faults)
    {
        Faults = faults;
        if (faults.Count > 0) ModelState.AddModelError("", texts.Count(faults.Count, "What you wrote is saved. {0} answer needs a look.|What you wrote is saved. {0} answers need a look."));
        return this.Invalid();
    }

    private IActionResult Answer(Refusal refusal)
    {
        if (!this.WantsFragment()) return this.Refused("", refusal);
        return new JsonResult(new { error = texts.Of(refusal) }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
    }

    private async Task<IActionResult> Again(Guid application, Refusal refusal, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        await Load(application, stop);
        return this.Refused("", refusal);
    }

    // Two wrote at once: what was typed stays in the form, what the other saved stands beside it, and the next save takes what is in the form.
    private async Task<IActionResult> Overtaken(Guid application, int version, CancellationToken stop)
    {
        var typed = Shown;
        db.ChangeTracker.Clear();
        await Load(application, stop);
        (Shown, Version) = (typed, Application.Version);
        Theirs = [.. from q in CallForm.Shown(Call.Questions, Application.Answers)
                     let theirs = FormAnswers.Words(q, Application.Answers, FileNames, texts)
                     where theirs != FormAnswers.Words(q, typed.Answers, FileNames, texts)
                     select (q.Label.In(Texts.Language).Text, theirs)];
        return Answer(new Refusal("Somebody else saved this a moment ago. What you typed is still in the form; save again to keep it."));
    }

    private async Task<bool> Load(Guid application, CancellationToken stop)
    {
        if (await door.Own(application, stop) is not { } record) return false;
        var now = clock.GetUtcNow();
        (Record, Version, Phase, Closed) = (record, record.Application.Version, record.Call.PhaseAt(now, record.Activity, clock.Today(record.Activity.TimeZone)), record.RefusesWriting(clock));
        Off = record.Activity.RefusesPlaces(clock.Today(record.Activity.TimeZone));
        State = await door.AsTold(record.Application, stop);
        HandedIn = await door.HandedIn(record.Application, stop);
        IsFor = door.ActsFor(record.Company.Id);
        Shown = new Written(record.Application.Answers, record.Application.Delegates, record.Application.Language);
        Versions = await db.ApplicationVersions.AsNoTracking().Where(v => v.ApplicationId == application).OrderByDescending(v => v.Number).ToListAsync(stop);
        FileNames = await files.Names([record.Application.Answers, HandedIn.Answers], record.Call, stop);
        Findings = await rules.Of(record.Call, record.Activity, record.Company.Id, stop);
        if (Application.State is not ApplicationState.Confirmed) return true;
        var registered = await db.Registrations.AsNoTracking().Where(r => r.ActivityId == record.Activity.Id && r.OrganisationId == record.Company.Id && r.State != RegistrationState.Cancelled).Select(r => new { r.Id, r.EmailKey, r.State }).ToListAsync(stop);
        Going = [.. Application.Delegates.Select(d => (d, (registered.Find(r => r.Id == d.Id) ?? registered.Find(r => r.EmailKey == Registration.KeyOf(d.Email)))?.State))];
        return true;
    }
}
