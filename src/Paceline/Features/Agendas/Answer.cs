using System.ComponentModel.DataAnnotations;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;

namespace Paceline.Features.Agendas;

/// <summary>What one side taps after a meeting.</summary>
public sealed record Answer
{
    [Required(ErrorMessage = "Say whether you met.")]
    public Presence? Presence { get; init; }

    public MeetingResult? Result { get; init; }

    public NextStepIn? When { get; init; }

    public DateOnly? Day { get; init; }

    [StringLength(FollowUpAction.LongestText, ErrorMessage = "Use at most {1} characters.")]
    [RegularExpression("[^\0]*", ErrorMessage = "This holds a character that cannot be kept. Type it again.")]
    public string? Step { get; init; }

    [StringLength(MeetingOutcome.LongestNote, ErrorMessage = "Use at most {1} characters.")]
    [RegularExpression("[^\0]*", ErrorMessage = "This holds a character that cannot be kept. Type it again.")]
    public string? Note { get; init; }

    /// <summary>The version of the answer that was on the page; null when there was none yet.</summary>
    public int? Version { get; init; }

    /// <summary>What was said before, as the form shows it again.</summary>
    public static Answer Of(MeetingOutcome? outcome, FollowUpAction? step) => outcome is null ? new() : new()
    {
        Presence = outcome.Presence,
        Result = outcome.Result,
        When = step?.State is FollowUpState.Open ? NextStepIn.AnotherDay : NextStepIn.NothingToDo,
        Day = step?.State is FollowUpState.Open ? step.DueOn : null,
        Step = step?.State is FollowUpState.Open ? step.Step : null,
        Note = outcome.Note,
        Version = outcome.Version,
    };
}

/// <summary>The form of the taps: on the agenda for the last meeting, on each meeting's own page.</summary>
/// <param name="Done">Where to go when it is saved.</param>
/// <param name="Theirs">What was saved in between, when the form was refused for that.</param>
/// <param name="Today">The day at the event, from which "this week" counts.</param>
public sealed record TapsForm(string Address, string Done, string Heading, Answer Input, DateOnly Today, Answer? Theirs = null)
{
    /// <summary>Nothing was told yet: the last tap saves. A change is saved by its button.</summary>
    public bool IsFirst => Input.Version is null && Theirs is null;
}
