using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;

namespace Paceline.Domain.Tests.Activities.Registrations;

public sealed class RegistrationTests
{
    private static readonly DateTimeOffset Morning = new(2017, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private static SeatHolder Holder(RegistrationState state, int number, RegistrationRole role = RegistrationRole.Guest) => new(Ids.New(), role, state, Morning.AddMinutes(number), number);

    [Fact]
    public void A_number_is_read_however_it_is_typed_and_a_badge_of_another_activity_is_noticed()
    {
        var (here, there) = (new Guid("0190a000-0000-7000-8000-000000000001"), new Guid("0190a000-0000-7000-8000-000000000002"));
        var code = RegistrationCode.Of(here, 42);
        Assert.StartsWith("0042-", code, StringComparison.Ordinal);
        Assert.Equal(42, RegistrationCode.Read(here, code));
        Assert.Equal(42, RegistrationCode.Read(here, " " + code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)));
        Assert.Equal(42, RegistrationCode.Read(here, "42"));
        Assert.Equal(42, RegistrationCode.Read(here, "۴۲"));
        Assert.Null(RegistrationCode.Read(there, code));
        Assert.Null(RegistrationCode.Read(here, "0043" + code[4..]));
        Assert.Null(RegistrationCode.Read(here, "Anna"));
        Assert.Null(RegistrationCode.Read(here, "99999999999999"));
    }

    [Fact]
    public void The_last_place_goes_to_the_first_and_nobody_overtakes_those_who_wait()
    {
        Assert.Equal(RegistrationState.Confirmed, Seats.Place(10, 9, 0, RegistrationRole.Guest, needsYes: false));
        Assert.Equal(RegistrationState.Waitlisted, Seats.Place(10, 10, 0, RegistrationRole.Guest, needsYes: false));
        Assert.Equal(RegistrationState.Waitlisted, Seats.Place(10, 9, 1, RegistrationRole.Guest, needsYes: false));
        Assert.Equal(RegistrationState.Registered, Seats.Place(10, 9, 0, RegistrationRole.Guest, needsYes: true));
        Assert.Equal(RegistrationState.Confirmed, Seats.Place(null, 5000, 0, RegistrationRole.Delegate, needsYes: false));
        Assert.Equal(RegistrationState.Confirmed, Seats.Place(10, 10, 7, RegistrationRole.Speaker, needsYes: true));
    }

    [Fact]
    public void The_waiting_list_moves_up_in_the_order_in_which_people_asked()
    {
        SeatHolder[] people = [Holder(RegistrationState.Confirmed, 1), Holder(RegistrationState.Waitlisted, 4), Holder(RegistrationState.Waitlisted, 3), Holder(RegistrationState.Cancelled, 2), Holder(RegistrationState.Confirmed, 5, RegistrationRole.Staff)];
        Assert.Equal([3], Seats.MovingUp(2, people).Select(p => p.Number));
        Assert.Equal([3, 4], Seats.MovingUp(null, people).Select(p => p.Number));
        Assert.Empty(Seats.MovingUp(1, people));
    }

    [Fact]
    public void Who_moves_up_has_the_place_and_not_the_yes()
    {
        Assert.Equal(RegistrationState.Registered, Seats.PlaceOfRising(needsYes: true));
        Assert.Equal(RegistrationState.Confirmed, Seats.PlaceOfRising(needsYes: false));
    }

    [Theory]
    [InlineData(RegistrationState.Waitlisted), InlineData(RegistrationState.Registered), InlineData(RegistrationState.NoShow), InlineData(RegistrationState.Confirmed), InlineData(RegistrationState.Cancelled)]
    public void What_is_taken_back_stands_where_it_stood(RegistrationState before)
    {
        var person = new Registration { ActivityId = Ids.New(), Name = "Ada", Role = RegistrationRole.Guest, RegisteredAt = Morning, State = before };
        person.TakeBack();
        Assert.Equal(before, person.State);
        person.Receive();
        person.Receive();
        Assert.Equal(before is RegistrationState.Cancelled ? before : RegistrationState.CheckedIn, person.State);
        person.TakeBack();
        Assert.Equal((before, null), (person.State, person.StateBefore));
    }

    [Fact]
    public void A_correction_changes_the_answers_that_were_asked_for_and_no_others()
    {
        RegistrationQuestion Question(bool isWithdrawn = false) => new(Ids.New(), new("?"), QuestionKind.Text, [], false, isWithdrawn);
        var (asked, emptied, newer, withdrawn) = (Question(), Question(), Question(), Question(isWithdrawn: true));
        var book = new RegistrationBook { ActivityId = Ids.New(), Questions = [asked, emptied, newer, withdrawn] };
        var answers = book.Corrected(new Dictionary<Guid, string> { [asked.Id] = "M", [emptied.Id] = "x", [newer.Id] = "y", [withdrawn.Id] = "z" }, new Dictionary<Guid, string?> { [asked.Id] = " L ", [emptied.Id] = " ", [withdrawn.Id] = "forged", [Ids.New()] = "stray" });
        Assert.Equal(new Dictionary<Guid, string> { [asked.Id] = "L", [newer.Id] = "y", [withdrawn.Id] = "z" }, answers);
    }

