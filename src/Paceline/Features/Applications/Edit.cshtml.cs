using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Organisations;
using Paceline.Features.Organisations;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Applications;

/// <summary>Terms of a call: when, how many, who, what is scored. Times are those of the activity's place.</summary>
[Requires(Can.ManageActivity)]
public sealed class EditModel(PacelineDb db, CallDoor door, ChangeCall act, SiteAddress site, Texts texts, TimeProvider clock) : PageModel
{
    /// <summary>The longest name of a criterion.</summary>
    public const int LongestCriterion = 120;

    private const string Needed = "This is needed.", OutOfRange = "Write a number from {1} to {2}.";

    public sealed record CriterionInput
    {
        public Guid? Id { get; init; }
        public Dictionary<string, string?> Name { get; init; } = [];
        [Range(1, 100, ErrorMessage = OutOfRange)] public int? Weight { get; init; }

        /// <summary>Somebody wrote what it is, in whatever language.</summary>
        public bool IsNamed => Name.Values.Any(n => !string.IsNullOrWhiteSpace(n));
    }

    public sealed record Form
    {
        public Guid Id { get; init; } = Ids.New();
        public int Version { get; init; }
        [Required(ErrorMessage = Needed)] public DateOnly? OpensOn { get; init; }
        [Required(ErrorMessage = Needed)] public TimeOnly? OpensAt { get; init; }
        [Required(ErrorMessage = Needed)] public DateOnly? ClosesOn { get; init; }
        [Required(ErrorMessage = Needed)] public TimeOnly? ClosesAt { get; init; }
        [Required(ErrorMessage = Needed), Range(1, 5000, ErrorMessage = OutOfRange)] public int? Places { get; init; }
        [Range(1, 5000, ErrorMessage = OutOfRange)] public int? PerCluster { get; init; }
        [Range(0, 5000, ErrorMessage = OutOfRange)] public int? Reserves { get; init; }
        [Range(0d, 5d, ErrorMessage = OutOfRange)] public decimal PassMark { get; init; }
        [Required(ErrorMessage = Needed), Range(1, 90, ErrorMessage = OutOfRange)] public int? DaysToConfirm { get; init; }
        public bool NeedsSme { get; init; }
        public bool NeedsMarket { get; init; }
        [Range(0, 100, ErrorMessage = OutOfRange)] public int? MostTrips { get; init; }
        public List<Guid> Clusters { get; init; } = [];
        public List<SmeCategory> Sizes { get; init; } = [];
        public List<string> Languages { get; init; } = [];
        public Dictionary<string, string?> Summary { get; init; } = [];
        public Dictionary<string, string?> CoFinancing { get; init; } = [];
        public List<CriterionInput> Criteria { get; init; } = [];
    }

