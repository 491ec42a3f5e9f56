using Paceline.Domain.Matchmaking;

namespace Paceline.Features.Home;

/// <summary>What the organiser of an event does next. Pure: it follows from the event's figures.</summary>
/// <param name="Kind">Kind of status: ok, warn, wait, live or off.</param>
/// <param name="State">Where the event stands, English words.</param>
/// <param name="Act">What to do, English words; null when nothing is to be done.</param>
/// <param name="Url">Where.</param>
public sealed record NextStep(string Kind, string State, string? Act, string Url)
{
    /// <summary>Figures of an event.</summary>
    public sealed record Figures(Guid Id, int Participants, int Meetings, int Placed, int Untold, Publication Publication, DateTimeOffset? PublishedAt, DateTimeOffset? ChangedAt, DateOnly StartsOn, DateOnly EndsOn);

    /// <summary>The next step on a day.</summary>
    public static NextStep Of(Figures e, DateOnly today)
    {
        if (e.Participants == 0) return new("wait", "No participants yet", "Import participants", Urls.Import(e.Id));
        if (e.Meetings == 0) return new("wait", "No meetings yet", "Import meetings", Urls.Import(e.Id));
        if (e.EndsOn < today) return e.Untold > 0 ? new("ok", "Held ‹event›", "See what came of it", Urls.Event(e.Id)) : new("ok", "Held ‹event›", null, Urls.Event(e.Id));
        if (e.Placed == 0) return new("wait", "Not scheduled", "Schedule", Urls.Schedule(e.Id));
        if (e.PublishedAt is null || e.Publication is Publication.Draft) return new("warn", "Not published", "Publish", Urls.Schedule(e.Id));
        if (e.ChangedAt > e.PublishedAt) return new("warn", "Changes not published", "Publish the changes", Urls.Schedule(e.Id));
        if (e.StartsOn <= today) return new("live", "Under way", "Open the schedule", Urls.Schedule(e.Id));
        return e.Publication is Publication.Preliminary
            ? new("wait", "Published as preliminary", "Publish as final", Urls.Schedule(e.Id))
            : new("ok", "Published ‹event›", "Print the pack", Urls.PrintPack(e.Id));
    }

    /// <summary>Whether it waits for somebody, so that it counts among the things that need one.</summary>
    public bool Waits => Kind is "warn" or "wait" && Act is not null;
}
