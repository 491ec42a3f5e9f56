using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Organisations;

namespace Paceline.Features.Applications;

/// <summary>One line of the selection.</summary>
/// <param name="Application">The application.</param>
/// <param name="Company">The company's name.</param>
/// <param name="IsFictional">Invented for the demonstration.</param>
/// <param name="Cluster">Its cluster's name.</param>
/// <param name="Findings">What the rules say now.</param>
/// <param name="Asked">Assessors who have it.</param>
/// <param name="Done">Assessors who handed in.</param>
/// <param name="Placed">Where it would come out, or came out; null while it has no score.</param>
public sealed record SelectionRow(Application Application, string Company, bool IsFictional, string Cluster, IReadOnlyList<RuleFinding> Findings, int Asked, int Done, Placed? Placed)
{
    /// <summary>Whether the rules are met.</summary>
    public bool IsEligible => Findings.All(f => f.IsMet);
}

/// <summary>Everybody who applied, as the organiser sees them: ranked where there are scores.</summary>
public sealed class ReadSelection(PacelineDb db, ReadEligibility rules)
{
    /// <summary>How the score is computed, for the export.</summary>
    public const string Formula = "score = round(sum over criteria of weight × mean of both assessors, divided by the sum of weights, 2 decimals, halves up); order: score descending, time of submission, key";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>The rows, in the order of the ranking.</summary>
    public async Task<IReadOnlyList<SelectionRow>> Of(Call call, Activity activity, CancellationToken stop)
    {
        var applications = await db.Applications.AsNoTracking().Where(a => a.CallId == call.Id && a.Number != null).ToListAsync(stop);
        var companies = applications.ConvertAll(a => a.CompanyId);
        var names = await db.Organisations.AsNoTracking().Where(o => companies.Contains(o.Id) || o.Kind == OrganisationKind.ClusterOrganisation).ToDictionaryAsync(o => o.Id, o => new { o.Name, o.IsFictional }, stop);
        var findings = await rules.Of(call, activity, companies, stop);
        var assessments = (await db.Assessments.AsNoTracking().Where(a => a.ActivityId == activity.Id && a.Conflict == null).Select(a => new { a.ApplicationId, a.DoneAt }).ToListAsync(stop)).ToLookup(a => a.ApplicationId);
        var placed = Ranked(call, applications);
        return [.. applications.Select(a => new SelectionRow(a, names[a.CompanyId].Name, names[a.CompanyId].IsFictional, a.HomeClusterId is { } home ? names[home].Name : "", findings.GetValueOrDefault(a.CompanyId, []),
                assessments[a.Id].Count(), assessments[a.Id].Count(x => x.DoneAt is not null), placed.GetValueOrDefault(a.Id)))
            .OrderBy(r => r.Application.Rank ?? r.Placed?.Rank ?? int.MaxValue).ThenBy(r => r.Application.State is ApplicationState.Ineligible or ApplicationState.Withdrawn).ThenBy(r => r.Application.Number)];
    }

    /// <summary>The ranking of what has a score.</summary>
    public static IReadOnlyDictionary<Guid, Placed> Ranked(Call call, IEnumerable<Application> applications) => Selection.Rank(Candidates(applications), call.Rules).ToDictionary(p => p.Candidate.Id);

    /// <summary>What goes into the ranking.</summary>
    public static IEnumerable<Candidate> Candidates(IEnumerable<Application> applications) =>
        from a in applications
        where a.Score is not null && a.State is ApplicationState.Scored
        select new Candidate(a.Id, a.HomeClusterId, a.Score!.Value, a.SubmittedAt!.Value);

    /// <summary>Inputs and list as one document: who has it can compute the same list again.</summary>
    public static string Document(Call call, Activity activity, IReadOnlyList<Placed> list, IReadOnlyDictionary<Guid, Application> applications, ILookup<Guid, Assessment> assessments) => JsonSerializer.Serialize(new
    {
        activity = new { id = activity.Id, title = activity.Title.ToString() },
        formula = Formula,
        places = new { call.Places, perCluster = call.PlacesPerCluster, reserves = call.Reserves, passMark = call.PassMark },
        criteria = call.Criteria.Select(c => new { c.Id, name = c.Name.ToString(), c.Weight }),
        list = list.Select(p => new
        {
            rank = p.Rank,
            id = p.Candidate.Id,
            application = applications[p.Candidate.Id].Code,
            cluster = p.Candidate.Cluster,
            score = p.Candidate.Score,
            submittedAt = p.Candidate.SubmittedAt.ToString("O", CultureInfo.InvariantCulture),
            scores = assessments[p.Candidate.Id].Where(a => a is { Conflict: null, DoneAt: not null }).OrderBy(a => a.Id).Select(a => call.Criteria.Select(c => a.Scores.GetValueOrDefault(c.Id))),
            state = p.State.ToString(),
            reserve = p.ReserveRank,
            because = p.Because.ToString(),
        }),
    }, Plain);

    /// <summary>Whether the inputs of a frozen document still give its list.</summary>
    public static bool Reproduces(string document)
    {
        using var json = JsonDocument.Parse(document);
        var places = json.RootElement.GetProperty("places");
        var rules = new PlaceRules(places.GetProperty("Places").GetInt32(), Number(places.GetProperty("perCluster")), Number(places.GetProperty("reserves")), places.GetProperty("passMark").GetDecimal());
        var list = json.RootElement.GetProperty("list").EnumerateArray().ToList();
        var weights = json.RootElement.GetProperty("criteria").EnumerateArray().Select(c => new Criterion(c.GetProperty("Id").GetGuid(), [], c.GetProperty("Weight").GetInt32())).ToList();
        var candidates = list.Select(l => new Candidate(l.GetProperty("id").GetGuid(), l.GetProperty("cluster").ValueKind is JsonValueKind.Null ? null : l.GetProperty("cluster").GetGuid(),
            Selection.Score(weights, [.. l.GetProperty("scores").EnumerateArray().Select(s => (IReadOnlyDictionary<Guid, int>)weights.Zip(s.EnumerateArray()).ToDictionary(p => p.First.Id, p => p.Second.GetInt32()))]) ?? -1,
            l.GetProperty("submittedAt").GetDateTimeOffset()));
        return Selection.Rank(candidates, rules).Select(p => (p.Candidate.Id, p.State.ToString(), p.Candidate.Score)).SequenceEqual(list.Select(l => (l.GetProperty("id").GetGuid(), l.GetProperty("state").GetString()!, l.GetProperty("score").GetDecimal())));
        static int? Number(JsonElement element) => element.ValueKind is JsonValueKind.Null ? null : element.GetInt32();
    }
}
