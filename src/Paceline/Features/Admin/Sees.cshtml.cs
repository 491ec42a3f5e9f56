using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Admin;

/// <summary>What does this person see? Its roles, what they allow, and the pages that open.</summary>
[Requires(Can.ManagePeople)]
public sealed class SeesModel(PacelineDb db, ReadSight sight, Texts texts) : PageModel
{
    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public bool IsClosed { get; private set; }
    public IReadOnlyList<string> Roles { get; private set; } = [];
    public IReadOnlyList<Sight> Acts { get; private set; } = [];
    public IReadOnlyList<SeenPage> Pages { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop) is not { } person) return NotFound();
        (Id, Name, IsClosed) = (id, person.DisplayName, person.IsClosed);
        // A closed account opens nothing, whatever it holds.
        var grants = IsClosed ? [] : await sight.Grants(id, stop);
        Roles = [.. grants.Select(g => texts.Word(g.Role)).Distinct(StringComparer.Ordinal)];
        (Acts, Pages) = (await sight.Acts(grants, stop), sight.Pages(grants));
        return Page();
    }
}
