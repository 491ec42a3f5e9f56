using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Tests.Text;

public sealed class ReadersLanguageTests(SqliteEngine engine) : IClassFixture<SqliteEngine>
{
    [Theory, InlineData("fa", "rtl"), InlineData("zh", "ltr"), InlineData("ca", "ltr")]
    public async Task A_page_that_opens_without_an_account_speaks_the_visitors_language(string language, string direction)
    {
        var visitor = new Visitor(engine.App);
        visitor.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var page = await visitor.Go("/sign-in");
        Assert.Equal((language, direction), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        Assert.NotEqual("Sign in", page.QuerySelector("h1")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_page_of_organisers_is_in_one_language_and_not_in_two_at_once()
    {
        var manager = await engine.App.AVisitor(Role.Coordinator);
        manager.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fa");
        Assert.Equal("en", (await manager.Go("/")).DocumentElement.GetAttribute("lang"));
        manager.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        manager.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("nl");
        var page = await manager.Go("/");
        Assert.Equal("nl", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(["ca", "en", "es", "fr", "nl"], page.QuerySelectorAll("button[name=language]").Select(b => b.GetAttribute("value")!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_language_once_chosen_is_kept()
    {
        var visitor = new Visitor(engine.App);
        await visitor.Submit(await visitor.Go("/sign-in"), "form[action='/language']", ("language", "es"));
        Assert.Equal("es", (await visitor.Go("/sign-in")).DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public void Days_are_those_of_one_calendar_in_every_language()
    {
        var day = new DateOnly(2017, 2, 13);
        foreach (var language in Texts.Spoken)
        {
            var before = System.Globalization.CultureInfo.CurrentCulture;
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.CurrentUICulture = Texts.Culture(language);
            try
            {
                Assert.Contains("2017", Dates.Day(day), StringComparison.Ordinal);
                Assert.Contains("13", Dates.Day(day), StringComparison.Ordinal);
            }
            finally
            {
                System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.CurrentUICulture = before;
            }
        }
    }
}
