using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Organisations;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;

namespace Paceline.Features.Applications;

/// <summary>What somebody wrote in the form.</summary>
public sealed record Written(Answers Answers, List<TravelDelegate> Delegates, string Language);

/// <summary>An application is begun from the company's profile and written bit by bit.</summary>
public sealed class WriteApplication(PacelineDb db, CurrentAccess access, CallDoor door, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The company's application; begun now where there is none. Two who begin it at once share one.</summary>
    public async Task<(Guid? Id, Refusal? Refusal)> Begin(Call call, Activity activity, Guid company, CancellationToken stop)
    {
        if (await Existing() is { } known) return (known, null);
        if ((call.Refuses(clock.GetUtcNow()) ?? activity.RefusesPlaces(clock.Today(activity.TimeZone))) is { } no) return (null, no);
        var found = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == company, stop);
        var profile = await db.CompanyProfiles.AsNoTracking().FirstOrDefaultAsync(p => p.OrganisationId == company, stop);
        var language = await db.Users.Where(p => p.Id == access.PersonId).Select(p => p.Language).FirstOrDefaultAsync(stop) ?? Texts.Language;
        var application = new Application
        {
            CallId = call.Id,
            ActivityId = activity.Id,
            CompanyId = company,
            HomeClusterId = found.HomeClusterId,
            Language = Texts.Languages.Contains(language) ? language : "en",
            Answers = Prefilled(call, found, profile, language),
            Delegates = profile is { ContactName.Length: > 0 } ? [new TravelDelegate(Ids.New(), profile.ContactName, "", profile.ContactEmail, found.Languages.FirstOrDefault() ?? language, "")] : [],
            SavedAt = clock.GetUtcNow(),
            SavedBy = access.Name,
            HasChanges = true,
        };
        db.Applications.Add(application);
        audit.Add("Began an application", RecordKind.Application, application.Id, $"{activity.Title}, {found.Name}", onBehalfOf: door.ActsFor(company) ? new(found.Name, company) : null, cluster: found.HomeClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
            return (application.Id, null);
        }
        catch (DbUpdateException fault)
        {
            db.ChangeTracker.Clear();
            return await Existing() is { } other ? (other, null) : throw new InvalidOperationException("The application could not be begun.", fault);
        }

        async Task<Guid?> Existing() => await db.Applications.Where(a => a.CallId == call.Id && a.CompanyId == company).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(stop);
    }

    /// <summary>Takes what was written into the application; the caller saves. Nothing changes where nothing was written.</summary>
    public Refusal? Take(ApplicationRecord record, Written written, int version)
    {
        var (application, now) = (record.Application, clock.GetUtcNow());
        if (record.RefusesWriting(clock) is { } no) return no;
        db.Entry(application).Property(a => a.Version).OriginalValue = version;
        // What is kept of questions that are no longer asked stays.
        var answers = new Answers();
        foreach (var (question, values) in application.Answers) answers[question] = values;
        foreach (var (question, values) in written.Answers) answers[question] = values;
        application.Answers = answers;
        application.Delegates = written.Delegates;
        application.Language = written.Language;
        db.ChangeTracker.DetectChanges();
        if (!db.Entry(application).Properties.Any(p => p.IsModified)) return null;
        (application.SavedAt, application.SavedBy, application.HasChanges) = (now, access.Name, true);
        return null;
    }

    private static Answers Prefilled(Call call, Organisation company, CompanyProfile? profile, string language)
    {
        var answers = new Answers();
        foreach (var question in call.Questions)
        {
            var text = question.From switch
            {
                PrefillFrom.Products => profile?.Products.In(language).Text,
                PrefillFrom.Offers => profile?.Offers.In(language).Text,
                PrefillFrom.Needs => profile?.Needs.In(language).Text,
                PrefillFrom.Description => company.Description.In(language).Text is { Length: > 0 } whole ? whole : company.Summary.In(language).Text,
                PrefillFrom.Website => company.Website,
                PrefillFrom.Certificates => string.Join(", ", profile?.Certifications ?? []),
                _ => null,
            };
            var longest = question.Kind is QuestionKind.LongText ? CallForm.LongestText : CallForm.LongestLine;
            if (!string.IsNullOrWhiteSpace(text)) answers[question.Id] = [text.Length > longest ? text[..longest] : text];
        }

        return answers;
    }
}
