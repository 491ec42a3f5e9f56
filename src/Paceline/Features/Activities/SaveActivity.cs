using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations.Codes;
using Paceline.Features.Organisations;
using Paceline.Features.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Activities;

/// <summary>Plans an activity, and changes it: what a change of days or places will do is told first and done only with consent.</summary>
public sealed class SaveActivity(PacelineDb db, CurrentAccess access, AuditTrail audit, ActivityListeners listeners, TellListeners tell, ChangeRegistration registrations, RegistrationLetters letters, GiveDesk desk)
{
    public const string Planned = "Planned an activity", Changed = "Changed an activity";

    /// <summary>What came of a change: nothing set means saved.</summary>
    public sealed record Outcome(IReadOnlyList<Refusal>? Consequences = null, string Fingerprint = "", bool IsConflict = false, int Told = 0, Refusal? Refusal = null);

    /// <summary>Writes a new one with the programme of its plan; a second send of the same form changes nothing.</summary>
    public async Task Create(Guid programme, ActivityInput input, ActivityPlan? plan, CancellationToken stop)
    {
        if (await db.Activities.AnyAsync(a => a.Id == input.Id, stop)) return;
        var lead = input.LeadClusterId!.Value;
        if (!access.May(Can.ManageActivity, new Scope(lead))) throw new InvalidOperationException("The page offers only clusters for which an activity may be planned.");
        var activity = new Activity { Id = input.Id, ProgrammeId = programme, Kind = input.Kind, Title = [], StartsOn = input.StartsOn!.Value, EndsOn = input.EndsOn!.Value, LeadClusterId = lead, CopiedFromId = input.Copy };
        Write(activity, input);
        db.Activities.Add(activity);
        if (plan is not null) db.ProgrammeItems.AddRange(plan.PointsFor(activity));
        audit.Add(Planned, RecordKind.Activity, activity.Id, activity.Title.ToString(), Describe(activity), cluster: lead);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            // The same form sent twice at once: the other one was first.
            db.ChangeTracker.Clear();
            if (!await db.Activities.AnyAsync(a => a.Id == input.Id, stop)) throw;
        }
    }

    /// <summary>Writes what was typed; its shape is right.</summary>
    public async Task<Outcome> Change(Activity found, ActivityInput input, string site, CancellationToken stop)
    {
        // Places, days and those who have them change together: whoever registers at the same moment comes before or after.
        await using var turn = found.Traits.HasRegistration ? await Turn.Take(db, found.Id, stop) : null;
        var activity = turn is null ? found : await db.Activities.SingleAsync(a => a.Id == found.Id, stop);
        if (ActivityLife.RefusesChange(activity) is { } no) return new Outcome(Refusal: no);
        if (activity.Version != input.Version) return new Outcome(IsConflict: true);
        var (was, before) = (ActivityFrame.Of(activity), Describe(activity));
        // The days of a matchmaking event follow from its sessions, on its own pages.
        var will = activity is MatchmakingEvent ? was with { Capacity = input.Capacity } : input.Frame();
        var points = await db.ProgrammeItems.Where(p => p.ActivityId == activity.Id).ToListAsync(stop);
        var isAhead = activity.IsOn && activity.State is not ActivityState.Held;
        var told = isAhead ? await listeners.Of(activity.Id, stop) : [];
        var seats = turn is null ? new CapacityImpact(0, 0, 0, 0) : await registrations.Impact(activity.Id, will.Capacity, stop);
        // Of what is over or off nobody gets a place any more.
        if (!isAhead) seats = seats with { MoveUp = 0 };
        var consequences = ActivityChange.Consequences(was, will, seats, told.Count, [.. points.Select(p => p.Date)]);
        var fingerprint = ActivityChange.Fingerprint(will, consequences);
        if (consequences.Count > 0 && input.Consent != fingerprint) return new Outcome(consequences, fingerprint);
        Write(activity, input);
        if (activity is MatchmakingEvent) (activity.StartsOn, activity.EndsOn, activity.TimeZone) = (was.StartsOn, was.EndsOn, was.TimeZone);
        foreach (var point in points) point.Date = point.Date.AddDays(ActivityChange.Shift(was, will));
        var moved = (was.StartsOn, was.EndsOn, was.TimeZone) != (will.StartsOn, will.EndsOn, will.TimeZone);
        if (moved && turn is not null)
        {
            // What was given for the old days holds for the new ones.
            await desk.MoveAlong(activity, stop);
            await letters.KeepLinks(activity, stop);
        }

        if (isAhead && turn is not null && was.Capacity != will.Capacity) await registrations.MoveUp(activity, site, stop);
        var sent = moved && told.Count > 0 ? await tell.Run(activity, activity.Version + 1, site, stop) : 0;
        audit.Add(Changed, RecordKind.Activity, activity.Id, activity.Title.ToString(), $"{before} → {Describe(activity)}", cluster: activity.LeadClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
            if (turn is not null) await turn.Done(stop);
            return new Outcome(Told: sent);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Outcome(IsConflict: true);
        }
    }

    private static string Describe(Activity a) => FormattableString.Invariant($"{a.Title}, {a.StartsOn:yyyy-MM-dd} – {a.EndsOn:yyyy-MM-dd} {a.TimeZone}, {a.Place} {a.Country}, {a.Capacity}");

    private static void Write(Activity a, ActivityInput input)
    {
        a.Title = PerLanguage.Text(a.Title, input.Title);
        a.Summary = PerLanguage.Text(a.Summary, input.Summary);
        a.TargetGroup = PerLanguage.Text(a.TargetGroup, input.TargetGroup);
        a.Accessibility = PerLanguage.Text(a.Accessibility, input.Accessibility);
        (a.StartsOn, a.EndsOn, a.TimeZone, a.Mode, a.Capacity) = (input.StartsOn!.Value, input.EndsOn!.Value, input.TimeZone, input.Mode, input.Capacity);
        (a.Place, a.Venue, a.LocalVenue) = (Line(input.Place), Line(input.Venue), Line(input.LocalVenue));
        a.OnlineAddress = WebAddresses.Clean(input.OnlineAddress) ?? "";
        a.Country = string.IsNullOrEmpty(input.Country) ? null : input.Country;
        a.Languages = SpokenLanguages.Read(input.Spoken).Codes;
        a.LeadClusterId = input.LeadClusterId!.Value;
        a.CoOrganiserIds = [.. input.CoOrganisers.Where(c => c != input.LeadClusterId).Distinct()];
        (a.WorkPackage, a.Task, a.PartOfId, a.IsPublic) = (input.WorkPackage, input.WorkPackage is null ? null : input.Task, input.PartOfId, input.IsPublic);
        a.Deliverable = Line(input.Deliverable) is { Length: > 0 } deliverable ? deliverable : null;
        a.Details = Details(a, input);
    }

    private static KindDetails Details(Activity a, ActivityInput input) => KindDetails.For(a.Kind) switch
    {
        MissionDetails => new MissionDetails { HostIds = [.. input.Hosts.Distinct()], CoFinancing = PerLanguage.Text([], input.CoFinancing), EmergencyNumbers = Lines(input.EmergencyNumbers), Lodging = Lines(input.Lodging) },
        FairDetails => new FairDetails { Fair = Line(input.Fair), Edition = Line(input.Edition), Organiser = Line(input.Organiser), Stand = Line(input.Stand), ExhibitorIds = [.. input.Exhibitors.Distinct()], Website = WebAddresses.Clean(input.Website) ?? "" },
        TrainingDetails => new TrainingDetails { Topic = input.Topic, Trainer = Line(input.Trainer), Objectives = PerLanguage.Text([], input.Objectives) },
        StudyDetails => new StudyDetails
        {
            Edition = Line(input.Edition),
            Authors = Line(input.Authors),
            Scope = PerLanguage.Text([], input.Scope),
            Method = PerLanguage.Text([], input.Method),
            Sections = input.Sections.Select(s => (s.Key, Text: PerLanguage.Text([], s.Value))).Where(s => s.Text.Count > 0).ToDictionary(s => s.Key, s => s.Text),
            Readers = input.Readers,
            PublishedOn = input.PublishedOn,
            CarriesEmblem = input.CarriesEmblem,
        },
        ExternalEventDetails => new ExternalEventDetails { Organiser = Line(input.Organiser), Website = WebAddresses.Clean(input.Website) ?? "", Why = PerLanguage.Text([], input.Why) },
        var none => none,
    };

    private static string Line(string? text) => Spelling.Line(text ?? "");

    private static string Lines(string? text) => Spelling.Sound((text ?? "").ReplaceLineEndings("\n")).Trim();
}
