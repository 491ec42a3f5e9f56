using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;

namespace Paceline.Data.Demo;

/// <summary>What came of the meetings, and what is owed: some late, some due, some told by one side only.</summary>
internal static class DemoOutcomes
{
    private static readonly string[] Steps = ["Send the price list", "Send a sample", "Answer on certificates", "Call to agree the next step", "Send the contract draft", "Send references"];

    public static (List<MeetingOutcome> Outcomes, List<FollowUpAction> Actions) Of(IReadOnlyList<Participant> participants, IReadOnlyList<Meeting> meetings, int seed, DateOnly firstDue)
    {
        var draw = new Draw(seed);
        var byId = participants.ToDictionary(p => p.Id);
        var outcomes = new List<MeetingOutcome>();
        var actions = new List<FollowUpAction>();
        foreach (var meeting in meetings.Where(m => m.PublishedStart is not null))
        {
            var sides = new List<MeetingOutcome>();
            var missing = draw.Next() < 0.04;
            foreach (var side in meeting.Parties)
            {
                // The company of the tour still has two meetings to tell about; elsewhere one side in twelve is silent.
                var silent = byId[side].Code is "NRD" ? draw.Next() < 0.25 : draw.Next() < 0.08;
                if (silent) continue;
                var result = (MeetingResult)Math.Min(5, (int)(draw.Next() * 6));
                sides.Add(new MeetingOutcome
                {
                    MeetingId = meeting.Id,
                    ParticipantId = side,
                    Presence = missing ? Presence.TheyWereMissing : Presence.Held,
                    Result = missing ? null : result,
                    RecordedAt = meeting.PublishedEnd!.Value.AddMinutes(5),
                });
            }

            outcomes.AddRange(sides);
            if (sides.Count > 0) meeting.Settle(MeetingOutcome.StateAfter(sides));
            foreach (var told in sides.Where(s => s.Result >= MeetingResult.FollowUp && byId[s.ParticipantId].HomeClusterId is not null))
            {
                var action = new FollowUpAction
                {
                    MeetingId = meeting.Id,
                    ParticipantId = told.ParticipantId,
                    OrganisationId = byId[told.ParticipantId].OrganisationId,
                    HomeClusterId = byId[told.ParticipantId].HomeClusterId,
                    Step = Steps[(int)(draw.Next() * Steps.Length)],
                    DueOn = firstDue.AddDays((int)(draw.Next() * 140)),
                };
                // What was due before the summer is done, and of the rest most: what is left is what the demonstration shows.
                if (action.DueOn < new DateOnly(2017, 8, 20) || (action.DueOn < new DateOnly(2017, 10, 6) && draw.Next() < 0.6))
                    action.Complete(new DateTimeOffset(action.DueOn.AddDays(2).ToDateTime(new TimeOnly(15, 0)), TimeSpan.Zero));
                actions.Add(action);
            }
        }

        return (outcomes, actions);
    }
}
