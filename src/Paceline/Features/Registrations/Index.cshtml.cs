using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Shared;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registrations;

/// <summary>Who registered for an activity, and where each stands.</summary>
[Requires(Can.ViewRegistrations)]
public sealed class IndexModel(PacelineDb db, RegistrationDoor door, ChangeRegistration change, SiteAddress site, TimeProvider clock, Texts texts) : PageModel
{
    private const int PageSize = 50;

    public sealed record Row(Guid Id, string Code, string Name, string LatinName, string Organisation, string Country, RegistrationRole Role, RegistrationState State, DateTimeOffset At);

    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public RegistrationState? State { get; set; }
    [BindProperty(SupportsGet = true)] public RegistrationRole? Role { get; set; }
    [BindProperty(SupportsGet = true)] public int P { get; set; } = 1;

    public Activity Activity { get; private set; } = null!;
    public bool MayManage { get; private set; }
    /// <summary>The list is of one's own people; others are there too.</summary>
    public bool IsOwn { get; private set; }
    public bool MayRegister { get; private set; }
    public bool MayExport { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int Found { get; private set; }
    public int All { get; private set; }
    public int Taken { get; private set; }
    public int Expected { get; private set; }
    public bool IsOver { get; private set; }
    public int Missing => Count(RegistrationState.Confirmed) + Count(RegistrationState.Registered);
    public int Pages => (Found + PageSize - 1) / PageSize;
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Q) || State is not null || Role is not null;

    private Dictionary<RegistrationState, int> _counts = [];

    public int Count(RegistrationState state) => _counts.GetValueOrDefault(state);

    public string PageUrl(int page)
    {
        (string Key, string? Value)[] parts = [("q", Q), ("state", State?.ToString()), ("role", Role?.ToString()), ("p", page <= 1 ? null : page.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        return Urls.Registrations(Activity.Id) + QueryString.Create(parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => KeyValuePair.Create(p.Key, p.Value))).ToUriComponent();
    }

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (!ModelState.IsValid || await door.ReadOwn(activity, Can.ViewRegistrations, stop) is not { } found) return NotFound();
        (Activity, MayManage, var only) = (found, door.May(found, Can.ManageActivity), door.Only(found, Can.ViewRegistrations));
        (IsOwn, MayRegister, MayExport) = (only is not null, MayManage || only is not null && await door.MayRegister(found, stop), door.MayOwn(found, Can.ManageActivity));
        var counts = await db.Narrowed(activity, null, null, null, only).GroupBy(r => new { r.State, r.Role }).Select(g => new { g.Key.State, g.Key.Role, Count = g.Count() }).ToListAsync(stop);
        _counts = counts.GroupBy(c => c.State).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
        Taken = only is null ? counts.Where(c => Seats.Takes(c.Role, c.State)).Sum(c => c.Count) : await TakenByAll(stop);
        All = counts.Sum(c => c.Count);
        Expected = All - Count(RegistrationState.Cancelled) - Count(RegistrationState.Waitlisted);
        IsOver = found.EndsOn < clock.Today(found.TimeZone);
        var rows = db.Narrowed(activity, Q, State, Role, only);
        Found = IsFiltered ? await rows.CountAsync(stop) : All;
        P = Math.Clamp(P, 1, Math.Max(1, Pages));
        Rows = [.. (await rows.OrderBy(r => r.Number).Skip((P - 1) * PageSize).Take(PageSize).Select(r => new { r.Id, r.Number, r.Name, r.LatinName, r.OrganisationName, r.Country, r.Role, r.State, r.RegisteredAt }).ToListAsync(stop))
            .Select(r => new Row(r.Id, RegistrationCode.Of(activity, r.Number), r.Name, r.LatinName, r.OrganisationName, r.Country, r.Role, r.State, r.RegisteredAt))];
        return Page();
    }

    public async Task<IActionResult> OnGetExport(Guid activity, string? format, CancellationToken stop)
    {
        // The desk receives people; it takes no list of them away.
        if (!ModelState.IsValid || await door.ReadOwn(activity, Can.ViewRegistrations, stop) is not { } found || !door.MayOwn(found, Can.ManageActivity)) return NotFound();
        var book = await db.RegistrationBooks.AsNoTracking().FirstOrDefaultAsync(b => b.ActivityId == activity, stop);
        var days = (await db.AttendanceRecords.Where(a => a.ActivityId == activity && a.RegistrationId != null).Select(a => new { a.RegistrationId, a.On }).ToListAsync(stop)).ToLookup(a => a.RegistrationId!.Value, a => a.On);
        var rows = await db.Narrowed(activity, Q, State, Role, door.Only(found, Can.ManageActivity)).OrderBy(r => r.Number).ToListAsync(stop);
        List<ListColumn<Registration>> columns =
        [
            new(texts["Number"], texts["What is on the badge and typed at the desk."], r => r.Code),
            new(texts["Name"], texts["As the person writes it."], r => r.Name),
            new(texts["Name in Latin letters"], texts["Where the name is written in others."], r => r.LatinName),
            new(texts["Organisation"], texts["For whom the person comes."], r => r.OrganisationName),
            new(texts["Country"], texts["Of the organisation."], r => Texts.Country(r.Country)),
            new(texts["Role"], texts["As what the person comes."], r => texts.Word(r.Role)),
            new(texts["State"], texts["Where the registration stands."], r => texts.Word(r.State)),
            new(texts["E-mail"], texts["That person’s address."], r => r.Email),
            new(texts["Telephone"], texts["That person’s number."], r => r.Phone),
            new(texts["Place of departure"], texts["From where the person travels."], r => r.PlaceOfDeparture),
            new(texts["Language"], texts["In which mails are written."], r => r.Language),
            new(texts["Registered on"], texts["When the person registered."], r => r.RegisteredAt),
            new(texts["Was there on"], texts["The days on which the person was received."], r => string.Join(", ", days[r.Id].Order().Select(d => d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)))),
            .. (book?.Questions ?? []).Select(q => new ListColumn<Registration>(new(q.Text.ToString(), q.Text.In(Texts.Language).Text), texts["The organiser’s own question."], r => r.Answers.GetValueOrDefault(q.Id))),
        ];
        return this.Export(format, "registrations", texts["Registrations"].Value, columns, rows);
    }

    public async Task<IActionResult> OnPostYes(Guid activity, Guid registration, CancellationToken stop)
    {
        if (await door.Read(activity, Can.ManageActivity, stop) is null || !await db.Registrations.AnyAsync(r => r.Id == registration && r.ActivityId == activity, stop)) return NotFound();
        if (await change.SayYes(activity, registration, await site.Of(Request, stop), stop) is { } refusal) this.Say(refusal.Sentence, refusal.Arguments);
        else this.Say("Confirmed. The person is told by mail.");
        return Redirect(Urls.Registrations(activity));
    }

    public async Task<IActionResult> OnPostNoShows(Guid activity, CancellationToken stop)
    {
        if (await door.Read(activity, Can.ManageActivity, stop) is not { } found || found.EndsOn >= clock.Today(found.TimeZone)) return NotFound();
        await change.MarkNoShows(activity, stop);
        this.Say("Saved. A later check-in takes the mark away.");
        return Redirect(Urls.Registrations(activity));
    }

    private async Task<int> TakenByAll(CancellationToken stop)
    {
        using var house = db.AsTheHouse("How many places are taken in all is shared by the partners that run an activity together; by whom is not.");
        return await db.Registrations.CountAsync(RegisterPeople.Takes(Activity.Id), stop);
    }
}