    [BindProperty] public Form Input { get; set; } = new();
    public Activity Activity { get; private set; } = null!;
    public Call? Call { get; private set; }
    public IReadOnlyList<SelectListItem> Partners { get; private set; } = [];
    public IReadOnlyList<Refusal> Lacks { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        var call = Call ?? ChangeCall.Begin(Activity, clock.GetUtcNow());
        var (opens, closes) = (call.OpensAt.In(Activity.TimeZone), call.ClosesAt.In(Activity.TimeZone));
        Input = new Form
        {
            Id = call.Id, Version = call.Version, Places = call.Places, PerCluster = call.PlacesPerCluster, Reserves = call.Reserves, PassMark = call.PassMark, DaysToConfirm = call.DaysToConfirm,
            OpensOn = DateOnly.FromDateTime(opens.DateTime), OpensAt = Call is null ? new TimeOnly(9, 0) : TimeOnly.FromDateTime(opens.DateTime),
            ClosesOn = DateOnly.FromDateTime(closes.DateTime), ClosesAt = Call is null ? new TimeOnly(17, 0) : TimeOnly.FromDateTime(closes.DateTime),
            NeedsSme = call.Terms.NeedsSme, NeedsMarket = call.Terms.NeedsMarket, MostTrips = call.Terms.MostEarlierTrips, Clusters = [.. call.Terms.Clusters], Sizes = [.. call.Terms.Sizes], Languages = [.. call.Languages],
            Summary = PerLanguage.Fields(call.Summary), CoFinancing = PerLanguage.Fields(call.CoFinancing),
            Criteria = [.. call.Criteria.Select(c => new CriterionInput { Id = c.Id, Name = PerLanguage.Fields(c.Name), Weight = c.Weight }), new CriterionInput(), new CriterionInput()],
        };
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, string? then, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Activity.TimeZone);
        foreach (var (field, why) in PerLanguage.Check("Summary", Input.Summary, 4000).Concat(PerLanguage.Check("CoFinancing", Input.CoFinancing, 2000)).Concat(Input.Criteria.SelectMany((c, i) => PerLanguage.Check($"Criteria[{i}].Name", c.Name, LongestCriterion)))) ModelState.AddModelError(field, texts.Of(why!));
        var opens = Instant(Input.OpensOn, Input.OpensAt, "Input.OpensAt", zone);
        var closes = Instant(Input.ClosesOn, Input.ClosesAt, "Input.ClosesAt", zone);
        if (Call is { DecidedAt: not null } && Input.Criteria.Count(c => c.IsNamed) != Call.Criteria.Count) ModelState.AddModelError("", texts["Places are given: what was scored stays as it is."].Value);
        if (!ModelState.IsValid) return this.Invalid();
        var isNew = Call is null;
        var call = Call ?? new Call { Id = Input.Id, ActivityId = activity, OpensAt = opens!.Value, ClosesAt = closes!.Value, Places = Input.Places!.Value };
        if (!isNew) db.Entry(call).Property(c => c.Version).OriginalValue = Input.Version;
        (call.OpensAt, call.ClosesAt, call.Places, call.PlacesPerCluster, call.Reserves, call.PassMark, call.DaysToConfirm) = (opens!.Value, closes!.Value, Input.Places!.Value, Input.PerCluster, Input.Reserves, Input.PassMark, Input.DaysToConfirm!.Value);
        call.Terms = new CallTerms { NeedsSme = Input.NeedsSme, NeedsMarket = Input.NeedsMarket, MostEarlierTrips = Input.MostTrips, Clusters = [.. Input.Clusters.Where(c => Partners.Any(p => p.Value == c.ToString()))], Sizes = [.. Input.Sizes.Distinct()] };
        call.Languages = [.. Input.Languages.Where(PerLanguage.Offered.Contains)];
        (call.Summary, call.CoFinancing) = (PerLanguage.Text(call.Summary, Input.Summary), PerLanguage.Text(call.CoFinancing, Input.CoFinancing));
        if (call.DecidedAt is null) call.Criteria = [.. Input.Criteria.Where(c => c.IsNamed).Select(c => Named(call, c))];
        try
        {
            if (await act.Save(Activity, call, isNew, await site.Of(Request, stop), stop) is { } no) return this.Refused("", no);
            if (then is "publish" && await act.Publish(Activity, call, stop) is { } lack) return this.Refused("", lack);
        }
        catch (DbUpdateConcurrencyException)
        {
            return this.Refused("", new Refusal("Somebody else saved this a moment ago. What you typed is still here; open the call in another window to compare, then save again."));
        }
        catch (DbUpdateException) when (isNew)
        {
            // Sent twice, or two began the call of this activity at once: the first stands.
            return LocalRedirect(Urls.EditCall(activity));
        }

        this.Say(then is "publish" ? "Published. Companies can read it now." : "Saved.");
        return LocalRedirect(then is "publish" ? Urls.Call(activity) : Urls.EditCall(activity));
    }

    private static Criterion Named(Call call, CriterionInput input)
    {
        var known = call.Criteria.Find(c => c.Id == input.Id);
        return new Criterion(known?.Id ?? Ids.New(), PerLanguage.Text(known?.Name ?? [], input.Name), input.Weight ?? 1);
    }

    private DateTimeOffset? Instant(DateOnly? day, TimeOnly? time, string field, TimeZoneInfo zone)
    {
        if (day is not { } d || time is not { } t) return null;
        if (WallClock.Instant(d, t, zone) is { } instant) return instant;
        ModelState.AddModelError(field, texts["Clocks skip this hour on that day. Choose another time."].Value);
        return null;
    }

    private async Task<bool> Load(Guid activity, CancellationToken stop)
    {
        if (await door.Manage(activity, stop) is not var (found, call)) return false;
        (Activity, Call) = (found, call);
        Partners = [.. (await (from p in db.ConsortiumPartners where p.ProgrammeId == found.ProgrammeId join o in db.Organisations on p.OrganisationId equals o.Id orderby o.Name select new { o.Id, o.Name }).ToListAsync(stop)).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        Lacks = call is { PublishedAt: null } ? [.. call.Lacks()] : [];
        return true;
    }
}
