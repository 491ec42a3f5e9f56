using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Platform.Access;

namespace Paceline.Features.Home;

/// <summary>What needs the person who asks.</summary>
[Requires(Can.UseAccount)]
public sealed class IndexModel : PageModel
{
}
