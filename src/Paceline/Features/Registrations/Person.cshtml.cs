using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Privacy;
using Paceline.Features.Privacy;
using Paceline.Features.Registering;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registrations;

/// <summary>One registration: what is known, what the desk did, and its corrections.</summary>
[Requires(Can.ViewRegistrations)]
public sealed class PersonModel(PacelineDb db, RegistrationDoor door, ChangeRegistration change, KeepNeeds needs, ChangeConsents consents, EndLinks links, AuditTrail audit, SiteAddress site, Texts texts) : PageModel
{
    [BindProperty] public RegistrationForm Input { get; set; } = new();

    public Activity Activity { get; private set; } = null!;
    public Registration Person { get; private set; } = null!;
    public Registration? Theirs { get; private set; }
    public bool MayManage { get; private set; }
    public bool WantsToCancel { get; private set; }
    public int Version { get; private set; }
    public IReadOnlyList<AttendanceRecord> Days { get; private set; } = [];
    public IReadOnlyList<CheckInEvent> Acts { get; private set; } = [];
    public RegistrationFields Fields => new(Input, _book, Organisation: Person.OrganisationId is null, Roles: Enum.GetValues<RegistrationRole>());

    [BindProperty] public NeedsForm Care { get; set; } = new();
    /// <summary>When the person told of diet or access; null where there is nothing, or nothing to be seen.</summary>
    public DateTimeOffset? ToldAt { get; private set; }
    public bool MayOpenCare { get; private set; }
    public Needs? Opened { get; private set; }
    public bool WasOpened { get; private set; }

    /// <summary>The last link to the registration, for those who may end it.</summary>
    public AccessLink? Link { get; private set; }

    private RegistrationBook? _book;

    public async Task<IActionResult> OnGet(Guid activity, Guid registration, CancellationToken stop)
    {
        if (!await Load(activity, registration, stop)) return NotFound();
        (Input, Version) = (RegistrationForm.Of(Person), Person.Version);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, Guid registration, int version, CancellationToken stop)
    {
        if (!await Load(activity, registration, stop) || !MayManage) return NotFound();
        Version = version;
        Input.Id = registration;
        var key = Registration.KeyOf(Input.Email ?? "");
        if (key is not null && await db.Registrations.AnyAsync(r => r.ActivityId == activity && r.Id != registration && r.EmailKey == key && r.State != RegistrationState.Cancelled, stop))
            ModelState.AddModelError("Input.Email", texts["Somebody else is registered with this address."].Value);
        if (Input.Draft(null, ModelState, texts) is not { } draft) return this.Invalid();
        if (version != Person.Version) return Conflict(Person);
        db.Attach(Person);
        (Person.Name, Person.LatinName, Person.Phone, Person.Role, Person.Language) = (Spelling.Line(draft.Name), Spelling.Line(draft.LatinName), Spelling.Line(draft.Phone), draft.Role, draft.Language);
        if (Person.OrganisationId is null) (Person.OrganisationName, Person.Country) = (Spelling.Line(draft.OrganisationName), draft.Country);
        Person.PlaceOfDeparture = Spelling.Line(draft.PlaceOfDeparture);
        Person.SetEmail(draft.Email);
        if (_book is not null) Person.Answers = _book.Corrected(Person.Answers, Input.Answers);
        Person.SearchText = RegisterPeople.SearchText(Person);
        // What was not known on the day may be said later; what was said then stays.
        foreach (var day in await db.AttendanceRecords.Where(a => a.RegistrationId == registration).ToListAsync(stop))
        {
            if (day.PlaceOfDeparture is "") day.PlaceOfDeparture = Person.PlaceOfDeparture;
            if (day.OrganisationAtTheTime is "") day.OrganisationAtTheTime = Person.OrganisationName;
        }

        audit.Add("Corrected a registration", RecordKind.Registration, registration, Person.Name, cluster: Activity.LeadClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return Conflict(await db.Registrations.AsNoTracking().SingleAsync(r => r.Id == registration, stop));
        }

        this.Say("Saved.");
        return Redirect(Urls.Registration(activity, registration));
    }

