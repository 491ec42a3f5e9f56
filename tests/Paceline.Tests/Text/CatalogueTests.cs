using Paceline.Platform.Text;

namespace Paceline.Tests.Text;

public sealed class CatalogueTests
{
    public static TheoryData<string> Others => [.. Texts.Languages.Skip(1)];

    /// <summary>Every language but the one of the keys, those of guests included.</summary>
    public static TheoryData<string> Translations => [.. Texts.Spoken.Skip(1)];

    public static TheoryData<string> ForGuests => [.. Texts.GuestLanguages];

    // What a guest with a link and a visitor without one see.
    private static readonly string[] GuestAreas = ["locales/fr", "Account", "Agendas", "Contracts", "Directory", "Errors", "FollowUp", "GuestLinks", "Privacy", "Registering", "PublicActivities", "Shared"];

    [Theory, MemberData(nameof(ForGuests))]
    public void Everything_that_a_guest_sees_is_spoken_in_the_guests_languages_too(string language)
    {
        var translated = Texts.Entries(language).Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        AssertNone(Texts.Entries("fr").Where(e => GuestAreas.Any(a => e.Source.Contains(a, StringComparison.Ordinal)) && !translated.Contains(e.Key)).Select(e => $"{e.Source}: {e.Key}"));
    }

    // What a guest sees among the pages of organisers.
    private static readonly string[] GuestPages = ["_Pack.cshtml", "PackByLink.cshtml", "BriefingWords.cs", "BriefingDocument.cs", "RegistrationLetters.cs", "TellListeners.cs"];

    [Theory, MemberData(nameof(ForGuests))]
    public void A_briefing_pack_is_spoken_in_the_guests_languages_too(string language)
    {
        var translated = Texts.Entries(language).Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        string[] words = [.. Enum.GetValues<Domain.Activities.ProgrammeItemKind>().Select(w => Words.Of(w)), .. Enum.GetValues<Domain.Activities.Travel.BriefingArea>().Select(w => Words.Of(w)), .. Enum.GetValues<Domain.Activities.Travel.BriefingChangeKind>().Select(w => Words.Of(w)), .. Enum.GetValues<Domain.Activities.StudySection>().Select(w => Words.Of(w))];
        AssertNone(SourceTree.Sentences().Where(s => GuestPages.Any(p => s.Path.EndsWith(p, StringComparison.Ordinal))).Select(s => s.Key).Concat(words).Where(k => !translated.Contains(k)));
    }

    [Theory, MemberData(nameof(Translations))]
    public void Every_mail_is_worded_in_every_language_and_can_be_kept_as_it_is(string language)
    {
        var translated = Texts.Entries(language).Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        AssertNone(Platform.Mail.MailWordings.All.Values.SelectMany(w => w.Text.Append(w.Subject)).Select(p => p.Key).Where(k => k.Any(char.IsLetter) && !translated.Contains(k)));
        var templates = new Platform.Mail.MailTemplates(null!, new Texts());
        foreach (var (kind, wording) in Platform.Mail.MailWordings.All)
        {
            var (subject, text) = templates.Start(kind, language);
            Assert.Null(Domain.Mails.TemplateText.Refuses(subject, text, [.. wording.Holes], wording.Needed));
        }

        Assert.Equal(Enum.GetValues<Domain.Mails.MailKind>().Order(), Platform.Mail.MailWordings.All.Keys.Order());
    }

    [Theory, MemberData(nameof(Others))]
    public void Every_sentence_has_its_translation(string language)
    {
        var translated = Texts.Entries(language).Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        var missing = SourceTree.Sentences().Where(s => !translated.Contains(s.Key)).Select(s => $"{s.Path}: {s.Key}")
            .Concat(Features.Members.MemberColumns.All.SelectMany(c => new[] { c.Label, c.Means }).Where(k => !translated.Contains(k)).Select(k => $"column: {k}"))
            .Concat(PrivacySentences().Where(k => !translated.Contains(k)).Select(k => $"privacy: {k}"))
            .Concat(EnumWords().Where(w => !translated.Contains(w)).Select(w => $"word: {w}")).Distinct(StringComparer.Ordinal);
        AssertNone(missing);
    }

    [Theory, MemberData(nameof(Translations))]
    public void No_translation_is_left_over(string language)
    {
        var sources = string.Join('\n', SourceTree.Files(".cs", ".cshtml").Select(f => f.Text));
        var words = EnumWords().Concat(WordsInContext()).ToHashSet(StringComparer.Ordinal);
        var unused = Texts.Entries(language).Where(e => !words.Contains(e.Key) && !sources.Contains(Escaped(e.Key), StringComparison.Ordinal) && !sources.Contains(e.Key, StringComparison.Ordinal))
            .Select(e => $"{e.Source}: {e.Key}");
        AssertNone(unused);
    }

