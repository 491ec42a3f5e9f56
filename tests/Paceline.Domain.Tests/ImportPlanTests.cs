using Paceline.Domain.Matchmaking.Imports;

namespace Paceline.Domain.Tests;

public sealed class ImportPlanTests
{
    private static readonly Guid E = Ids.New(), B = Ids.New(), Cluster = Ids.New();
    private readonly List<ExistingParticipant> _there = [];
    private readonly List<ExistingMeeting> _meet = [];
    private readonly List<KnownOrganisation> _known = [];

    [Fact]
    public void New_participants_get_numbers_codes_and_their_organisation()
    {
        _known.Add(new KnownOrganisation(Ids.New(), "Nordvelo components", "BE", Cluster));
        var plan = Participants(new(2, "NORDVELO Components") { Country = "BE" }, new(3, "北京体育") { Code = "BEI", Number = 1 });
        Assert.Equal([(2, "NOR"), (1, "BEI")], plan.Participants.Select(p => (p.Number, p.Code)));
        Assert.Equal((_known[0].Id, Cluster), (plan.Participants[0].OrganisationId, plan.Participants[0].HomeClusterId));
        Assert.All(plan.Participants, p => Assert.Equal((E, B), (p.EventId, p.ImportId!.Value)));
    }

    [Fact]
    public void Two_organisations_of_one_name_are_told_apart_by_country_or_not_at_all()
    {
        _known.AddRange([new(Ids.New(), "Velo", "BE", null), new(Ids.New(), "Velo", "FR", null)]);
        Assert.Equal(1, Participants(new ParticipantRow(2, "Velo") { Country = "FR" }).Linked);
        Assert.Equal(0, Participants(new ParticipantRow(2, "Velo")).Linked);
    }

    [Fact]
    public void Same_name_or_address_is_a_probable_duplicate_and_the_existing_is_kept()
    {
        _there.Add(new ExistingParticipant(Ids.New(), 1, "NRD", "Nordvelo", "a@b.example", []));
        ParticipantRow[] rows = [new(2, "nordvelo "), new(3, "Other") { Email = "A@b.example" }, new(4, "New"), new(5, "new")];
        var plan = Participants(rows);
        Assert.Equal([2, 3, 5], plan.Duplicates.Select(d => d.Line));
        Assert.True(plan.Duplicates[2].InFile);
        Assert.Equal("New", Assert.Single(plan.Participants).Name);
        Assert.Equal(4, ParticipantsAnyway([2, 3, 5], rows).Participants.Count);
    }

    [Fact]
    public void Numbers_and_codes_that_others_have_are_wrong()
    {
        _there.Add(new ExistingParticipant(Ids.New(), 1, "NRD", "Nordvelo", "", []));
        var plan = Participants(new(2, "A") { Number = 1 }, new(3, "B") { Code = "nrd" }, new(4, "C") { Code = "X" }, new(5, "D") { Code = "x" }, new(6, "E"));
        Assert.Equal([2, 3, 5], plan.WrongLines);
        Assert.Equal(["C", "E"], plan.Participants.Select(p => p.Name));
    }

    [Fact]
    public void Meetings_name_their_parties_by_code_name_or_number_and_add_whom_nobody_knows()
    {
        _there.AddRange([new(Ids.New(), 1, "NRD", "Nordvelo", "", []), new(Ids.New(), 2, "KAS", "Kassei", "", [])]);
        var plan = Meetings(new(2, 1, "nrd", "2"), new(3, 2, "NORDVELO", "Someone new"), new(4, 3, "someone NEW", "KAS"));
        Assert.Empty(plan.Problems);
        Assert.Equal("Someone new", Assert.Single(plan.Participants).Name);
        Assert.Equal(3, plan.Meetings.Count);
        Assert.Equal(2, plan.Matched);
    }

    [Fact]
    public void What_cannot_be_a_meeting_is_said_and_makes_nobody()
    {
        _there.AddRange([new(Ids.New(), 1, "NRD", "Nordvelo", "", []), new(Ids.New(), 2, "A", "Twin", "", []), new(Ids.New(), 3, "B", "Twin", "", [])]);
        var plan = Meetings(new(2, 1, "NRD", "Nordvelo"), new(3, 2, "Newco", "newco"), new(4, 3, "Newco", "77"), new(5, 4, "Twin", "NRD"));
        Assert.Equal([2, 3, 4, 5], plan.WrongLines);
        Assert.Empty(plan.Participants);
        Assert.False(plan.HasWork);
    }