    [Fact]
    public void Fewer_places_throw_nobody_out_and_are_told_before()
    {
        SeatHolder[] people = [Holder(RegistrationState.Confirmed, 1), Holder(RegistrationState.Registered, 2), Holder(RegistrationState.CheckedIn, 3), Holder(RegistrationState.Waitlisted, 4)];
        Assert.Equal(new CapacityImpact(3, 1, Over: 1, MoveUp: 0), Seats.Change(2, people));
        Assert.Equal(new CapacityImpact(3, 1, Over: 0, MoveUp: 1), Seats.Change(4, people));
        Assert.Equal(new CapacityImpact(3, 1, Over: 0, MoveUp: 1), Seats.Change(null, people));
    }

    [Theory]
    [InlineData(ActivityState.Planned, false, true)]
    [InlineData(ActivityState.OpenForRegistration, true, true)]
    [InlineData(ActivityState.RegistrationClosed, false, true)]
    [InlineData(ActivityState.Running, false, true)]
    [InlineData(ActivityState.Held, false, true)]
    [InlineData(ActivityState.Verified, false, false)]
    [InlineData(ActivityState.Cancelled, false, false)]
    [InlineData(ActivityState.Postponed, false, false)]
    public void Who_may_register_when(ActivityState state, bool oneself, bool organiser)
    {
        Assert.Equal(oneself, Seats.Closed(CheckInTests.Conference(state), byOrganiser: false) is null);
        Assert.Equal(organiser, Seats.Closed(CheckInTests.Conference(state), byOrganiser: true) is null);
    }

    [Fact]
    public void Whoever_was_there_is_not_cancelled()
    {
        var registration = new Registration { ActivityId = Ids.New(), Name = "Anna", Role = RegistrationRole.Guest, RegisteredAt = Morning, State = RegistrationState.CheckedIn };
        Assert.NotNull(registration.Cancel(""));
        registration.State = RegistrationState.Confirmed;
        Assert.Null(registration.Cancel(" ill "));
        Assert.Equal((RegistrationState.Cancelled, "ill"), (registration.State, registration.CancelReason));
    }

    [Fact]
    public void A_printing_has_room_for_walk_ins_on_its_last_page()
    {
        Assert.Equal([0], AttendanceSheet.Split(Array.Empty<int>()).Select(p => p.Count));
        Assert.Equal([10], AttendanceSheet.Split(Enumerable.Range(0, 10).ToArray()).Select(p => p.Count));
        Assert.Equal([14, 0], AttendanceSheet.Split(Enumerable.Range(0, 14).ToArray()).Select(p => p.Count));
        Assert.Equal(Enumerable.Range(0, 33), AttendanceSheet.Split(Enumerable.Range(0, 33).ToArray()).SelectMany(p => p));
    }

    [Fact]
    public void A_scan_of_another_sheet_is_asked_about()
    {
        var sheet = new AttendanceSheet { ActivityId = Ids.New(), Number = 3, Day = new(2017, 2, 13), Page = 1, Pages = 2, PrintedBy = "Ada", PrintedAt = Morning };
        Assert.Equal(3, AttendanceSheet.Read(sheet.ActivityId, sheet.Code));
        Assert.Null(AttendanceSheet.Doubt(sheet, sheet.Day, 1));
        Assert.NotNull(AttendanceSheet.Doubt(sheet, sheet.Day.AddDays(1), 1));
        Assert.NotNull(AttendanceSheet.Doubt(null, sheet.Day, 1));
        sheet.EvidenceId = Ids.New();
        Assert.NotNull(AttendanceSheet.Doubt(sheet, sheet.Day, 1));
    }

    [Fact]
    public void An_evaluation_is_summed_by_question()
    {
        EvaluationQuestion scale = new(Ids.New(), new LocalizedText("Useful?"), IsScale: true), words = new(Ids.New(), new LocalizedText("What else?"), IsScale: false);
        EvaluationAnswer Answer(EvaluationQuestion q, int? score, string text = "") => new() { Id = Ids.New(), ActivityId = Guid.Empty, QuestionId = q.Id, Score = score, Text = text };
        var results = Evaluations.Sum([scale, words], [Answer(scale, 5), Answer(scale, 4), Answer(scale, 9), Answer(words, null, "More time"), Answer(words, null)]);
        Assert.Equal((2, 4.5), (results[0].Answers, results[0].Mean));
        Assert.Equal([0, 0, 0, 1, 1], results[0].PerScore);
        Assert.Equal(["More time"], results[1].Texts);
        Assert.Equal(67, Evaluations.Rate(2, 3));
        Assert.Equal(0, Evaluations.Rate(0, 0));
    }

    [Theory, InlineData("0042-KT", true), InlineData(" 0042 kt ", true), InlineData("0042KT", true), InlineData("0042", false), InlineData("Anne-Marie", false), InlineData("王小明", false), InlineData("2 AB", false)]
    public void A_number_with_its_letters_is_told_from_a_name(string typed, bool isOne) => Assert.Equal(isOne, RegistrationCode.LooksLikeOne(typed));
}
