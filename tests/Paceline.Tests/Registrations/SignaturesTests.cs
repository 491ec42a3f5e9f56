using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Registrations;

public sealed class SignaturesOnSqlite(SqliteEngine engine) : Signatures(engine), IClassFixture<SqliteEngine>;

public sealed class SignaturesOnPostgres(PostgresEngine engine) : Signatures(engine), IClassFixture<PostgresEngine>;

/// <summary>What a signed sheet proves, and what is left of it when its scan goes.</summary>
public abstract class Signatures
{
    private readonly AppFactory _app;

    protected Signatures(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _app = engine.App;
    }

    private static byte[] Scan(string text) => [.. Hall.Pdf, .. System.Text.Encoding.UTF8.GetBytes("\n% " + text)];

    private Task<AttendanceSheet> Sheet(Hall hall) => _app.Db(db => db.AttendanceSheets.AsNoTracking().Where(s => s.ActivityId == hall.Id).OrderByDescending(s => s.Number).FirstAsync());

    private async Task<AttendanceSheet> Print(Hall hall, Visitor manager)
    {
        await manager.Submit(await manager.Go(hall.Url + "/registrations/sheets"), "form[action*=Make]");
        return await Sheet(hall);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Attach(Hall hall, Visitor manager, AttendanceSheet sheet, byte[] scan, bool sure = false, params (string, string)[] marks)
    {
        (string, string)[] typed = [("Input.Code", sheet.Code), ("Input.Day", sheet.Day.ToString("O", CultureInfo.InvariantCulture))];
        var page = await manager.Upload(await manager.Go(hall.Url + "/registrations/sheets"), "form[enctype]", [("Input.File", "scan.pdf", scan)], typed);
        if (sure) page = await manager.Submit(page, "form[enctype]", ("Input.Sure", "true"));
        return await manager.Submit(page, "form[enctype]", marks);
    }

    [Fact]
    public async Task A_scan_taken_away_takes_its_signatures_along_and_leaves_what_the_desk_said()
    {
        var hall = await Hall.Open(_app);
        var (tapped, signed) = (await hall.Person("Ada"), await hall.Person("Bo"));
        var manager = await hall.Manager();
        await manager.Submit(await manager.Go(hall.Url + "/check-in?q=ada"), ".desklist form");
        var sheet = await Print(hall, manager);
        await Attach(hall, manager, sheet, Scan("wrong"));
        Assert.Equal(2, (await hall.Records()).Count(r => r.EvidenceId is not null));
        Assert.NotNull((await _app.Db(db => db.EvidenceItems.SingleAsync(e => e.RecordId == hall.Id))).AddedById);

        await manager.Submit(await manager.Go(hall.Url + "/evidence"), "form[action*=Remove]");
        Assert.Equal((null, null), ((await Sheet(hall)).EvidenceId, (await Sheet(hall)).EvidencePage));
        var left = Assert.Single(await hall.Records());
        Assert.Equal((tapped.Id, AttendanceMethod.DeskCheckIn, null, ""), (left.RegistrationId!.Value, left.Method, left.EvidenceId, left.VerifiedBy));
        Assert.Equal([RegistrationState.CheckedIn, RegistrationState.Confirmed], [(await hall.Now(tapped.Id)).State, (await hall.Now(signed.Id)).State]);
    }

    [Fact]
    public async Task The_right_scan_takes_the_place_of_the_wrong_one_and_rows_that_it_does_not_show_are_free_again()
    {
        var hall = await Hall.Open(_app);
        var (ada, bo) = (await hall.Person("Ada"), await hall.Person("Bo"));
        await hall.Set(bo.Id, RegistrationState.Registered);
        var manager = await hall.Manager();
        var sheet = await Print(hall, manager);
        await Attach(hall, manager, sheet, Scan("wrong"));
        Assert.Equal(2, (await hall.Records()).Count);
        await Attach(hall, manager, sheet, Scan("right"), sure: true, ("Input.Absent", bo.Id.ToString()));
        var record = Assert.Single(await hall.Records());
        var right = await _app.Db(db => db.EvidenceItems.Where(e => e.RecordId == hall.Id).OrderByDescending(e => e.Id).FirstAsync());
        Assert.Equal((ada.Id, right.Id), (record.RegistrationId!.Value, record.EvidenceId!.Value));
        Assert.Equal(right.Id, (await Sheet(hall)).EvidenceId);
        Assert.Equal(RegistrationState.Registered, (await hall.Now(bo.Id)).State);
    }

    [Fact]
    public async Task What_was_verified_takes_no_scan_no_change_and_keeps_its_programme()
    {
        var hall = await Hall.Open(_app);
        await hall.Person("Ada");
        var point = new ProgrammeItem { ActivityId = hall.Id, Kind = ProgrammeItemKind.Talk, Title = new LocalizedText("Opening"), Date = hall.Activity.StartsOn, From = new(9, 0) };
        await _app.Add(point);
        var manager = await hall.Manager();
        var sheet = await Print(hall, manager);
        var (edit, change) = (await manager.Go(hall.Url + "/edit"), await manager.Go($"{hall.Url}/programme/{point.Id}"));
        await hall.SetState(ActivityState.Verified);

        var page = await Attach(hall, manager, sheet, Scan("late"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.Contains("It is verified", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await hall.Records());
        page = await manager.Submit(edit, "form.profileform", ("Input.Place", "Elsewhere"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.Contains("It is verified", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        page = await manager.Submit(change, "form.profileform", ("Input.Room", "Elsewhere"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        page = await manager.Submit(change, "#remove");
        Assert.Contains("It is verified", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("", await _app.Db(db => db.ProgrammeItems.Where(p => p.Id == point.Id).Select(p => p.Room).SingleAsync()));
        Assert.Equal("", await _app.Db(db => db.Activities.Where(a => a.Id == hall.Id).Select(a => a.Place).SingleAsync()));
    }

    [Fact]
    public async Task Whoever_attaches_a_sheet_does_not_check_the_activity()
    {
        var hall = await Hall.Open(_app);
        await hall.Person("Ada");
        var coordinator = await _app.APerson(Role.Coordinator);
        var visitor = await new Visitor(_app).SignIn(coordinator.Email!);
        await Attach(hall, visitor, await Print(hall, visitor), Scan("signed"));
        Assert.Single(await hall.Records());
        Assert.Equal(coordinator.Id, await _app.Db(db => db.EvidenceItems.Where(e => e.RecordId == hall.Id).Select(e => e.AddedById).SingleAsync()));
    }

    [Fact]
    public async Task Walk_ins_who_signed_the_empty_rows_are_picked_beside_the_printed_names()
    {
        var hall = await Hall.Open(_app);
        await hall.Person("Ada");
        var manager = await hall.Manager();
        var sheet = await Print(hall, manager);
        foreach (var name in new[] { "Wanda", "Willem" })
            await manager.Submit(await manager.Go(hall.Url + "/check-in"), "form[action*=WalkIn]", ("name", name), ("organisation", "Walker BV"), ("departure", "Leuven"));
        var wanda = await _app.Db(db => db.Registrations.SingleAsync(r => r.ActivityId == hall.Id && r.Name == "Wanda"));
        var typed = new[] { ("Input.Code", sheet.Code), ("Input.Day", sheet.Day.ToString("O", CultureInfo.InvariantCulture)) };
        var shown = await manager.Upload(await manager.Go(hall.Url + "/registrations/sheets"), "form[enctype]", [("Input.File", "scan.pdf", Scan("signed"))], typed);
        Assert.Equal(2, shown.QuerySelectorAll("input[name='Input.Below']").Length);
        await manager.Submit(shown, "form[enctype]", ("Input.Below", wanda.Id.ToString()));
        Assert.Equal(["Ada", "Wanda"], await _app.Db(db => (from a in db.AttendanceRecords join r in db.Registrations on a.RegistrationId equals r.Id where a.ActivityId == hall.Id && a.Method == AttendanceMethod.SignedSheet && a.EvidenceId != null orderby r.Name select r.Name).ToListAsync()));
        Assert.Equal(wanda.Id, (await Sheet(hall)).Rows[^1]);
        // Its scan taken away, the walk-in is as the desk said.
        await manager.Submit(await manager.Go(hall.Url + "/evidence"), "form[action*=Remove]");
        Assert.Equal([AttendanceMethod.DeskCheckIn, AttendanceMethod.DeskCheckIn], (await hall.Records()).Select(r => r.Method));
    }

    [Fact]
    public async Task The_list_of_an_on_line_meeting_is_shown_first_and_becomes_attendance_with_its_proof()
    {
        var hall = await Hall.Open(_app, ActivityKind.Webinar);
        string Mail(string who) => $"{who}-{hall.Id:N}@example.org";
        var (ada, bo, cy) = (await hall.Person("Ada", Mail("ada")), await hall.Person("Bo", Mail("bo")), await hall.Person("Cy", Mail("cy")));
        var manager = await hall.Manager();
        var list = System.Text.Encoding.UTF8.GetBytes($"Meeting,Webinar\n\nName (Original Name),User Email,Duration (Minutes)\nAda L.,{Mail("ADA")},40\nAda,{Mail("ada")},25\nBo,{Mail("bo")},3\nStranger,stranger@example.org,65\nCy,{Mail("cy")},?\n");
        var path = hall.Url + "/registrations/log";
        Assert.NotNull((await manager.Go(hall.Url + "/registrations/sheets")).QuerySelector($"main a[href='{path}']"));
        var shown = await manager.Upload(await manager.Go(path), "form[enctype]", [("Input.File", "log.csv", list)], ("Input.Day", hall.Activity.StartsOn.ToString("O", CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        var text = shown.QuerySelector("main")!.TextContent;
        foreach (var said in new[] { "1 person was there", "65 minutes", "Connected too briefly", "stranger@example.org", "cannot be read: 8" }) Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Empty(await hall.Records());

        await manager.Submit(shown, "form[enctype]");
        Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);
        var item = await _app.Db(db => db.EvidenceItems.SingleAsync(e => e.RecordId == hall.Id));
        Assert.Equal((Domain.Monitoring.EvidenceKind.ConnectionLog, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(list))), (item.Kind, item.Sha256));
        var record = Assert.Single(await hall.Records());
        Assert.Equal((ada.Id, AttendanceMethod.WebinarLog, item.Id), (record.RegistrationId!.Value, record.Method, record.EvidenceId!.Value));
        Assert.Equal([RegistrationState.CheckedIn, RegistrationState.Confirmed, RegistrationState.Confirmed], [(await hall.Now(ada.Id)).State, (await hall.Now(bo.Id)).State, (await hall.Now(cy.Id)).State]);

        // The log taken away, nobody was there.
        await manager.Submit(await manager.Go(hall.Url + "/evidence"), "form[action*=Remove]");
        Assert.Empty(await hall.Records());
        Assert.Equal(RegistrationState.Confirmed, (await hall.Now(ada.Id)).State);

        await manager.Upload(await manager.Go(path), "form[enctype]", [("Input.File", "log.csv", "Name,Town\nAda,Ghent\n"u8.ToArray())], ("Input.Day", hall.Activity.StartsOn.ToString("O", CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
    }
}
