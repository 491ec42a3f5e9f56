using FsCheck;
using FsCheck.Fluent;
using Paceline.Domain.Activities.Calls;

namespace Paceline.Domain.Tests.Activities;

public sealed class CallFormTests
{
    private static readonly CallQuestion Stand = new() { Kind = QuestionKind.OneChoice, Label = new("Do you want a stand?"), Options = [new(Ids.New(), new("Yes")), new(Ids.New(), new("No"))], IsRequired = true };
    private static readonly CallQuestion Size = new() { Kind = QuestionKind.Number, Label = new("How large?"), IsRequired = true, OnlyWhen = new(Stand.Id, Stand.Options[0].Id.ToString()) };
    private static readonly CallQuestion Terms = new() { Kind = QuestionKind.Consent, Label = new("We pay our share."), IsRequired = true };
    private static readonly CallQuestion Old = new() { Kind = QuestionKind.ShortText, Label = new("Old"), IsRequired = true, IsRetired = true };
    private static readonly CallQuestion[] Form = [Stand, Size, Terms, Old];

    [Fact]
    public void A_question_is_shown_only_where_an_earlier_answer_asks_for_it()
    {
        Assert.Equal([Stand, Terms], CallForm.Shown(Form, []));
        Assert.Equal([Stand, Size, Terms], CallForm.Shown(Form, Answer((Stand, Stand.Options[0].Id.ToString()))));
        Assert.Equal([Stand, Terms], CallForm.Shown(Form, Answer((Stand, Stand.Options[1].Id.ToString()), (Size, "12"))));
    }

    [Fact]
    public void What_is_hidden_is_neither_missing_nor_submitted_and_stays_in_the_draft()
    {
        var answers = Answer((Stand, Stand.Options[1].Id.ToString()), (Size, "twelve"), (Terms, "yes"));
        Assert.Empty(CallForm.Faults(Form, answers, whole: true));
        Assert.Equal(new[] { Stand.Id, Terms.Id }.Order(), CallForm.Submitted(Form, answers).Keys.Order());
        Assert.Equal("twelve", answers.One(Size.Id));
    }

    [Fact]
    public void A_draft_may_lack_answers_but_not_have_wrong_ones()
    {
        Assert.Equal(2, CallForm.Faults(Form, [], whole: true).Count);
        Assert.Empty(CallForm.Faults(Form, [], whole: false));
        var wrong = Answer((Stand, Stand.Options[0].Id.ToString()), (Size, "1e5"));
        Assert.Equal([Size.Id], CallForm.Faults(Form, wrong, whole: false).Keys);
        Assert.Equal([Stand.Id], CallForm.Faults(Form, Answer((Stand, "elsewhere")), whole: false).Keys);
    }

    [Fact]
    public void A_question_never_comes_before_the_one_that_shows_it()
    {
        Assert.Null(CallForm.Moved(Form, Size.Id, -1));
        Assert.Null(CallForm.Moved(Form, Stand.Id, 1));
        Assert.Equal([Stand, Terms, Size, Old], CallForm.Moved(Form, Size.Id, 1)!);
        Assert.Null(CallForm.Moved(Form, Stand.Id, -1));
        Assert.NotNull(CallForm.Refuses(Stand with { OnlyWhen = new(Terms.Id, CallQuestion.Yes) }, Form));
        Assert.NotNull(CallForm.Refuses(Size with { OnlyWhen = new(Stand.Id, "maybe") }, Form));
        Assert.Null(CallForm.Refuses(Size, Form));
        Assert.NotNull(CallForm.Refuses(Stand with { Options = [] }, Form));
    }

    [Fact]
    public void A_question_with_answers_is_retired_and_one_without_is_gone()
    {
        Assert.Equal(3, CallForm.Without(Form, Terms.Id, 0).Count);
        Assert.True(CallForm.Without(Form, Terms.Id, 3).Single(q => q.Id == Terms.Id).IsRetired);
        Assert.True(CallForm.Without(Form, Stand.Id, 0).Single(q => q.Id == Stand.Id).IsRetired);
    }

