using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Audit;
using Paceline.Platform.Search;

namespace Paceline.Features.Registrations;

/// <summary>Somebody to register. The key is the form's own, so that a form sent twice is one registration.</summary>
public sealed record RegistrationDraft(Guid Id, string Name, RegistrationRole Role)
{
    public string LatinName { get; init; } = "";
    public string Email { get; init; } = "";
    public string Phone { get; init; } = "";
    public Guid? OrganisationId { get; init; }
    public string OrganisationName { get; init; } = "";
    public string Country { get; init; } = "";
    public string Language { get; init; } = "en";
    public string PlaceOfDeparture { get; init; } = "";
    public Guid? PersonId { get; init; }
    public Guid? ApplicationId { get; init; }
    public Dictionary<Guid, string> Answers { get; init; } = [];
    /// <summary>The call has given the place: nobody waits for it.</summary>
    public bool HasPlace { get; init; }
}

/// <summary>A registration, and whether it was made now or found.</summary>
public sealed record Registered(Registration Person, bool IsNew);

/// <summary>Registers people for an activity: each gets a place, or a place in the waiting list, and a letter.</summary>
public sealed class RegisterPeople(PacelineDb db, AuditTrail audit, RegistrationLetters letters, TimeProvider clock)
{
    /// <summary>The most people at once.</summary>
    public const int Most = 500;

