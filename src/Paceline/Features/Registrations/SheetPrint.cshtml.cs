using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Registrations;

/// <summary>The pages to sign, in the funder's form.</summary>
[Requires(Can.ManageActivity)]
public sealed class SheetPrintModel(PacelineDb db, RegistrationDoor door, SiteAddress site) : OrganiserPage(door, site)
{
    public sealed record Row(string Code, string Name, string LatinName, string Organisation, string Departure);

    public IReadOnlyList<(AttendanceSheet Sheet, IReadOnlyList<Row> Rows)> Pages { get; private set; } = [];
    public string Programme { get; private set; } = "";
    public (string Text, string Language) Statement { get; private set; }
    public (string Text, string Language) Disclaimer { get; private set; }

    public async Task<IActionResult> OnGet(Guid activity, int from, int to, CancellationToken stop)
    {
        if (!ModelState.IsValid || !await Open(activity, stop)) return NotFound();
        var sheets = await db.AttendanceSheets.AsNoTracking().Where(s => s.ActivityId == activity && s.Number >= from && s.Number <= to).OrderBy(s => s.Number).ToListAsync(stop);
        if (sheets.Count == 0) return NotFound();
        var people = (await db.Registrations.AsNoTracking().Where(r => r.ActivityId == activity).Select(r => new { r.Id, r.Number, r.Name, r.LatinName, r.OrganisationName, r.PlaceOfDeparture }).ToListAsync(stop)).ToDictionary(r => r.Id);
        Pages = [.. sheets.Select(s => (s, (IReadOnlyList<Row>)[.. s.Rows.Where(people.ContainsKey).Select(id => people[id]).Select(r => new Row(RegistrationCode.Of(activity, r.Number), r.Name, r.LatinName, r.OrganisationName, r.PlaceOfDeparture))]))];
        var programme = await db.Programmes.AsNoTracking().SingleAsync(p => p.Id == Activity.ProgrammeId, stop);
        (Programme, Statement, Disclaimer) = (programme.Acronym, programme.FundingStatement.In(Texts.Language), programme.Disclaimer.In(Texts.Language));
        return Page();
    }
}
