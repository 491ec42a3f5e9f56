using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Paceline.Data;
using Paceline.Data.Isolation;
using Paceline.Features;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Errors;
using Paceline.Platform.Files;
using Paceline.Platform.Jobs;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;
using Paceline.Platform.Upkeep;

namespace Paceline;

/// <summary>Puts the parts together; every verb of the command line builds the same application.</summary>
public static class App
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // Started from any folder, the application finds its settings beside itself; data lies where it was started.
            ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
        });
        // The application is started from its build output as well as published: its assets are found either way.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
        if (builder.Configuration["urls"] is null && builder.Configuration["Kestrel:Endpoints"] is null) builder.WebHost.UseUrls("http://localhost:5080");
        if (builder.Configuration["Paceline:Logs"] is "json") builder.Logging.ClearProviders().AddJsonConsole(o => (o.IncludeScopes, o.UseUtcTimestamp, o.TimestampFormat) = (true, true, "O"));
        var services = builder.Services;
        var clock = new Clock(TimeProvider.System);
        services.AddSingleton(clock).AddSingleton<TimeProvider>(clock);
        services.AddPacelineDb(builder.Configuration["Paceline:Database"]!);
        services.Configure<MailSettings>(builder.Configuration.GetSection("Paceline:Mail"));
        AddPeople(services);
        OutsideDirectory.Add(services, builder.Configuration);
        AddPages(services);

        services.AddHttpContextAccessor();
        services.AddScoped<Attempts>().AddScoped<SecondFactors>().AddSingleton<KnownDevices>().AddSingleton<PasswordHashing>().AddSingleton<SiteAddress>();
        services.AddScoped<CurrentAccess>().AddScoped<VerifyTrail>().AddScoped<RedactTrail>().AddScoped<Links>().AddSingleton<LinkKey>().AddScoped<AuditTrail>().AddScoped<FileStore>();
        services.AddScoped<JobQueue>().AddScoped<Outbox>().AddScoped<MailFolder>().AddScoped<MailTemplates>().AddScoped<Post>().AddScoped<Checkup>().AddSingleton<Measures>();
        var kinds = new JobKinds();
        services.AddSingleton(kinds).AddScoped<SendMail>();
        kinds.Add<SendMail>();
        AllFeatures.Register(services, kinds);
        if (builder.Configuration.GetValue("Paceline:Worker", true)) services.AddHostedService<JobWorker>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");

        var app = builder.Build();
        app.UseMiddleware<SafeHeaders>();
        app.UseRequestLocalization();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            AllowStatusCode404Response = true,
            StatusCodeSelector = fault => fault is OutOfSightException ? StatusCodes.Status404NotFound : StatusCodes.Status500InternalServerError,
            // No fault of the product: the page says it in one line.
            SuppressDiagnosticsCallback = fault => fault.Exception is OutOfSightException,
        });
        app.UseStatusCodePagesWithReExecute("/status/{0}");
        app.UseResponseCompression();
        app.UseMiddleware<LargeUploads>();
        app.UseRouting();
        app.UseMiddleware<ReadersLanguage>();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealthChecks("/health").AllowAnonymous();
        app.MapMeasures();
        app.MapRazorPages().WithStaticAssets();
        return app;
    }

    /// <summary>Brings the schema up to date and sets the clock. Instances that start together take turns: the lock that EF
    /// takes lives in the database that it is about to create, so on an empty one it cannot keep two of them apart.</summary>
    public static async Task Prepare(WebApplication app, CancellationToken stop = default)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        using (db.AsTheOwner("The schema is brought up to date."))
        await using (var turn = db.Database.IsNpgsql() ? await MigrationTurn.OnServer(db.Database.GetConnectionString()!) : await MigrationTurn.OnFile(db.Database.GetConnectionString()!))
        {
            await db.Database.MigrateAsync(stop);
            await AppendOnly.Guard(db, stop);
            await RowSecurity.Guard(db, stop);
            // Before any key is made: a start with the wrong file must not leave a second set of keys behind.
            var keys = app.Services.GetRequiredService<KeyFile>();
            await keys.Check(db, stop);
            await keys.SealAll(db, stop);
        }

        // Made before it is needed: a page that asks for a link is often in the middle of a transaction.
        await app.Services.GetRequiredService<LinkKey>().Read(stop);

        await ReadClock(app.Services, stop);
    }

    /// <summary>Sets the clock as the database says: a demonstration has a time of its own.</summary>
    public static async Task ReadClock(IServiceProvider services, CancellationToken stop = default)
    {
        await using var scope = services.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<PacelineDb>().Settings.AsNoTracking().FirstOrDefaultAsync(s => s.Key == Clock.Setting, stop);
        var clock = services.GetRequiredService<Clock>();
        (clock.IsDemo, clock.Offset) = (stored is not null, stored is null ? TimeSpan.Zero : new TimeSpan(long.Parse(stored.Value, CultureInfo.InvariantCulture)));
    }

    private static void AddPeople(IServiceCollection services)
    {
        services.AddSingleton<KeyFile>();
        services.AddDataProtection().SetApplicationName("Paceline");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(sp => new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = new StoredKeys(sp.GetRequiredService<IServiceScopeFactory>(), sp.GetRequiredService<KeyFile>())));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<Person>(o =>
        {
            o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            o.User.RequireUniqueEmail = true;
            o.Password.RequiredLength = 12;
            o.Password.RequireDigit = o.Password.RequireNonAlphanumeric = o.Password.RequireUppercase = o.Password.RequireLowercase = false;
        }).AddSignInManager<PeopleSignIn>().AddEntityFrameworkStores<PacelineDb>().AddDefaultTokenProviders();
        services.ConfigureApplicationCookie(o =>
        {
            o.LoginPath = "/sign-in";
            o.Cookie.Name = "paceline";
            o.ExpireTimeSpan = TimeSpan.FromDays(14);
            o.TimeProvider = TimeProvider.System; // the browser counts by its own clock, not by the demonstration's
            // CurrentAccess compares the stamp on every request, in the query that it makes anyway.
            o.Events.OnValidatePrincipal = _ => Task.CompletedTask;
            o.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        // A passkey stands for both factors, so the device always makes sure that it is its owner's hand.
        services.Configure<IdentityPasskeyOptions>(o =>
        {
            o.UserVerificationRequirement = "required";
            // The page in which the device was asked is one of this site, and not, as the framework has it, whatever the request calls itself.
            o.ValidateOrigin = c => ValueTask.FromResult(!c.CrossOrigin && Uri.TryCreate(c.Origin, UriKind.Absolute, out var page) && page.Authority == new Uri($"{page.Scheme}://{c.HttpContext.Request.Host}").Authority);
        });
        services.AddSingleton<IPasswordHasher<Person>, PasswordHasher<Person>>();
        services.AddScoped<IAuthorizationHandler, RequiresHandler>();
        services.AddScoped<IAuthorizationMiddlewareResultHandler, AnswerToTheRefused>();
        // Whether an account is needed at all, [Requires] decides: a guest has none. What says nothing is closed to strangers.
        services.AddAuthorizationBuilder().SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build()).SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static void AddPages(IServiceCollection services)
    {
        // Chinese, Persian and accents reach the page as themselves, not as entities.
        services.Configure<Microsoft.Extensions.WebEncoders.WebEncoderOptions>(o => o.TextEncoderSettings = new(System.Text.Unicode.UnicodeRanges.All));
        services.AddResponseCompression(o => o.EnableForHttps = true);
        services.AddSingleton<Texts>().AddSingleton<IStringLocalizerFactory>(sp => sp.GetRequiredService<Texts>());
        services.AddRequestLocalization(o =>
        {
            o.SetDefaultCulture("en").AddSupportedCultures([.. Texts.Spoken]).AddSupportedUICultures([.. Texts.Spoken]);
            o.ApplyCurrentCultureToResponseHeaders = true;
            o.RequestCultureProviders.OfType<CookieRequestCultureProvider>().Single().CookieName = LanguageCookie.Name;
        });
        services.AddRazorPages(o => o.RootDirectory = "/Features")
            .AddDataAnnotationsLocalization()
            .AddMvcOptions(o =>
            {
                FormMessages.Use(o.ModelBindingMessageProvider);
                o.Filters.Add<NoNulCharacters>();
            });
        services.Configure<RouteOptions>(o => o.LowercaseUrls = true);
        services.AddRateLimiter(SignInLimit.Add);
    }
}
