using FsCheck;
using FsCheck.Fluent;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Travel;

namespace Paceline.Domain.Tests.Activities.Travel;

public sealed class BriefingsTests
{
    private static readonly Guid[] Keys = [.. Enumerable.Range(1, 8).Select(i => new Guid(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]))];

    [Fact]
    public void A_pack_against_itself_has_nothing_new() => Prop.ForAll(AnyContent().ToArbitrary(), content => Assert.Empty(Briefings.Between(content, content with { }))).QuickCheckThrowOnFailure();

    [Fact]
    public void What_one_way_adds_the_other_way_drops() => Prop.ForAll(AnyContent().ToArbitrary(), AnyContent().ToArbitrary(), (one, other) =>
    {
        var (there, back) = (Briefings.Between(one, other), Briefings.Between(other, one));
        Assert.Equal(Ids(there, BriefingChangeKind.Added), Ids(back, BriefingChangeKind.Dropped));
        Assert.Equal(Ids(there, BriefingChangeKind.Moved), Ids(back, BriefingChangeKind.Moved));
        Assert.Equal(there.Count, back.Count);
        Assert.Equal(other.Points.Count - one.Points.Count, Ids(there, BriefingChangeKind.Added).Count - Ids(there, BriefingChangeKind.Dropped).Count);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Calendars_are_told_once_for_each_change_and_never_backwards() => Prop.ForAll(Gen.NonEmptyListOf(AnyContent()).ToArbitrary(), drafts =>
    {
        BriefingContent? told = null;
        foreach (var draft in drafts)
        {
            var next = Briefings.Next(told, draft);
            Assert.Equal(draft.Points.Select(p => p.Id), next.Points.Select(p => p.Id));
            Assert.Empty(next.Points.Select(p => p.Id).Intersect(next.Struck.Select(p => p.Id)));
            if (told is not null)
            {
                foreach (var before in told.Points.Concat(told.Struck))
                {
                    var after = next.Points.Concat(next.Struck).Single(p => p.Id == before.Id);
                    Assert.True(after.Sequence >= before.Sequence);
                }

                foreach (var change in Briefings.Between(told, next).Where(c => c.Area is BriefingArea.Point && c.Before is not null && c.Now is not null)) Assert.Equal(change.Before!.Sequence + 1, change.Now!.Sequence);
                Assert.Equal(next.Points.Concat(next.Struck).Select(p => (p.Id, p.Sequence)).Order(), Briefings.Next(next, draft).Points.Concat(Briefings.Next(next, draft).Struck).Select(p => (p.Id, p.Sequence)).Order());
            }

            told = next;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_point_that_becomes_somebody_elses_is_gone_for_me_and_new_for_them()
    {
        var (me, you) = (Paceline.Domain.Ids.New(), Paceline.Domain.Ids.New());
        var mine = APoint(Keys[0], 9, [me]);
        var changes = Briefings.Between(new BriefingContent { Points = [mine] }, new BriefingContent { Points = [mine with { OnlyFor = [you] }] });
        Assert.Equal(BriefingChangeKind.Changed, Assert.Single(changes).Kind);
        Assert.Equal(BriefingChangeKind.Dropped, Assert.Single(News(BriefingSight.OfTravellers([me]))).Kind);
        Assert.Equal(BriefingChangeKind.Added, Assert.Single(News(BriefingSight.OfTravellers([you]))).Kind);
        Assert.Empty(News(BriefingSight.OfTravellers([Paceline.Domain.Ids.New()])));
        Assert.Empty(News(BriefingSight.Guest));

        List<BriefingChange> News(BriefingSight sight) => Briefings.Between(sight.Of(new BriefingContent { Points = [mine] }), sight.Of(new BriefingContent { Points = [mine with { OnlyFor = [you] }] }));
    }

    [Fact]
    public void A_calendar_is_told_to_strike_only_what_it_was_told_before()
    {
        var (me, you) = (Paceline.Domain.Ids.New(), Paceline.Domain.Ids.New());
        var (shared, yours) = (APoint(Keys[0], 9, []), APoint(Keys[1], 11, [you]));
        var told = Briefings.Next(null, new BriefingContent { Points = [shared, yours] });
        // The first becomes yours alone, the second is yours at another hour: of that one I never hear.
        var next = Briefings.Next(told, new BriefingContent { Points = [shared with { OnlyFor = [you] }, yours with { From = new TimeOnly(12, 0) }] });
        var mine = BriefingSight.OfTravellers([me]).Of(next);
        Assert.Empty(mine.Points);
        Assert.Equal(Keys[0], Assert.Single(mine.Struck).Id);
        Assert.Equal(Keys[0], Assert.Single(BriefingSight.Guest.Of(next).Struck).Id);
        Assert.Equal(2, BriefingSight.OfTravellers([you]).Of(next).Points.Count);
        // What goes altogether is struck for those who had it.
        var last = Briefings.Next(next, new BriefingContent());
        Assert.Equal([Keys[0]], BriefingSight.OfTravellers([me]).Of(last).Struck.Select(p => p.Id));
        Assert.Equal([Keys[0], Keys[1]], BriefingSight.OfTravellers([you]).Of(last).Struck.Select(p => p.Id));
    }

    [Fact]
    public void A_person_of_a_host_reads_the_people_let_through_with_their_companies_and_of_studies_what_everybody_may()
    {
        var (company, other) = (Paceline.Domain.Ids.New(), Paceline.Domain.Ids.New());
        var pack = new BriefingContent
        {
            People = [new(Keys[0], "Ana", "", "", company, "Alfa", "", ""), new(Keys[1], "Ben", "", "", other, "Beta", "", "")],
            Companies = [new(company, "Alfa", "", "BE", "", "", [], [], [], []), new(other, "Beta", "", "BE", "", "", [], [], [], [])],
            Excerpts = [new(StudySection.Risks, new LocalizedText("r"), "S", StudyReaders.Partners), new(StudySection.Fairs, new LocalizedText("f"), "S", StudyReaders.Members), new(StudySection.Channels, new LocalizedText("c"), "S", StudyReaders.Everybody)],
        };
        var seen = BriefingSight.OfHost([Keys[0]]).Of(pack);
        Assert.Equal("Ana", Assert.Single(seen.People).Name);
        Assert.Equal("Alfa", Assert.Single(seen.Companies).Name);
        Assert.Equal(StudySection.Channels, Assert.Single(seen.Excerpts).Section);
        Assert.Empty(BriefingSight.Guest.Of(pack).People);
        Assert.Empty(BriefingSight.Guest.Of(pack).Companies);
        Assert.Equal([StudySection.Fairs, StudySection.Channels], BriefingSight.OfTravellers([Keys[0]]).Of(pack).Excerpts.Select(e => e.Section));
    }

    [Fact]
    public void Another_telephone_number_is_a_change_of_the_person_and_so_are_the_numbers_to_call()
    {
        var person = new BriefingPerson(Keys[0], "李娜", "Li Na", "", null, "Acme", "", "1");
        var changes = Briefings.Between(new BriefingContent { People = [person], EmergencyNumbers = "a 1" }, new BriefingContent { People = [person with { Phone = "2" }], EmergencyNumbers = "a 2" });
        Assert.Equal([(BriefingArea.Person, BriefingChangeKind.Changed), (BriefingArea.Emergency, BriefingChangeKind.Changed)], changes.Select(c => (c.Area, c.Kind)));
    }

    private static List<Guid> Ids(IEnumerable<BriefingChange> changes, BriefingChangeKind kind) => [.. changes.Where(c => c.Kind == kind && c.Area is BriefingArea.Point).Select(c => c.Id!.Value).Order()];

    private static BriefingPoint APoint(Guid id, int hour, IReadOnlyList<Guid> onlyFor) =>
        new(id, ProgrammeItemKind.Visit, new LocalizedText("Visit"), [], new DateOnly(2017, 9, 18), new TimeOnly(hour, 0), null, "", "", "", "", [], onlyFor);

    private static Gen<BriefingContent> AnyContent() =>
        from chosen in Gen.SubListOf(Keys)
        from hours in Gen.ArrayOf(Gen.Choose(8, 10), Keys.Length)
        from texts in Gen.ArrayOf(Gen.Elements("a", "b"), Keys.Length)
        from people in Gen.SubListOf(Keys)
        from phone in Gen.Elements("1", "2")
        select new BriefingContent
        {
            Points = [.. chosen.Select(k => APoint(k, hours[Array.IndexOf(Keys, k)], []) with { Title = new LocalizedText(texts[Array.IndexOf(Keys, k)]) })],
            People = [.. people.Select(k => new BriefingPerson(k, "Name", "", "", null, "", "", phone))],
        };
}
