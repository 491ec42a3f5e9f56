using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Privacy;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Privacy;

/// <summary>What is held about oneself, where it went, what one agreed to, and what one may do about it.</summary>
[Requires(Can.ControlOwnData), OpenedBy(LinkPurpose.Agenda, LinkPurpose.Registration, LinkPurpose.Briefing)]
public sealed class MyDataModel(PacelineDb db, OwnDoor door, ChangeConsents consents, KeepNeeds needs, ReadHeld read, ReceiveRequest receive, TimeProvider clock) : PageModel
{
    /// <summary>Records of each kind shown; the file has all.</summary>
    private const int Shown = 20;

    /// <summary>A purpose, and the consent that holds for it.</summary>
    public sealed record Asked(ConsentOffer Offer, ConsentRecord? Holds);

    public sealed record Form
    {
        public Guid Id { get; init; } = Ids.New();
        [Required(ErrorMessage = "This is needed.")] public PrivacyRequestKind? Kind { get; init; }
        [StringLength(PrivacyRequest.LongestText, ErrorMessage = "This is too long.")] public string? Text { get; init; }
    }

    public sealed record NeedsForm
    {
        public string? Diet { get; init; }
        public string? Access { get; init; }
        public bool Agreed { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    [BindProperty] public NeedsForm Care { get; set; } = new();
    public string? Who { get; private set; }
    public DataSubject Person { get; private set; } = null!;
    public Held Held { get; private set; } = null!;
    public IReadOnlyList<Asked> Consents { get; private set; } = [];
    public IReadOnlyList<PrivacyRequest> Requests { get; private set; } = [];
    public Activity? Event { get; private set; }
    public bool HasNeeds { get; private set; }
    public bool IsGuest => Who is not null;
    /// <summary>The link is one to an agenda, which has pages beside this one.</summary>
    public bool HasAgenda => Person.Subject.Kind is SubjectKind.Participant;
    public string Self => Who is null ? Urls.MyData : Urls.AgendaData(Who);

    public async Task<IActionResult> OnGet(string? who, CancellationToken stop)
    {
        if (!await Load(who, stop)) return NotFound();
        await Show(stop);
        if (Event is not null && await needs.Own(Person.Subject, Event.Id, stop) is { } told) Care = new NeedsForm { Diet = told.Diet, Access = told.Access, Agreed = true };
        return Page();
    }

    public async Task<IActionResult> OnPostGive(string? who, [FromForm] ConsentPurpose purpose, CancellationToken stop)
    {
        if (!await Load(who, stop) || ConsentBook.For(Person.Subject.Kind).All(o => o.Purpose != purpose)) return NotFound();
        await consents.Give(Person, purpose, OwnDoor.Of(Person), stop);
        this.Say("Noted: you agree. You can take it back here at any moment.");
        return LocalRedirect(Self + "#consents");
    }

    public async Task<IActionResult> OnPostWithdraw(string? who, [FromForm] ConsentPurpose purpose, CancellationToken stop)
    {
        if (!await Load(who, stop)) return NotFound();
        await consents.Withdraw(Person, purpose, OwnDoor.Of(Person), stop);
        this.Say("Taken back, from now on.");
        return LocalRedirect(Self + "#consents");
    }

    public async Task<IActionResult> OnPostNeeds(string? who, CancellationToken stop)
    {
        if (!await Load(who, stop) || Event is null) return NotFound();
        ModelState.Clear();
        if (await needs.Tell(Person, Event.Id, new Needs((Care.Diet ?? "").Trim(), (Care.Access ?? "").Trim()), Care.Agreed, OwnDoor.Of(Person), stop) is { } refusal)
        {
            await Show(stop);
            return this.Refused(refusal.Arguments.Length > 0 || Care.Agreed ? "Care.Diet" : "Care.Agreed", refusal);
        }

        this.Say("Kept. Those who run the event read it when they need it.");
        return LocalRedirect(Self + "#needs");
    }

    public async Task<IActionResult> OnPostAsk(string? who, CancellationToken stop)
    {
        if (!await Load(who, stop)) return NotFound();
        if (!ModelState.IsValid || await receive.Run(Input.Id, Input.Kind!.Value, Person, Input.Text ?? "", OwnDoor.Of(Person), stop) is { } refusal && Add(refusal))
        {
            await Show(stop);
            return this.Invalid();
        }

        this.Say("Your request has arrived. The privacy officer answers within a month.");
        return LocalRedirect(Self + "#requests");
    }

    private bool Add(Refusal refusal)
    {
        ModelState.AddModelError("", HttpContext.RequestServices.GetRequiredService<Platform.Text.Texts>().Of(refusal));
        return true;
    }

    private async Task<bool> Load(string? who, CancellationToken stop)
    {
        Who = who;
        if (await door.Open(who, stop) is not { } person) return false;
        Person = person;
        if (person.Subject.Kind is not SubjectKind.Participant) return true;
        var @event = await db.Activities.AsNoTracking().SingleAsync(a => db.Participants.Any(p => p.Id == person.Subject.Id && p.EventId == a.Id), stop);
        // What would be deleted tomorrow is not asked today.
        if (SpecialCare.KeptUntil(@event.EndsOn) >= clock.Today(@event.TimeZone)) Event = @event;
        return true;
    }

    private async Task Show(CancellationToken stop)
    {
        var live = await consents.Live(Person.Subject, stop);
        Consents = [.. ConsentBook.For(Person.Subject.Kind).Select(o => new Asked(o, live.Find(c => c.Purpose == o.Purpose)))];
        HasNeeds = live.Exists(c => c.Purpose is ConsentPurpose.DietAndAccessNeeds);
        Held = await read.Of(Person, Shown, withNeeds: true, stop);
        Requests = await db.PrivacyRequests.AsNoTracking().Where(r => r.SubjectId == Person.Subject.Id).OrderByDescending(r => r.Id).Take(Shown).ToListAsync(stop);
    }
}
