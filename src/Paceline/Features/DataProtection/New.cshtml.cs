using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Privacy;
using Paceline.Features.Contracts;
using Paceline.Features.Privacy;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.DataProtection;

/// <summary>Writes down a request that came by letter, mail or telephone.</summary>
[Requires(Can.HandlePrivacyRequests)]
public sealed class NewModel(PacelineDb db, FindSubject find, AuditTrail audit, CurrentProgramme programme, TimeProvider clock) : PageModel
{
    public sealed record Form
    {
        public Guid Id { get; init; } = Ids.New();
        [Required(ErrorMessage = "This is needed.")] public PrivacyRequestKind? Kind { get; init; }
        [Required(ErrorMessage = "This is needed."), StringLength(200, ErrorMessage = "This is too long."), PlainText] public string? Name { get; init; }
        [Required(ErrorMessage = "This is needed."), EmailAddress(ErrorMessage = "This is not an e-mail address."), StringLength(320, ErrorMessage = "This is too long.")] public string? Email { get; init; }
        [Required(ErrorMessage = "This is needed.")] public string? Language { get; init; }
        [Required(ErrorMessage = "This is needed.")] public DateOnly? ReceivedOn { get; init; }
        [StringLength(PrivacyRequest.LongestText, ErrorMessage = "This is too long.")] public string? Text { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    public IEnumerable<SelectListItem> Languages { get; } = Texts.Spoken.Select(l => new SelectListItem(Texts.OwnName(l), l));

    public async Task OnGet(CancellationToken stop) => Input = new Form { Language = Texts.Language, ReceivedOn = await Today(stop) };

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (Input.Language is { } language && !Texts.Spoken.Contains(language)) ModelState.AddModelError("Input.Language", HttpContext.RequestServices.GetRequiredService<Texts>()["This is needed."].Value);
        if (!ModelState.IsValid) return this.Invalid();
        if (Input.ReceivedOn > await Today(stop)) return this.Refused("Input.ReceivedOn", new Refusal("This day is still to come."));
        if (!await db.PrivacyRequests.AnyAsync(r => r.Id == Input.Id, stop))
        {
            var email = Input.Email!.Trim();
            var subject = await Known(email, stop);
            db.PrivacyRequests.Add(new PrivacyRequest { Id = Input.Id, Kind = Input.Kind!.Value, SubjectKind = subject?.Kind, SubjectId = subject?.Id, Name = Input.Name!.Trim(), Email = email, Language = Input.Language!, Text = (Input.Text ?? "").Trim(), Door = PrivacyDoor.Letter, ReceivedOn = Input.ReceivedOn!.Value }.Start());
            audit.Add("Received a request about personal data", RecordKind.PrivacyRequest, Input.Id, "", Words.Of(Input.Kind!.Value));
            await db.SaveChangesAsync(stop);
        }

        this.Say("Written down. The clock runs.");
        return LocalRedirect(Urls.PrivacyRequest(Input.Id));
    }

    // The account first, then the contact, then whoever activities name, then the latest place at an event.
    private async Task<Subject?> Known(string email, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Who writes to the privacy officer may be known to any cluster; only that it is found is kept, nothing is shown.");
        var (upper, lower) = (email.ToUpperInvariant(), email.ToLowerInvariant());
        if (await db.Users.Where(p => p.NormalizedEmail == upper).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(stop) is { } person) return new Subject(SubjectKind.Person, person);
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        if (await db.Contacts.Where(c => c.Email.ToLower() == lower).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(stop) is { } contact) return new Subject(SubjectKind.Contact, contact);
        if (await find.Known(email, stop) is { } named) return named;
        return await db.Participants.Where(p => p.Email.ToLower() == lower).OrderByDescending(p => p.Id).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(stop) is { } participant ? new Subject(SubjectKind.Participant, participant) : null;
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }

    private async Task<DateOnly> Today(CancellationToken stop) => clock.Today((await programme.Find(stop))?.TimeZone ?? "Europe/Brussels");
}
