using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;

namespace Paceline.Features.Agendas;

/// <summary>What became of an answer.</summary>
public sealed record Answered(bool IsMissing = false, Refusal? Refusal = null, string Field = "", Answer? Theirs = null)
{
    public bool IsSaved => !IsMissing && Refusal is null && Theirs is null;
}

/// <summary>Saves what one side says of a meeting: the answer, where the meeting now stands, and the next step.</summary>
public sealed class TellOutcome(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock, Texts texts)
{
    public async Task<Answered> Run(OpenAgenda agenda, Guid meeting, Answer answer, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            try
            {
                return await Once(agenda, meeting, answer, stop);
            }
            catch (DbUpdateException) when (attempt < 5)
            {
                // The other side, or a second tap, was saved in between: look again at what stands there now.
            }
        }
    }

    private async Task<Answered> Once(OpenAgenda agenda, Guid meetingId, Answer answer, CancellationToken stop)
    {
        var (me, now, today) = (agenda.Participant, clock.GetUtcNow(), clock.Today(agenda.Event.TimeZone));
        var meeting = await db.Meetings.FirstOrDefaultAsync(m => m.Id == meetingId && (m.FirstId == me.Id || m.SecondId == me.Id), stop);
        if (meeting is null || !Agenda.Shows(agenda.Event, meeting)) return new(IsMissing: true);
        if (MeetingOutcome.WhyNotYet(meeting, now) is { } notYet) return new(Refusal: notYet);
        List<MeetingOutcome> outcomes;
        string counterpart;
        using (db.Beyond("Where a meeting stands follows from what both sides say, and the trail names both.", participants: [meeting.Counterpart(me.Id)]))
        {
            outcomes = await db.MeetingOutcomes.Where(o => o.MeetingId == meetingId).ToListAsync(stop);
            counterpart = await db.Participants.Where(p => p.Id == meeting.Counterpart(me.Id)).Select(p => p.Name).SingleAsync(stop);
        }

        var mine = outcomes.Find(o => o.ParticipantId == me.Id);
        var step = await db.FollowUpActions.FirstOrDefaultAsync(a => a.MeetingId == meetingId && a.ParticipantId == me.Id, stop);

        var wanted = Wanted(answer, step, today, out var field, out var refusal);
        if (refusal is not null) return new(Refusal: refusal, Field: field);
        var before = Said(mine, step);
        if (mine is not null && mine.Version != answer.Version)
            return Same(mine, step, answer, wanted) ? new() : new(Theirs: Answer.Of(mine, step));

        var first = mine is null;
        if (mine is null)
        {
            mine = new MeetingOutcome { MeetingId = meetingId, ParticipantId = me.Id, Presence = answer.Presence!.Value, RecordedAt = now };
            outcomes.Add(mine);
            db.MeetingOutcomes.Add(mine);
        }

        if (mine.Tell(answer.Presence!.Value, answer.Result, answer.Note ?? "", now) is { } incomplete) return new(Refusal: incomplete, Field: "Input.Result");
        step = Follow(agenda, meetingId, step, wanted, now);
        var state = MeetingOutcome.StateAfter(outcomes);
        if (state is not MeetingState.Scheduled || meeting.State is not MeetingState.Cancelled) meeting.Settle(state);
        // Written even if it stays as it is: of two sides that answer at once the second must see the first.
        db.Entry(meeting).Property(m => m.State).IsModified = true;

        audit.Add(first ? "Told what came of a meeting" : "Changed what came of a meeting", RecordKind.Meeting, meetingId, $"{me.Name}, {counterpart}",
            first ? Said(mine, step) : $"{before} → {Said(mine, step)}", access.GuestParticipantId is null ? null : new(me.Name, me.OrganisationId), me.HomeClusterId ?? agenda.Event.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return new();
    }

    private (string Step, DateOnly Due)? Wanted(Answer answer, FollowUpAction? step, DateOnly today, out string field, out Refusal? refusal)
    {
        (field, refusal) = ("", null);
        if (answer.Presence is not Presence.Held || answer.When is NextStepIn.NothingToDo) return null;
        if (answer.Result is not { } result) return Refused("Input.Result", "Say what came of the meeting.", out field, out refusal);
        if (answer.When is not { } when) return Refused("Input.When", "Say when you take the next step, or that there is nothing to do.", out field, out refusal);
        if (NextStep.Due(when, today, answer.Day) is not { } due) return Refused("Input.Day", "Choose the day of the next step.", out field, out refusal);
        if (due < today && due != step?.DueOn) return Refused("Input.Day", "Choose today or a later day.", out field, out refusal);
        if (due > today.AddYears(2)) return Refused("Input.Day", "Choose a day within two years.", out field, out refusal);
        var text = string.IsNullOrWhiteSpace(answer.Step) ? NextStep.UsualAfter(result) is { } usual ? texts[usual].Value : "" : answer.Step.Trim();
        return text is "" ? Refused("Input.Step", "Say what the next step is.", out field, out refusal) : (text, due);
    }

    private static (string, DateOnly)? Refused(string at, string sentence, out string field, out Refusal? refusal)
    {
        (field, refusal) = (at, new Refusal(sentence));
        return null;
    }

    private FollowUpAction? Follow(OpenAgenda agenda, Guid meeting, FollowUpAction? step, (string Step, DateOnly Due)? wanted, DateTimeOffset now)
    {
        if (wanted is not var (text, due))
        {
            if (step?.State is FollowUpState.Open) step.Drop(texts["Nothing to do, by a later answer"].Value, now);
            return step;
        }

        if (step is null)
        {
            step = new FollowUpAction { MeetingId = meeting, ParticipantId = agenda.Participant.Id, OrganisationId = agenda.Participant.OrganisationId, HomeClusterId = agenda.Participant.HomeClusterId, Step = text, DueOn = due };
            db.FollowUpActions.Add(step);
            return step;
        }

        if (step.State is not FollowUpState.Open) step.Reopen();
        (step.Step, step.DueOn) = (text, due);
        return step;
    }

    private static bool Same(MeetingOutcome mine, FollowUpAction? step, Answer answer, (string Step, DateOnly Due)? wanted) =>
        mine.Presence == answer.Presence
        && mine.Result == (answer.Presence is Presence.Held ? answer.Result : null)
        && string.Equals(mine.Note, (answer.Note ?? "").Trim(), StringComparison.Ordinal)
        && wanted == (step?.State is FollowUpState.Open ? (step.Step, step.DueOn) : default((string, DateOnly)?));

    // For the audit trail: the note stays with whoever wrote it.
    private static string Said(MeetingOutcome? outcome, FollowUpAction? step)
    {
        if (outcome is null) return "";
        var said = outcome.Result is { } result ? $"{Words.Of(outcome.Presence)}, {Words.Of(result)}" : Words.Of(outcome.Presence);
        return step?.State is FollowUpState.Open ? $"{said}; {step.Step}, {Dates.Day(step.DueOn)}" : said;
    }
}
