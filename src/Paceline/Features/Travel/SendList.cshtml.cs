using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain;
using Paceline.Domain.Activities.Travel;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Travel;

/// <summary>Builds the list of a delegation for hosts.</summary>
[Requires(Can.ManageActivity)]
public sealed class SendListModel(ReadGates read, SendListToHosts act) : PageModel
{
    public sealed record Form
    {
        public Guid Id { get; init; } = Ids.New();
        public Guid[] Hosts { get; init; } = [];
        public ListFields[] Fields { get; init; } = [ListFields.Organisation];
    }

    [BindProperty] public Form Input { get; set; } = new();
    public GateView View { get; private set; } = null!;
    /// <summary>Who would be on a list to each country, and who would not.</summary>
    public IReadOnlyList<(string Country, int Included, IReadOnlyList<Traveller> Withheld)> Lists { get; private set; } = [];
    public Refusal? Shut { get; private set; }

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        var clear = View.Facts.Counterparts.Where(c => c.Standing is CheckStanding.Clear).ToList();
        // All that may have the same list; otherwise those of one country.
        if (clear.Count > 0 && Gates.RefusesList(View.Facts, [.. clear.Select(c => c.Id)]) is not null) clear.RemoveAll(c => c.Country != clear[0].Country);
        Input = Input with { Hosts = [.. clear.Select(c => c.Id)] };
        Shut = Gates.RefusesList(View.Facts, Input.Hosts.Length > 0 ? Input.Hosts : [.. View.Hosts.Select(h => h.Id)]);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        if (await act.Run(View, Input.Id, Input.Hosts, Input.Fields.Aggregate(ListFields.None, (all, f) => all | f), stop) is { } refusal) return this.Refused("", refusal);
        this.Say("The list is made and kept. Take it from here and send it to the hosts.");
        return LocalRedirect(Urls.Gates(activity));
    }

    private async Task<bool> Load(Guid activity, CancellationToken stop)
    {
        if (await read.Of(activity, stop) is not { Activity.Traits.HasGates: true } view) return false;
        View = view;
        Lists = [.. view.Facts.Countries.Select(c => (c, Gates.Included(view.Facts, c).Count, (IReadOnlyList<Traveller>)[.. view.Travellers.IntersectBy(Gates.Withheld(view.Facts, c), t => t.Id)]))];
        return true;
    }
}