    [Fact]
    public void A_change_says_what_it_does_to_answers_that_are_there()
    {
        var chosen = new Dictionary<Guid, int> { [Stand.Options[0].Id] = 4 };
        Assert.Empty(CallForm.Effects(Stand, Stand with { Label = new("Another") }, 0, chosen));
        Assert.Single(CallForm.Effects(Stand, Stand with { IsRetired = true }, 5, chosen));
        Assert.Equal(2, CallForm.Effects(Stand, Stand with { Label = new("Another"), Options = [Stand.Options[1], new(Ids.New(), new("Perhaps"))] }, 5, chosen).Count());
        Assert.Empty(CallForm.Effects(Stand, Stand with { Options = [.. Stand.Options, new(Ids.New(), new("Perhaps"))] }, 5, chosen));
    }

    [Fact]
    public void An_option_keeps_the_key_of_its_wording_wherever_it_stands_and_a_place_counts_only_for_a_key_that_nobody_claims()
    {
        QuestionOption a = new(Ids.New(), new("A")), b = new(Ids.New(), new("B") { ["fr"] = "Bé" });
        Assert.Equal([b.Id, a.Id], Keys(new("B") { ["fr"] = "Bé" }, new("A")));
        var swapped = Keys(new("C"), new("A"));
        Assert.Equal(a.Id, swapped[1]);
        Assert.DoesNotContain(swapped[0], new[] { a.Id, b.Id });
        // A spelling that is corrected is the same answer, in whatever language.
        Assert.Equal([a.Id, b.Id], Keys(new("Aa"), new("B") { ["fr"] = "Bée" }));
        Assert.Equal([a.Id, b.Id], Keys(new("A"), new("B") { ["fr"] = "Bé" }, new("C"))[..2]);
        Guid[] Keys(params LocalizedText[] lines) => [.. CallForm.Keyed([a, b], lines).Select(o => o.Id)];
    }

    [Fact]
    public void An_answer_that_is_worded_anew_is_told_where_somebody_chose_it()
    {
        var chosen = new Dictionary<Guid, int> { [Stand.Options[0].Id] = 3 };
        Assert.Single(CallForm.Effects(Stand, Stand with { Options = [Stand.Options[0] with { Label = new("Another") }, Stand.Options[1]] }, 3, chosen));
        Assert.Empty(CallForm.Effects(Stand, Stand with { Options = [Stand.Options[0], Stand.Options[1] with { Label = new("Another") }] }, 3, chosen));
    }

    // Random forms whose conditions name any question: hidden ones never let others show.
    private static readonly Arbitrary<(int N, int Seed)> Forms = (from n in Gen.Choose(0, 12) from s in Gen.Choose(0, 5000) select (n, s)).ToArbitrary();

    [Fact]
    public void Whatever_the_conditions_a_shown_question_has_a_shown_reason_and_nothing_hidden_is_submitted() => Prop.ForAll(Forms, made =>
    {
        var random = new System.Random(made.Seed);
        var ids = Enumerable.Range(0, made.N).Select(_ => Ids.New()).ToArray();
        var form = ids.Select(id => new CallQuestion { Id = id, Kind = QuestionKind.Consent, Label = new("Q"), IsRetired = random.Next(6) == 0, OnlyWhen = random.Next(2) == 0 ? null : new(ids[random.Next(ids.Length)], CallQuestion.Yes) }).ToList();
        var answers = new Answers();
        foreach (var id in ids)
            if (random.Next(2) == 0) answers[id] = [CallQuestion.Yes];
        var shown = CallForm.Shown(form, answers);
        return shown.All(q => !q.IsRetired && (q.OnlyWhen is null || answers.Has(q.OnlyWhen.Question, CallQuestion.Yes) && shown.Any(s => s.Id == q.OnlyWhen.Question)))
            && CallForm.Submitted(form, answers).Keys.All(k => shown.Any(s => s.Id == k));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static Answers Answer(params (CallQuestion Question, string Value)[] given)
    {
        var answers = new Answers();
        foreach (var (question, value) in given) answers[question.Id] = [value];
        return answers;
    }
}
