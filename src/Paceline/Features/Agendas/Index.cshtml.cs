using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Agendas;

/// <summary>The way to the agendas of one's own company, or of the companies that one looks after.</summary>
[Requires(Can.ViewAgenda)]
public sealed class IndexModel(PacelineDb db, CurrentAccess access) : PageModel
{
    public sealed record Row(Guid Participant, string Name, string Country);
    public sealed record Occasion(Guid Event, string Title, string TitleLanguage, DateOnly From, DateOnly To, string Place, IReadOnlyList<Row> Rows);

    public IReadOnlyList<Occasion> Occasions { get; private set; } = [];
    public bool IsCompany => access.Is(Role.CompanyMember);

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        var reach = access.Reach(Can.ViewAgenda);
        List<Guid> clusters = [.. reach.Clusters], companies = [.. reach.Companies];
        var rows = await (
            from p in db.Participants
            join e in db.Events on p.EventId equals e.Id
            where reach.Everywhere || clusters.Contains(e.LeadClusterId)
                || p.HomeClusterId != null && clusters.Contains(p.HomeClusterId.Value)
                || p.OrganisationId != null && companies.Contains(p.OrganisationId.Value)
            select new { p.Id, p.Name, p.Country, Event = e.Id, e.Title, e.StartsOn, e.EndsOn, e.Place }).ToListAsync(stop);
        if (IsCompany && rows.Count == 1) return Redirect(Urls.Agenda(rows[0].Id));
        Occasions = [.. rows.GroupBy(r => r.Event).Select(g =>
        {
            var e = g.First();
            var (title, language) = e.Title.In(Texts.Language);
            return new Occasion(g.Key, title, language, e.StartsOn, e.EndsOn, e.Place, [.. g.OrderBy(r => r.Name, StringComparer.CurrentCultureIgnoreCase).Select(r => new Row(r.Id, r.Name, r.Country))]);
        }).OrderByDescending(o => o.From)];
        return Page();
    }
}