    public async Task<IActionResult> OnPostOpen(Guid activity, Guid registration, CancellationToken stop)
    {
        if (!await Load(activity, registration, stop) || !MayOpenCare || ToldAt is null) return NotFound();
        (Input, Version, WasOpened) = (RegistrationForm.Of(Person), Person.Version, true);
        ModelState.Clear();
        Opened = await needs.Open(activity, registration, Person.Name, Activity.LeadClusterId, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostNeeds(Guid activity, Guid registration, CancellationToken stop)
    {
        if (!await Load(activity, registration, stop) || !MayOpenCare || !MayManage) return NotFound();
        ModelState.Clear();
        if (Care.IsEmpty) ModelState.AddModelError("Care.Diet", texts["Write what you need, or leave this part as it is."].Value);
        Care.Check(ModelState, texts);
        if (ModelState.IsValid && await needs.Tell(NeedsForm.Subject(Person), activity, Care.Needs, Care.Agreed, PrivacyDoor.PassedOn, stop) is null)
        {
            this.Say("Kept. Those who run the event read it when they need it.");
            return Redirect(Urls.Registration(activity, registration));
        }

        (Input, Version) = (RegistrationForm.Of(Person), Person.Version);
        return this.Invalid();
    }

    public async Task<IActionResult> OnPostForget(Guid activity, Guid registration, CancellationToken stop)
    {
        if (!await Load(activity, registration, stop) || !MayOpenCare || !MayManage) return NotFound();
        await consents.Withdraw(NeedsForm.Subject(Person), ConsentPurpose.DietAndAccessNeeds, PrivacyDoor.PassedOn, stop);
        this.Say("Taken back, from now on.");
        return Redirect(Urls.Registration(activity, registration));
    }

    public async Task<IActionResult> OnPostCancel(Guid activity, Guid registration, string? reason, CancellationToken stop)
    {
        if (!await Load(activity, registration, stop) || !MayManage) return NotFound();
        if (reason is { Length: > 300 } || await change.Cancel(activity, registration, reason ?? "", null, await site.Of(Request, stop), stop) is { })
        {
            (Input, Version, WantsToCancel) = (RegistrationForm.Of(Person), Person.Version, true);
            return this.Refused("", new Refusal("This registration cannot be cancelled any more. Look at it again."));
        }

        this.Say("Cancelled. The person is told by mail.");
        return Redirect(Urls.Registration(activity, registration));
    }

    public async Task<IActionResult> OnPostEnd(Guid activity, Guid registration, CancellationToken stop)
    {
        if (!await Load(activity, registration, stop) || !MayManage) return NotFound();
        await links.Of(Activity, Person, stop);
        this.Say("The link opens nothing any more, and no new one is mailed on request.");
        return Redirect(Urls.Registration(activity, registration));
    }

    public async Task<IActionResult> OnPostMake(Guid activity, Guid registration, CancellationToken stop)
    {
        if (!await Load(activity, registration, stop) || !MayManage) return NotFound();
        await links.Make(Activity, Person, await site.Of(Request, stop), stop);
        this.Say("There is a new link. The old ones open nothing any more.");
        return Redirect(Urls.Registration(activity, registration));
    }

    private PageResult Conflict(Registration theirs)
    {
        (Theirs, Version) = (theirs, theirs.Version);
        return this.Invalid();
    }

    private async Task<bool> Load(Guid activity, Guid registration, CancellationToken stop)
    {
        if (await door.ReadOwn(activity, Can.ViewRegistrations, stop) is not { } found || await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.Id == registration && r.ActivityId == activity, stop) is not { } person || !door.May(found, person, Can.ViewRegistrations)) return false;
        (Activity, Person, MayManage, MayOpenCare) = (found, person, door.May(found, person, Can.ManageActivity), door.MayOpenCare(found));
        if (MayOpenCare) ToldAt = await db.SpecialCares.Where(c => c.ActivityId == activity && c.SubjectId == registration).Select(c => (DateTimeOffset?)c.ToldAt).FirstOrDefaultAsync(stop);
        if (MayManage) Link = await links.Last(LinkPurpose.Registration, registration, stop);
        _book = await db.RegistrationBooks.AsNoTracking().FirstOrDefaultAsync(b => b.ActivityId == activity, stop);
        Days = await db.AttendanceRecords.AsNoTracking().Where(a => a.RegistrationId == registration).OrderBy(a => a.On).ToListAsync(stop);
        Acts = await db.CheckInEvents.AsNoTracking().Where(e => e.RegistrationId == registration).OrderBy(e => e.At).ToListAsync(stop);
        return true;
    }
}