    [Theory, MemberData(nameof(Translations))]
    public void A_sentence_is_translated_the_same_way_everywhere(string language)
    {
        var torn = Texts.Entries(language).GroupBy(e => e.Key, StringComparer.Ordinal).Where(g => g.Select(e => e.Text).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .Select(g => $"{g.Key}: {string.Join(" / ", g.Select(e => $"{e.Text} ({e.Source})"))}");
        AssertNone(torn);
    }

    [Theory, MemberData(nameof(Translations))]
    public void Placeholders_survive_translation(string language) =>
        AssertNone(Texts.Entries(language).Where(e => !Holes(e.Key).SetEquals(Holes(e.Text))).Select(e => $"{e.Source}: {e.Key} → {e.Text}"));

    [Theory, InlineData("en", 0, "0 companies"), InlineData("en", 1, "1 company"), InlineData("fr", 0, "0 entreprise a participé"), InlineData("fr", 2, "2 entreprises ont participé"), InlineData("es", 1, "1 empresa "), InlineData("es", 0, "0 empresas "), InlineData("zh", 2, "2")]
    public void Numbers_take_the_form_of_their_language(string language, int n, string start)
    {
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo(language);
        try
        {
            Assert.StartsWith(start, new Texts().Count(n, "{0} company took part|{0} companies took part"), StringComparison.Ordinal);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentUICulture = before;
        }
    }

    // What the records of privacy say is data: no call in the sources names it.
    private static IEnumerable<string> PrivacySentences() =>
        Domain.Privacy.ConsentBook.Offers.Select(o => o.Sentence)
            .Concat(Domain.Privacy.Retention.Plan.SelectMany(r => new[] { r.Kept, r.What, r.Basis }))
            .Concat(Domain.Privacy.ProcessingRegister.Entries.SelectMany(e => new[] { e.Purpose, e.Basis, e.People, e.Data, e.Recipients, e.Kept }))
            .Concat(Domain.Privacy.Erasure.Plan(new Domain.Privacy.ErasureFacts { SignIns = 1, Roles = 1, Contacts = 1, Participations = 1, Links = 1, Mails = 1, Needs = 1, Meetings = 1, AuditLines = 1, Proofs = 1, FrozenReports = 1, Registrations = 1, Invitations = 1, Applications = 1, Letters = 1, BriefingPacks = 1, Lists = 1, Acts = 1, SignedSheets = 1 }).SelectMany(l => new[] { l.Forms, l.Ground }).OfType<string>());

    private static void AssertNone(IEnumerable<string> findings)
    {
        var list = findings.Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, string.Join('\n', list));
    }

    [Theory, InlineData("es", "Verificada", "Verificado"), InlineData("ca", "Verificada", "Verificat"), InlineData("fr", "Vérifiée", "Vérifié"), InlineData("nl", null, null), InlineData("en", "Verified", "Verified")]
    public void A_word_agrees_with_what_it_is_said_of(string language, string? activity, string? contract)
    {
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo(language);
        try
        {
            var texts = new Texts();
            if (activity is not null) Assert.Equal((activity, contract), (texts.Word(Domain.Activities.ActivityState.Verified), texts.Word(Domain.FollowUp.DealState.Verified)));
            foreach (var key in SourceTree.Sentences().Select(s => s.Key).Where(k => k.EndsWith('›'))) Assert.DoesNotContain("‹", texts[key].Value, StringComparison.Ordinal);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentUICulture = before;
        }
    }

    private static IEnumerable<string> WordsInContext() =>
        from type in typeof(Domain.RecordKind).Assembly.GetExportedTypes()
        where type.IsEnum
        from Enum value in Enum.GetValues(type)
        select Texts.InContext(Words.Of(value), type.Name);

    private static IEnumerable<string> EnumWords() =>
        from type in typeof(Domain.RecordKind).Assembly.GetExportedTypes().Append(typeof(Platform.Access.Role))
        where type.IsEnum
        from Enum value in Enum.GetValues(type)
        select Words.Of(value);

    private static HashSet<char> Holes(string text) => [.. System.Text.RegularExpressions.Regex.Matches(text, @"\{(\d)").Select(m => m.Groups[1].Value[0])];

    private static string Escaped(string key) => key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
