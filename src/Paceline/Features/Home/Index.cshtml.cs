using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Privacy;
using Paceline.Features.Activities;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.Home;

/// <summary>What needs the person who asks, and nothing else.</summary>
[Requires(Can.UseAccount)]
public sealed class IndexModel(PacelineDb db, ReadToday read, ReadSizes sizes, ReadBoard board, OwnRoles roles, CurrentProgramme programme, CurrentAccess access, TimeProvider clock) : PageModel
{
    /// <summary>The latest frozen report.</summary>
    public sealed record LatestReport(Guid Id, int Number, string Title, DateTimeOffset FrozenAt);

    /// <summary>What the administrator keeps an eye on.</summary>
    public sealed record Upkeep(int People, int Invited, int MailsWaiting, int JobsFailing);

    /// <summary>A request about personal data that waits for its answer.</summary>
    public sealed record WaitingRequest(Guid Id, string Name, PrivacyRequestKind Kind, DateOnly DueOn);

    public IReadOnlyList<WaitingRequest> Requests { get; private set; } = [];
    /// <summary>Applications that this assessor has not scored.</summary>
    public int ToScore { get; private set; }
    public DateOnly Today { get; private set; }
    public string TimeZone { get; private set; } = "Europe/Brussels";
    public IReadOnlyList<WaitingContract> ToVerify { get; private set; } = [];
    public IReadOnlyList<WaitingContract> Returned { get; private set; } = [];
    public IReadOnlyList<OwnEvent> Events { get; private set; } = [];
    /// <summary>Activities that ask for something, or that wait for this officer's check.</summary>
    public IReadOnlyList<BoardRow> Activities { get; private set; } = [];
    public (int Count, List<LateStep> Rows) Late { get; private set; } = (0, []);
    public OwnMeeting? Next { get; private set; }
    public (int Count, List<OwnMeeting> Rows) Untold { get; private set; } = (0, []);
    public IReadOnlyList<WaitingSize> Sizes { get; private set; } = [];
    public IReadOnlyList<OwnSize> Undeclared { get; private set; } = [];
    public IReadOnlyList<OwnRole> Roles { get; private set; } = [];
    public IReadOnlyList<NextActivity> Coming { get; private set; } = [];
    public LatestReport? Report { get; private set; }
    public (int Verified, int? Target) Contracts { get; private set; }
    public Upkeep? Installation { get; private set; }

    public bool Verifies => access.MaySomewhere(Can.VerifyContract);
    public bool ChecksSizes => access.MaySomewhere(Can.ValidateSme);
    public bool Organises => access.MaySomewhere(Can.ManageEvent);
    public bool FollowsUp => access.MaySomewhere(Can.ViewFollowUps);
    /// <summary>Calls for participation that are open to companies now.</summary>
    public int OpenCalls { get; private set; }

    public bool Speaks => access.Is(Role.CompanyMember);
    public bool Administers => access.MaySomewhere(Can.ManagePlatform);
    public bool HandlesPrivacy => access.MaySomewhere(Can.HandlePrivacyRequests);
    public bool ReadsReports => access.MaySomewhere(Can.ViewReports);

    public async Task OnGet(CancellationToken stop)
    {
        var current = await programme.Find(stop);
        TimeZone = current?.TimeZone ?? TimeZone;
        Today = clock.Today(TimeZone);
        if (Verifies) ToVerify = await read.ToVerify(stop);
        if (ChecksSizes) Sizes = await sizes.ToValidate(stop);
        if (Speaks) Undeclared = await sizes.ToDeclare(Today, stop);
        if (Organises) Events = await read.Events(Today, stop);
        if (access.MaySomewhere(Can.ManageActivity) || access.MaySomewhere(Can.VerifyActivity))
            Activities = [.. (await board.Run(stop)).Where(r => r.Part is BoardPart.NeedsYou || r.Part is BoardPart.WaitsForCheck && access.MaySomewhere(Can.VerifyActivity))];
        if (FollowsUp) Late = await read.Late(Today, stop);
        var now = clock.GetUtcNow();
        if (Speaks) OpenCalls = await db.Calls.CountAsync(c => c.PublishedAt != null && c.OpensAt <= now && c.ClosesAt > now && db.Activities.Any(a => a.Id == c.ActivityId && (a.State == ActivityState.Planned || a.State == ActivityState.OpenForRegistration || a.State == ActivityState.RegistrationClosed)), stop);
        if (Speaks) (Next, Untold, Returned) = (await read.NextMeeting(stop), await read.Untold(stop), await read.Returned(stop));
        if (access.MaySomewhere(Can.ViewScoreboard) && !Speaks && current is not null)
        {
            using var house = db.AsTheHouse("How many contracts the programme has, its scoreboard says to every account.");
            Contracts = (await db.BusinessDeals.CountAsync(d => d.ProgrammeId == current.Id && d.State == DealState.Verified, stop),
                await db.Indicators.Where(i => i.ProgrammeId == current.Id && i.Code == "R-06").Select(i => i.Target).FirstOrDefaultAsync(stop));
        }

        Roles = await roles.Read(stop);
        if (Roles.Count > 0 && current is not null) Coming = await roles.Coming(current.Id, Today, stop);
        if (access.Reach(Can.ScoreApplications).Activities.ToList() is { Count: > 0 } scored)
            ToScore = await db.Assessments.CountAsync(s => s.AssessorId == access.PersonId && s.Conflict == null && s.DoneAt == null && scored.Contains(s.ActivityId), stop);
        if (HandlesPrivacy)
            Requests = await db.PrivacyRequests.Where(r => r.State == PrivacyRequestState.Received).OrderBy(r => r.DueOn).Take(ReadToday.Shown).Select(r => new WaitingRequest(r.Id, r.Name, r.Kind, r.DueOn)).ToListAsync(stop);
        if (ReadsReports) Report = await db.ReportSnapshots.OrderByDescending(r => r.FrozenAt).Select(r => new LatestReport(r.Id, r.Number, r.Title, r.FrozenAt)).FirstOrDefaultAsync(stop);
        if (Administers)
            Installation = new Upkeep(await db.Users.CountAsync(stop), await db.Users.CountAsync(p => p.PasswordHash == null && !p.IsClosed, stop),
                await db.Mails.CountAsync(m => m.SentAt == null, stop), await db.Jobs.CountAsync(j => j.DoneAt == null && j.LastError != null, stop));
    }
}
