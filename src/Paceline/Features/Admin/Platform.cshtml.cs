using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Platform.Access;
using Paceline.Platform.Upkeep;

namespace Paceline.Features.Admin;

/// <summary>The state of the installation, as <c>paceline doctor</c> sees it.</summary>
[Requires(Can.ManagePlatform)]
public sealed class PlatformModel(Checkup checkup) : PageModel
{
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public static string Version => typeof(PlatformModel).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public static string Runtime => System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription;

    public static long Megabytes => Process.GetCurrentProcess().WorkingSet64 / 1024 / 1024;

    public async Task OnGet(CancellationToken stop) => Findings = await checkup.Run(stop);
}
