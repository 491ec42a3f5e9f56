using Microsoft.AspNetCore.Mvc;
using Paceline.Data;
using Paceline.Features.Programme;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Matchmaking;

/// <summary>Sets up a matchmaking event.</summary>
[Requires(Can.ManageEvent)]
public sealed class NewModel(PacelineDb db, CurrentAccess access, Texts texts, CurrentProgramme programmes, CreateEvent create) : EventForm(db, access, texts)
{
    public bool HasProgramme { get; private set; }

    public async Task OnGet(CancellationToken stop)
    {
        var programme = await programmes.Find(stop);
        HasProgramme = programme is not null;
        Input.TimeZone = programme?.TimeZone ?? Input.TimeZone;
        Input.Sessions =
        [
            new() { Name = Translated("Morning"), From = new TimeOnly(9, 0), To = new TimeOnly(12, 20) },
            new() { Name = Translated("Afternoon"), From = new TimeOnly(13, 30), To = new TimeOnly(16, 50) },
        ];
        await Prepare(stop);
        Reckon();
    }

    public async Task<IActionResult> OnPost(string? act, CancellationToken stop)
    {
        var programme = await programmes.Find(stop);
        HasProgramme = programme is not null;
        await Prepare(stop);
        if (Edit(act) is { } shown) return shown;
        if (!Check() || programme is null) return this.Invalid();
        await create.Run(programme.Id, Input, stop);
        this.Say("The event is set up. Next: bring the participants and the meetings they want.");
        return LocalRedirect(Urls.Event(Input.Id));
    }
}
