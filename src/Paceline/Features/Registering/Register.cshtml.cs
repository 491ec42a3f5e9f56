using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Privacy;
using Paceline.Features.Privacy;
using Paceline.Features.Activities;
using Paceline.Features.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Errors;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registering;

/// <summary>The form of an activity: for everybody where it is public, for a company's own people, and for the organiser.</summary>
[AllowAnonymous]
public sealed class RegisterModel(PacelineDb db, RegistrationDoor door, ActivityDoor activities, CurrentAccess access, RegisterPeople register, KeepNeeds needs, SiteAddress site, Texts texts) : PageModel
{
    private static readonly RegistrationRole[] OrganisersChoice = [RegistrationRole.Delegate, RegistrationRole.Guest, RegistrationRole.Speaker, RegistrationRole.Staff];

    private static readonly RegistrationRole[] PartnersChoice = [RegistrationRole.Delegate, RegistrationRole.Guest];

    public sealed record OwnRow(string Code, string Name, RegistrationState State);

    [BindProperty] public RegistrationForm Input { get; set; } = new();
    [BindProperty] public NeedsForm Care { get; set; } = new();
    [BindProperty(SupportsGet = true)] public bool Done { get; set; }

    public Activity Activity { get; private set; } = null!;
    public Refusal? Closed { get; private set; }
    public bool IsFull { get; private set; }
    public string CompanyName { get; private set; } = "";
    public IReadOnlyList<OwnRow> Ours { get; private set; } = [];
    public RegistrationFields Fields => new(Input, _book, Organisation: _company is null && !IsPartner, Roles: _organises ? OrganisersChoice : IsPartner ? PartnersChoice : null, Companies: IsPartner ? _companies : null);

    /// <summary>A partner that helps to run the activity registers people of its own companies.</summary>
    public bool IsPartner { get; private set; }
    public bool HasCall { get; private set; }

    /// <summary>Whoever fills the form in registers somebody else.</summary>
    public bool IsForAnother => _organises || _company is not null || IsPartner;

    private RegistrationBook? _book;
    private Guid? _company;
    private bool _organises;
    private List<SelectListItem> _companies = [];

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Input = new RegistrationForm { Id = Ids.New(), Language = Texts.Language };
        return Page();
    }

    [EnableRateLimiting(SignInLimit.Policy)]
    public async Task<IActionResult> OnPost(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        if (Closed is { } closed) return this.Refused("", closed);
        if (IsPartner)
        {
            if (!PartnersChoice.Contains(Input.Role)) Input.Role = RegistrationRole.Guest;
            if (_companies.TrueForAll(c => c.Value != Input.CompanyId?.ToString())) ModelState.AddModelError("Input.CompanyId", texts["Choose one of your companies."].Value);
        }
        else if (!_organises) Input.Role = _company is null ? RegistrationRole.Guest : RegistrationRole.Delegate;
        // Without an address nobody could tell, or cancel, or prove to be the one who registered.
        if (!_organises && string.IsNullOrWhiteSpace(Input.Email)) ModelState.AddModelError("Input.Email", texts["Give an address: the answer comes there."].Value);
        Care.Check(ModelState, texts);
        if (Input.Draft(_book, ModelState, texts) is not { } draft) return this.Invalid();
        if (IsPartner) draft = draft with { OrganisationId = Input.CompanyId };
        if (_company is { } company) draft = draft with { OrganisationId = company, OrganisationName = CompanyName };
        var (people, refusal) = await register.Run(activity, [draft], access.PersonId is null ? "" : access.Name, _organises, await site.Of(Request, stop), stop);
        if (refusal is not null) return this.Refused("", refusal);
        // Of somebody who is on the list already only the own link tells: an address that anybody can type proves nothing.
        if (people[0].IsNew && !Care.IsEmpty) await needs.Tell(NeedsForm.Subject(people[0].Person), activity, Care.Needs, Care.Agreed, IsForAnother ? PrivacyDoor.PassedOn : PrivacyDoor.RegistrationLink, stop);
        if (_organises || IsPartner && door.May(Activity, people[0].Person, Can.ViewRegistrations))
        {
            this.Say(people[0].IsNew ? "{0} is registered." : "{0} was registered already.", people[0].Person.Name);
            return Redirect(Urls.Registration(activity, people[0].Person.Id));
        }

        if (_company is null) return Redirect(Urls.Register(activity) + "?done=true");
        this.Say("Registered. The person is told by mail.");
        return Redirect(Urls.Register(activity));
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        await access.Load(stop);
        var found = await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, stop);
        if (found is not { Traits.HasRegistration: true }) return false;
        _organises = door.May(found, Can.ManageActivity);
        var helps = _organises ? [] : activities.HelpsFor(Can.ManageActivity, found);
        IsPartner = helps.Count > 0;
        _company = _organises || IsPartner ? null : access.Reach(Can.ApplyForCompany).Companies.Select(c => (Guid?)c).FirstOrDefault();
        if (!found.IsPublic && !_organises && !IsPartner && _company is null) return false;
        Activity = found;
        _book = await db.RegistrationBooks.AsNoTracking().FirstOrDefaultAsync(b => b.ActivityId == id, stop);
        Closed = Seats.Closed(found, _organises);
        if (!_organises && await door.HasCall(found, stop)) (HasCall, Closed) = (true, new Refusal("Companies take part by the call for participation: places are given there."));
        if (IsPartner) _companies = [.. (await db.Organisations.Where(o => o.HomeClusterId != null && helps.Contains(o.HomeClusterId.Value) && o.MergedIntoId == null).OrderBy(o => o.Name).Select(o => new { o.Id, o.Name }).ToListAsync(stop)).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        using (db.AsTheHouse("Whether places are left, the form says to everybody who may register."))
            IsFull = found.Capacity is { } places && await db.Registrations.CountAsync(RegisterPeople.Takes(id), stop) >= places;
        if (_company is not { } company) return true;
        CompanyName = await db.Organisations.Where(o => o.Id == company).Select(o => o.Name).SingleAsync(stop);
        Ours = [.. (await db.Registrations.AsNoTracking().Where(r => r.ActivityId == id && r.OrganisationId == company).OrderBy(r => r.Number).Select(r => new { r.Number, r.Name, r.State }).ToListAsync(stop)).Select(r => new OwnRow(RegistrationCode.Of(id, r.Number), r.Name, r.State))];
        return true;
    }
}
