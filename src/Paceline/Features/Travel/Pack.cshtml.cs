using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Travel;
using Paceline.Features.Activities;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Travel;

/// <summary>The briefing pack for those who travel and those who organise.</summary>
[Requires(Can.ViewProgramme)]
public sealed class PackModel(PacelineDb db, ReadBriefing read, ReadDelegation delegation, ActivityDoor door, CurrentAccess access, Programme.CurrentProgramme programme, Texts texts) : PageModel
{
    public PackView? View { get; private set; }
    public Activity Activity { get; private set; } = null!;
    public bool MayPublish { get; private set; }

    public async Task<IActionResult> OnGet(Guid activity, Guid? person, int? since, CancellationToken stop)
    {
        if (!await Load(activity, person, since, remember: true, stop)) return NotFound();
        return Page();
    }

    public async Task<IActionResult> OnGetCalendar(Guid activity, Guid? person, CancellationToken stop) =>
        await Load(activity, person, null, remember: false, stop) && View is { } view ? File(BriefingCalendar.Write(view), Documents.CalendarFeed.MediaType(Documents.CalendarMethod.Publish), "briefing.ics") : NotFound();

    public async Task<IActionResult> OnGetDocument(Guid activity, Guid? person, CancellationToken stop) =>
        await Load(activity, person, null, remember: false, stop) && View is { } view ? File(BriefingDocument.Write(view, await programme.Find(stop), texts), Documents.WordDocument.MediaType, "briefing.docx") : NotFound();

    public async Task<IActionResult> OnGetPrint(Guid activity, Guid? person, CancellationToken stop) =>
        await Load(activity, person, null, remember: false, stop) && View is { } view ? Content(BriefingDocument.PrintStyle(view, texts), "text/css; charset=utf-8") : NotFound();

    private async Task<bool> Load(Guid id, Guid? person, int? since, bool remember, CancellationToken stop)
    {
        if (await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, stop) is not { } activity || !activity.Traits.HasItinerary) return false;
        MayPublish = access.May(Can.ManageActivity, new Scope(activity.LeadClusterId, Activity: id));
        var companies = access.Reach(Can.ApplyForCompany).Companies;
        if (!MayPublish && door.HelpsFor(Can.ManageActivity, activity).Count == 0 && (companies.Count == 0 || !await delegation.TakesPart(id, companies, stop))) return false;
        Activity = activity;
        // A company reads what is for everybody and what is for its own people; who runs the mission, all of it.
        var own = await door.ReadsFor(activity, stop);
        var sight = own is null ? BriefingSight.Organiser : BriefingSight.OfTravellers(own);
        View = await read.Published(activity, sight, person, null, stop);
        if (View is null) return true;
        IReadOnlyList<BriefingPerson> choices = [.. View.Content.People.Where(p => own is null || own.Contains(p.Id))];
        if (person is not null && choices.All(p => p.Id != person)) return false;
        if (remember) View = await read.Published(activity, sight, person, BriefingSeen.Of(this, id, View.Version.Number, since), stop);
        var query = person is null ? "" : "&person=" + person;
        View = View! with { Choices = choices, Address = Urls.Briefing(id), Calendar = $"{Urls.Briefing(id)}?handler=Calendar{query}", Publish = MayPublish ? Urls.PublishBriefing(id) : null };
        return true;
    }
}

/// <summary>Which version of a pack this device saw before the one that is current: what changed since stays marked until the next.</summary>
public static class BriefingSeen
{
    /// <summary>The version seen before, or null on the first visit; notes the current one.</summary>
    public static int? Of(PageModel page, Guid activity, int current, int? asked)
    {
        var name = $"paceline.briefing.{activity:N}";
        var known = page.Request.Cookies[name]?.Split('.');
        int? Number(int at) => known is { Length: 2 } && int.TryParse(known[at], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n : null;
        var (before, last) = (Number(0), Number(1));
        if (last is { } seen && seen < current) before = seen;
        page.Response.Cookies.Append(name, $"{before ?? 0}.{current}", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = page.Request.IsHttps, IsEssential = true, MaxAge = TimeSpan.FromDays(400), Path = page.Request.PathBase + page.Request.Path });
        return before is { } version && version < current ? version : asked is { } one && one > 0 && one < current ? one : null;
    }
}
