using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Features.Shared;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Admin;

/// <summary>Everybody with an account.</summary>
[Requires(Can.ManagePeople)]
public sealed class PeopleModel(PacelineDb db, RoleWords words, Texts texts) : PageModel
{
    /// <summary>A line of the list.</summary>
    public sealed record Row(Guid Id, string Name, string Email, bool IsClosed, bool HasPassword, IReadOnlyList<string> Roles);

    [BindProperty(SupportsGet = true, Name = "q")] public string? Search { get; set; }

    [BindProperty(SupportsGet = true)] public Role? Role { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public int All { get; private set; }

    public Task OnGet(CancellationToken stop) => Load(stop);

    public async Task<IActionResult> OnGetExport(string? format, CancellationToken stop)
    {
        await Load(stop);
        ListColumn<Row>[] columns =
        [
            new(texts["Name"], texts["The name that others see."], r => r.Name),
            new(texts["E-mail"], texts["Where the person signs in and is written to."], r => r.Email),
            new(texts["Roles"], texts["What the person may do, and where; none sees nothing."], r => string.Join("; ", r.Roles)),
            new(texts["Account"], texts["Open, invited (no password chosen yet) or closed."], r => texts[r.IsClosed ? "Closed" : r.HasPassword ? "Open ‹account›" : "Invited"].Value),
        ];
        return this.Export(format, "people", texts["People"].Value, columns, Rows);
    }

    private async Task Load(CancellationToken stop)
    {
        All = await db.Users.CountAsync(stop);
        var people = db.Users.AsNoTracking();
        if (Role is { } role) people = people.Where(p => db.RoleGrants.Any(g => g.PersonId == p.Id && g.Role == role));
        var found = await people.OrderBy(p => p.IsClosed).ThenBy(p => p.DisplayName).ThenBy(p => p.Id)
            .Select(p => new { p.Id, p.DisplayName, p.Email, p.IsClosed, HasPassword = p.PasswordHash != null || db.UserLogins.Any(l => l.UserId == p.Id) }).ToListAsync(stop);
        // Sought here and not in the database: the two engines differ in what they take for the same letter.
        if (Search?.Trim() is { Length: > 0 } sought) found = found.FindAll(p => Has(p.DisplayName, sought) || Has(p.Email!, sought));
        var ids = found.Select(p => p.Id).ToList();
        var grants = (await (from g in db.RoleGrants
                             where ids.Contains(g.PersonId)
                             join o in db.Organisations on g.ClusterId ?? g.OrganisationId equals o.Id into own
                             from o in own.DefaultIfEmpty()
                             select new { g.PersonId, g.Role, Organisation = o == null ? null : o.Name }).ToListAsync(stop)).ToLookup(g => g.PersonId);
        Rows = [.. found.Select(p => new Row(p.Id, p.DisplayName, p.Email!, p.IsClosed, p.HasPassword, [.. grants[p.Id].OrderBy(g => g.Role).Select(g => words.Of(g.Role, g.Organisation))]))];
    }

    private static bool Has(string text, string sought) => CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, sought, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;
}
