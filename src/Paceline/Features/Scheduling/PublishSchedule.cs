using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Scheduling;

/// <summary>What publishing would tell, and to whom.</summary>
public sealed record PublicationNews(IReadOnlyList<(Meeting Meeting, MeetingNews News)> Changes, int Unscheduled, IReadOnlyList<Participant> Concerned)
{
    public int Count(MeetingNews news) => Changes.Count(c => c.News == news);

    /// <summary>Those of them that can be reached by mail.</summary>
    public int Reachable => Concerned.Count(p => p.Email is not "");

    public static PublicationNews Of(EventSchedule schedule)
    {
        var changes = schedule.Meetings.Select(m => (m, m.News(schedule.Timetable.Slot(m.Slot)))).Where(c => c.Item2 is not MeetingNews.None).ToList();
        var concerned = changes.SelectMany(c => c.m.Parties).ToHashSet();
        return new PublicationNews(changes, schedule.Meetings.Count(m => m.IsOpen && schedule.Timetable.Slot(m.Slot) is null), [.. schedule.Participants.Where(p => concerned.Contains(p.Id))]);
    }
}

/// <summary>Makes the draft what participants see, and tells those whose meetings are news.</summary>
public sealed class PublishSchedule(PacelineDb db, CurrentAccess access, AuditTrail audit, Outbox outbox, Links links, Texts texts, TimeProvider clock)
{
    /// <summary>Said when the draft is not the one that was looked at.</summary>
    public static readonly Refusal Changed = new("Somebody changed the schedule while you were looking. These are the figures now; publish again if they are right.");

    /// <param name="eventId">The event.</param>
    /// <param name="version">The event's version that the person saw.</param>
    /// <param name="publication">Preliminary or final.</param>
    /// <param name="address">Where the product is reached from outside, for the links in the mails.</param>
    /// <param name="stop">Ends the attempt.</param>
    public async Task<DraftAnswer> Run(Guid eventId, int version, Publication publication, string address, CancellationToken stop)
    {
        var schedule = await EventSchedule.Load(db, eventId, toChange: true, stop);
        if (schedule is null || !access.May(Can.ManageEvent, new Scope(schedule.Event.LeadClusterId))) return DraftAnswer.NotFound;
        if (publication is not (Publication.Preliminary or Publication.Final)) return DraftAnswer.Refused(new Refusal("Choose whether the schedule is preliminary or final."));
        if (schedule.Event.Version != version) return DraftAnswer.Refused(Changed);
        if (await StartScheduling.UnderWay(db, eventId, stop)) return DraftAnswer.Refused(new Refusal("A search for a schedule is under way. Stop it or wait for its end, then publish."));

        var news = PublicationNews.Of(schedule);
        foreach (var (meeting, _) in news.Changes) meeting.Publish(schedule.Timetable.Slot(meeting.Slot));
        (schedule.Event.Publication, schedule.Event.PublishedAt) = (publication, clock.GetUtcNow());
        var told = 0;
        foreach (var participant in news.Concerned.Where(p => p.Email is not ""))
        {
            var link = address + Urls.Agenda(await links.For(LinkPurpose.Agenda, participant.Id, LinkLifetime(schedule), stop));
            var own = news.Changes.Where(c => c.Meeting.Parties.Contains(participant.Id)).ToList();
            var (subject, text) = Mail(schedule, participant, own, publication, link);
            outbox.Add(participant.Email, subject, text);
            told++;
        }

        audit.Add(publication is Publication.Final ? "Published the schedule as final" : "Published the schedule as preliminary", RecordKind.Activity, eventId, schedule.Event.Title.ToString(),
            $"{news.Count(MeetingNews.New)} new, {news.Count(MeetingNews.Moved)} moved, {news.Count(MeetingNews.Withdrawn)} withdrawn; {told} told by mail", cluster: schedule.Event.LeadClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return DraftAnswer.Refused(Changed);
        }

        return DraftAnswer.Done(publication is Publication.Final ? "The schedule is final. {0} of {1} participants concerned are told by mail." : "The schedule is published as preliminary. {0} of {1} participants concerned are told by mail.", told, news.Concerned.Count);
    }

    /// <summary>Until the follow-up of the event is over.</summary>
    private TimeSpan LinkLifetime(EventSchedule schedule)
    {
        var end = new DateTimeOffset(schedule.Event.EndsOn.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddYears(1) - clock.GetUtcNow();
        return end > TimeSpan.FromDays(30) ? end : TimeSpan.FromDays(30);
    }

    private (string Subject, string Text) Mail(EventSchedule schedule, Participant participant, List<(Meeting Meeting, MeetingNews News)> changes, Publication publication, string link)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            if (Texts.Spoken.Contains(participant.Language)) CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Texts.Culture(participant.Language);
            var @event = schedule.Event;
            var text = new StringBuilder();
            text.AppendLine(texts["Dear {0},", participant.ContactName is "" ? participant.Name : participant.ContactName]).AppendLine();
            text.AppendLine(publication is Publication.Final ? texts["Your meetings at {0} are settled.", @event.Title.In(Texts.Language).Text] : texts["These are your meetings at {0} so far. They may still change; you will be told.", @event.Title.In(Texts.Language).Text]).AppendLine();
            foreach (var (news, heading) in new[] { (MeetingNews.New, "New"), (MeetingNews.Moved, "Moved"), (MeetingNews.Withdrawn, "Withdrawn") })
            {
                var lines = changes.Where(c => c.News == news).OrderBy(c => c.Meeting.PublishedStart).ToList();
                if (lines.Count == 0) continue;
                text.AppendLine(texts[heading]);
                foreach (var (meeting, _) in lines)
                    text.AppendLine("  " + texts["{0}, table {1}: {2}", Dates.Moment(meeting.PublishedStart!.Value, @event.TimeZone), meeting.PublishedTable!.Value, schedule.Person(meeting.Counterpart(participant.Id)).Name]);
                text.AppendLine();
            }

            text.AppendLine(texts["Times are those of {0}.", Dates.Zone(@event.TimeZone, changes[0].Meeting.PublishedStart!.Value)]);
            text.AppendLine(texts["Your agenda, also for your calendar: {0}", link]);
            return (texts["Your meetings at {0}", @event.Title.In(Texts.Language).Text].Value.ReplaceLineEndings(" "), text.ToString());
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }
}
