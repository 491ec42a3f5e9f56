using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Registrations;

namespace Paceline.Tests.Registrations;

/// <summary>An activity to which people come, and those on its list.</summary>
internal sealed class Hall(AppFactory app, Activity activity)
{
    public static readonly byte[] Pdf = "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"u8.ToArray();

    public Activity Activity => activity;
    public Guid Id => activity.Id;
    public string Url => $"/activities/{activity.Id}";

    public static async Task<Hall> Open(AppFactory app, ActivityKind kind = ActivityKind.Conference, int? capacity = null, bool isPublic = false, int days = 1, int startsIn = 0)
    {
        var lead = await app.ACluster();
        var first = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime).AddDays(startsIn);
        var activity = new Activity { ProgrammeId = (await app.AProgramme()).Id, Kind = kind, Title = new LocalizedText("Conference"), StartsOn = first, EndsOn = first.AddDays(days - 1), LeadClusterId = lead.Id, Capacity = capacity, IsPublic = isPublic, State = ActivityState.OpenForRegistration, TimeZone = "Etc/UTC", Details = KindDetails.For(kind) };
        await app.Add(activity);
        return new Hall(app, activity);
    }

    public async Task<Visitor> Manager() => await app.AVisitor(Platform.Access.Role.PartnerManager, activity.LeadClusterId);

    public async Task<Registration> Person(string name, string email = "", Guid? organisation = null)
    {
        var draft = new RegistrationDraft(Ids.New(), name, RegistrationRole.Guest) { Email = email, OrganisationId = organisation, OrganisationName = "Nordvelo", PlaceOfDeparture = "Ghent" };
        var (people, refusal) = await app.Run(s => s.GetRequiredService<RegisterPeople>().Run(activity.Id, [draft], "Test", byOrganiser: true, "http://localhost", default));
        Assert.Null(refusal);
        return people[0].Person;
    }

    public Task<Registration> Now(Guid person) => app.Db(db => db.Registrations.AsNoTracking().SingleAsync(r => r.Id == person));

    public Task Set(Guid person, RegistrationState state) => app.Db(db => db.Registrations.Where(r => r.Id == person).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, state)));

    public Task SetState(ActivityState state) => app.Db(db => db.Activities.Where(a => a.Id == activity.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.State, state)));

    public Task<List<AttendanceRecord>> Records() => app.Db(db => db.AttendanceRecords.AsNoTracking().Where(a => a.ActivityId == activity.Id).ToListAsync());

    /// <summary>The last link of a registration that went to an address.</summary>
    public static async Task<string> LastLink(AppFactory app, string to, string part = "") => await app.Db(async db =>
    {
        var texts = await db.Mails.Where(m => m.To == to).OrderByDescending(m => m.Id).Select(m => m.Text).ToListAsync();
        return texts.Select(t => System.Text.RegularExpressions.Regex.Match(t, "/r/[^\\s]+" + part).Value).First(l => l is not "");
    });
}
