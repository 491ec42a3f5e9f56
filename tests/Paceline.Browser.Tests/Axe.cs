using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Paceline.Browser.Tests;

/// <summary>Accessibility as axe finds it.</summary>
internal static class Axe
{
    /// <summary>What this project holds its pages to: WCAG 2.2 level AA and axe's own advice.</summary>
    public static readonly object Everything = new { type = "tag", values = (string[])["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Serious and critical findings on the page as it stands, a line each. <paramref name="rules"/>: axe's runOnly.</summary>
    // Deque's own runner opens two more pages at each run, for the sake of frames; there are none here, and a hundred pages are looked at twice for each role.
    public static async Task<IReadOnlyList<string>> Serious(this IPage page, object rules)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(
            """
            async runOnly => (await axe.run(document, { runOnly, resultTypes: ['violations'] })).violations
              .filter(v => v.impact === 'serious' || v.impact === 'critical')
              .map(v => `${v.id}: ${v.help} (${v.nodes[0].html})`)
            """, rules);
    }
}
