using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain;
using Paceline.Domain.Privacy;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Privacy;

/// <summary>What erasing does, before one does it; afterwards, what was done.</summary>
[Requires(Can.ControlOwnData), OpenedBy(LinkPurpose.Agenda, LinkPurpose.Registration, LinkPurpose.Briefing)]
public sealed class EraseModel(OwnDoor door, ErasePerson erase, PeopleSignIn signIn) : PageModel
{
    public string? Who { get; private set; }
    public DataSubject Person { get; private set; } = null!;
    public IReadOnlyList<ErasureLine> Plan { get; private set; } = [];
    public Refusal? Refusal { get; private set; }
    public bool IsDone { get; private set; }
    [BindProperty] public bool Sure { get; set; }
    public string Back => Who is null ? Urls.MyData : Urls.AgendaData(Who);

    public async Task<IActionResult> OnGet(string? who, CancellationToken stop) => await Load(who, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string? who, CancellationToken stop)
    {
        if (!await Load(who, stop)) return NotFound();
        if (!Sure) return this.Refused(nameof(Sure), new Refusal("Tick that you have read it. Erased data do not come back."));
        if (await erase.Run(Person, OwnDoor.Of(Person), stop) is { } refusal)
        {
            Refusal = refusal;
            return this.Invalid();
        }

        IsDone = true;
        // The account is closed and the link has ended: what is told is told on this page.
        if (who is null) await signIn.SignOutAsync();
        return Page();
    }

    private async Task<bool> Load(string? who, CancellationToken stop)
    {
        Who = who;
        if (await door.Open(who, stop) is not { } person) return false;
        Person = person;
        var facts = await erase.Facts(person, stop);
        (Plan, Refusal) = (Erasure.Plan(facts), Erasure.WhyNotNow(facts));
        return true;
    }
}