    /// <summary>Registers; who is registered already is found.</summary>
    /// <param name="activityId">The activity.</param>
    /// <param name="drafts">The people.</param>
    /// <param name="by">Who registers them, as shown; empty: the person.</param>
    /// <param name="byOrganiser">The organiser may also while registration is not open.</param>
    /// <param name="site">Where this site is, for links in letters.</param>
    /// <param name="stop">Stops.</param>
    public async Task<(IReadOnlyList<Registered> People, Refusal? Refusal)> Run(Guid activityId, IReadOnlyList<RegistrationDraft> drafts, string by, bool byOrganiser, string site, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activityId, stop);
        var done = await Within(turn, activityId, drafts, by, byOrganiser, site, stop);
        if (done.Refusal is null) await turn.Done(stop);
        return done;
    }

    /// <summary>Registers within the caller's turn, which the caller ends: people and what brings them along are kept together or not at all.</summary>
    public async Task<(IReadOnlyList<Registered> People, Refusal? Refusal)> Within(Turn turn, Guid activityId, IReadOnlyList<RegistrationDraft> drafts, string by, bool byOrganiser, string site, CancellationToken stop)
    {
        var activity = await db.Activities.AsNoTracking().SingleAsync(a => a.Id == activityId, stop);
        if (Seats.Closed(activity, byOrganiser) is { } closed) return ([], closed);
        var applications = drafts.Select(d => d.ApplicationId).OfType<Guid>().Distinct().ToList();
        // Looked at within the turn: a place that is given back at the same moment brings nobody along.
        if (applications.Count > 0 && await db.Applications.AnyAsync(a => applications.Contains(a.Id) && a.State != ApplicationState.Confirmed, stop)) return ([], new Refusal("The place has been given back."));
        var people = new List<Registered>(drafts.Count);
        var taken = await db.Registrations.CountAsync(Takes(activityId), stop);
        var waiting = await db.Registrations.CountAsync(r => r.ActivityId == activityId && r.State == RegistrationState.Waitlisted, stop);
        var homes = await Homes(drafts, stop);
        var ids = drafts.Select(d => d.Id).ToList();
        var sent = await db.Registrations.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, stop);
        // A key is found again by the form that brought it, and by no other: ids of other people are no secret.
        if (drafts.Any(d => sent.TryGetValue(d.Id, out var other) && !IsOf(other, d, activityId))) return ([], new Refusal("This form is out of date. Open it anew."));
        foreach (var draft in drafts)
        {
            if (await Find(activityId, draft, people, sent, stop) is { } found)
            {
                people.Add(new Registered(found, false));
                if (draft is { ApplicationId: { } application, OrganisationId: { } company } && homes.TryGetValue(company, out var known) && TravelsWith(found, application, company))
                {
                    var (waited, took) = (found.State is RegistrationState.Waitlisted, found.TakesPlace);
                    if (found.ApplicationId is null) audit.Add("Corrected a registration", RecordKind.Registration, found.Id, found.Name, known.Name, cluster: activity.LeadClusterId);
                    Join(found, draft, application, company, known);
                    if (found.TakesPlace && !took) taken++;
                    if (waited && found.State is not RegistrationState.Waitlisted) waiting--;
                }

                // The mailbox decides who may see it: the page itself says the same to everybody.
                await letters.Stands(activity, found, site, movedUp: false, draft.Id, stop);
                continue;
            }

            var person = Make(activityId, draft, ++turn.Book.LastNumber, by, homes);
            person.State = draft.HasPlace ? RegistrationState.Confirmed : Seats.Place(activity.Capacity, taken, waiting, draft.Role, turn.Book.NeedsYes && !byOrganiser);
            if (person.TakesPlace) taken++;
            if (person.State is RegistrationState.Waitlisted) waiting++;
            db.Registrations.Add(person);
            people.Add(new Registered(person, true));
            audit.Add("Registered a person", RecordKind.Registration, person.Id, person.Name, activity.Title.ToString(), cluster: activity.LeadClusterId, actor: by is "" ? person.Name : null);
            await letters.Stands(activity, person, site, movedUp: false, null, stop);
        }

        await db.SaveChangesAsync(stop);
        return (people, null);
    }

    /// <summary>The people of an activity who take a place.</summary>
    public static System.Linq.Expressions.Expression<Func<Registration, bool>> Takes(Guid activity) => r => r.ActivityId == activity
        && r.Role != RegistrationRole.Speaker && r.Role != RegistrationRole.Staff
        && (r.State == RegistrationState.Registered || r.State == RegistrationState.Confirmed || r.State == RegistrationState.CheckedIn || r.State == RegistrationState.NoShow);

    /// <summary>What searches look in.</summary>
    public static string SearchText(Registration r) => Folding.Line($"{r.Name} {r.LatinName} {r.OrganisationName} {r.Email} {r.Code}");

    // The same form again: same activity, and the same address or the same application.
    private static bool IsOf(Registration person, RegistrationDraft draft, Guid activity) =>
        person.ActivityId == activity && (person.EmailKey == Registration.KeyOf(draft.Email) || draft.ApplicationId is { } application && person.ApplicationId == application);

    // Whoever came for another company, or with its application, stays with it: an address in a form moves nobody.
    private static bool TravelsWith(Registration person, Guid application, Guid company) =>
        person.State is not (RegistrationState.CheckedIn or RegistrationState.Cancelled) && (person.ApplicationId is null || person.ApplicationId == application) && (person.OrganisationId is null || person.OrganisationId == company);

    // Who registered before the company's place was sure belongs to the company's place from now on.
    private static void Join(Registration person, RegistrationDraft draft, Guid application, Guid company, (string Name, string Country, Guid? Home) known)
    {
        (person.ApplicationId, person.Role) = (application, draft.Role);
        (person.OrganisationId, person.OrganisationName, person.Country, person.HomeClusterId) = (company, Spelling.Line(known.Name), known.Country, known.Home);
        if (draft.HasPlace && person.State is RegistrationState.Waitlisted or RegistrationState.Registered) person.State = RegistrationState.Confirmed;
        person.SearchText = SearchText(person);
    }

    private async Task<Registration?> Find(Guid activity, RegistrationDraft draft, List<Registered> before, Dictionary<Guid, Registration> sent, CancellationToken stop)
    {
        var key = Registration.KeyOf(draft.Email);
        if (before.Find(b => b.Person.Id == draft.Id || key is not null && b.Person.EmailKey == key) is { } known) return known.Person;
        return sent.GetValueOrDefault(draft.Id) is { } again ? again
            : key is null ? null
            : await db.Registrations.FirstOrDefaultAsync(r => r.ActivityId == activity && r.EmailKey == key && r.State != RegistrationState.Cancelled, stop);
    }

    private Registration Make(Guid activity, RegistrationDraft draft, int number, string by, Dictionary<Guid, (string Name, string Country, Guid? Home)> homes)
    {
        var home = draft.OrganisationId is { } id && homes.TryGetValue(id, out var known) ? known : ((string Name, string Country, Guid? Home)?)null;
        var told = home is null ? draft with { OrganisationId = null } : draft with { OrganisationName = home.Value.Name, Country = home.Value.Country };
        var person = Of(activity, told, by, clock.GetUtcNow(), home?.Home);
        person.Number = number;
        person.SearchText = SearchText(person);
        return person;
    }

    /// <summary>The registration of a draft; who gives it a place gives it a number too.</summary>
    internal static Registration Of(Guid activity, RegistrationDraft draft, string by, DateTimeOffset now, Guid? homeCluster)
    {
        var person = new Registration
        {
            Id = draft.Id,
            ActivityId = activity,
            Name = Spelling.Line(draft.Name),
            LatinName = Spelling.Line(draft.LatinName),
            Phone = Spelling.Line(draft.Phone),
            OrganisationId = draft.OrganisationId,
            OrganisationName = Spelling.Line(draft.OrganisationName),
            Country = draft.Country,
            HomeClusterId = homeCluster,
            PersonId = draft.PersonId,
            ApplicationId = draft.ApplicationId,
            Role = draft.Role,
            Language = draft.Language,
            PlaceOfDeparture = Spelling.Line(draft.PlaceOfDeparture),
            Answers = draft.Answers,
            RegisteredBy = by,
            RegisteredAt = now,
        };
        person.SetEmail(draft.Email);
        return person;
    }

    private async Task<Dictionary<Guid, (string Name, string Country, Guid? Home)>> Homes(IReadOnlyList<RegistrationDraft> drafts, CancellationToken stop)
    {
        var ids = drafts.Select(d => d.OrganisationId).OfType<Guid>().Distinct().ToList();
        return ids.Count == 0 ? [] : (await db.Organisations.Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Name, o.Country, o.HomeClusterId }).ToListAsync(stop)).ToDictionary(o => o.Id, o => (o.Name, o.Country, o.HomeClusterId));
    }
}
