using Paceline.Domain.Matchmaking;

namespace Paceline.Domain.FollowUp;

/// <summary>When the next step is due, as people say it after a meeting.</summary>
public enum NextStepIn
{
    /// <summary>By Friday; at the weekend, by Sunday.</summary>
    ThisWeek,
    /// <summary>In fourteen days.</summary>
    InTwoWeeks,
    /// <summary>On this day of next month.</summary>
    InAMonth,
    /// <summary>On a day that they name.</summary>
    AnotherDay,
    /// <summary>Nobody owes anything.</summary>
    NothingToDo,
}

/// <summary>What follows from the taps after a meeting.</summary>
public static class NextStep
{
    /// <summary>The step that a result usually leads to, as an English sentence; null where it leads to none.</summary>
    public static string? UsualAfter(MeetingResult result) => result switch
    {
        MeetingResult.NoInterest => null,
        MeetingResult.Information => "Send information",
        MeetingResult.FollowUp => "Get in touch again",
        MeetingResult.SampleOrQuote => "Send sample or quote",
        MeetingResult.Negotiation => "Send a proposal",
        MeetingResult.AgreementExpected => "Send the draft contract",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, null),
    };

    /// <summary>The day that the words mean; null for nothing to do and for a day that was not named.</summary>
    public static DateOnly? Due(NextStepIn when, DateOnly today, DateOnly? named) => when switch
    {
        NextStepIn.ThisWeek => today.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? Sunday(today) : Sunday(today).AddDays(-2),
        NextStepIn.InTwoWeeks => today.AddDays(14),
        NextStepIn.InAMonth => today.AddMonths(1),
        NextStepIn.AnotherDay => named,
        NextStepIn.NothingToDo => null,
        _ => throw new ArgumentOutOfRangeException(nameof(when), when, null),
    };

    /// <summary>The last day of the week that a day lies in.</summary>
    internal static DateOnly Sunday(DateOnly day) => day.AddDays((7 - (int)day.DayOfWeek) % 7);
}