    [Fact]
    public void A_pair_named_twice_in_a_table_is_a_probable_duplicate()
    {
        MeetingRow[] rows = [new(2, 1, "A", "B"), new(3, 2, "b", "a"), new(4, 3, "A", "C") { After = [2] }];
        var plan = Meetings(rows);
        Assert.Equal(3, Assert.Single(plan.Duplicates).Line);
        // What should come after the repeated line comes after the meeting that is kept.
        Assert.Equal([1], plan.Meetings[1].After);
        Assert.Equal(3, MeetingsAnyway([3], rows).Meetings.Count);
    }

    [Fact]
    public void Twins_of_an_instance_are_meant_and_found_again_the_second_time()
    {
        var content = new ImportContent(ImportShape.Instance) { Participants = [P(1), P(2)], Meetings = [new(1, 1, "1", "2"), new(2, 2, "1", "2")] };
        var first = ImportPlan.Of(content, Contents(), new HashSet<int>());
        Assert.Equal((2, 2, 0), (first.Participants.Count, first.Meetings.Count, first.Duplicates.Count));
        Assert.Equal(["P01", "P02"], first.Participants.Select(p => p.Code));
        _there.AddRange(first.Participants.Select(p => new ExistingParticipant(p.Id, p.Number, p.Code, p.Name, "", [])));
        _meet.AddRange(first.Meetings.Select(m => new ExistingMeeting(m.Number, m.FirstId, m.SecondId)));
        var second = ImportPlan.Of(content, Contents(), new HashSet<int>());
        Assert.False(second.HasWork);
        Assert.Equal(4, second.Duplicates.Count);

        static ParticipantRow P(int n) => new(-n, $"Participant {n}") { Number = n };
    }

    [Fact]
    public void Meetings_that_wait_for_each_other_are_wrong_and_others_are_not()
    {
        var plan = Meetings(new(2, 1, "A", "B") { After = [3] }, new(3, 2, "A", "C") { After = [1] }, new(4, 3, "A", "D") { After = [2] }, new(5, 4, "A", "E") { After = [3, 99] }, new(6, 5, "A", "F"));
        Assert.Equal([2, 3, 4], plan.WrongLines);
        Assert.Equal(2, plan.Meetings.Count);
        Assert.Empty(plan.Meetings[0].After);
    }

    [Fact]
    public void New_meetings_go_on_counting()
    {
        _there.AddRange([new(Ids.New(), 1, "A", "A", "", []), new(Ids.New(), 2, "B", "B", "", [])]);
        var plan = ImportPlan.Of(new ImportContent(ImportShape.Meetings) { Meetings = [new(2, 1, "A", "B")] }, Contents() with { LastMeeting = 41 }, new HashSet<int>());
        Assert.Equal(42, plan.Meetings[0].Number);
    }

    [Fact]
    public void What_relies_on_an_import_keeps_it()
    {
        Assert.Null(new ImportUse(0, 0, 0, false).Refusal);
        Assert.NotNull(new ImportUse(1, 0, 0, false).Refusal);
        Assert.NotNull(new ImportUse(0, 1, 0, false).Refusal);
        Assert.NotNull(new ImportUse(0, 0, 1, false).Refusal);
        Assert.NotNull(new ImportUse(0, 0, 0, true).Refusal);
    }

    private EventContents Contents() => new(E, B, _there, _meet, _meet.Count, _known);
    private ImportPlan Participants(params ParticipantRow[] rows) => ParticipantsAnyway([], rows);
    private ImportPlan ParticipantsAnyway(int[] anyway, ParticipantRow[] rows) => ImportPlan.Of(new ImportContent(ImportShape.Participants) { Participants = rows }, Contents(), anyway.ToHashSet());
    private ImportPlan Meetings(params MeetingRow[] rows) => MeetingsAnyway([], rows);
    private ImportPlan MeetingsAnyway(int[] anyway, MeetingRow[] rows) => ImportPlan.Of(new ImportContent(ImportShape.Meetings) { Meetings = rows }, Contents(), anyway.ToHashSet());
}
