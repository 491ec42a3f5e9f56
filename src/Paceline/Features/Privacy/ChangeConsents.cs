using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Privacy;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;

namespace Paceline.Features.Privacy;

/// <summary>Gives and takes back consent, purpose by purpose. What was shown is kept word for word.</summary>
public sealed class ChangeConsents(PacelineDb db, AuditTrail audit, Texts texts, TimeProvider clock)
{
    /// <summary>The consents of a person that hold.</summary>
    public Task<List<ConsentRecord>> Live(Subject subject, CancellationToken stop) =>
        db.Consents.AsNoTracking().Where(c => c.SubjectId == subject.Id && c.WithdrawnAt == null).ToListAsync(stop);

    /// <summary>Adds a consent to the caller's unit of work; the one that holds already is returned as it is.</summary>
    public async Task<ConsentRecord> Add(DataSubject person, ConsentPurpose purpose, PrivacyDoor door, CancellationToken stop)
    {
        var id = person.Subject.Id;
        if (await db.Consents.FirstOrDefaultAsync(c => c.SubjectId == id && c.Purpose == purpose && c.WithdrawnAt == null, stop) is { } holds) return holds;
        var (offer, language) = (ConsentBook.Of(purpose), Texts.Language);
        var shown = texts[offer.Sentence].Value;
        var text = await db.ConsentTexts.FirstOrDefaultAsync(t => t.Purpose == purpose && t.Version == offer.Version && t.Language == language && t.Text == shown, stop);
        if (text is null) db.ConsentTexts.Add(text = new ConsentText { Purpose = purpose, Version = offer.Version, Language = language, Text = shown });
        var consent = new ConsentRecord { SubjectKind = person.Subject.Kind, SubjectId = id, Purpose = purpose, TextId = text.Id, Version = offer.Version, Language = language, GivenAt = clock.GetUtcNow(), GivenBy = door };
        db.Consents.Add(consent);
        audit.Add("Gave a consent", person.Subject.RecordKind, id, person.Name, $"{Words.Of(purpose)}, {offer.Version}, {language}");
        return consent;
    }

    /// <summary>Gives a consent; pressed twice, it is one.</summary>
    public async Task Give(DataSubject person, ConsentPurpose purpose, PrivacyDoor door, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            await Add(person, purpose, door, stop);
            try
            {
                await db.SaveChangesAsync(stop);
                return;
            }
            catch (DbUpdateException) when (attempt < 3)
            {
                // The same button at the same moment.
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Takes a consent back, at once. Needs that were kept under it go with it.</summary>
    public async Task Withdraw(DataSubject person, ConsentPurpose purpose, PrivacyDoor door, CancellationToken stop)
    {
        var id = person.Subject.Id;
        if (await db.Consents.FirstOrDefaultAsync(c => c.SubjectId == id && c.Purpose == purpose && c.WithdrawnAt == null, stop) is not { } consent) return;
        using var house = db.AsTheHouse("Needs that a person told go with its consent, whichever activity they were for.");
        (consent.WithdrawnAt, consent.WithdrawnBy) = (clock.GetUtcNow(), door);
        if (purpose is ConsentPurpose.DietAndAccessNeeds) db.SpecialCares.RemoveRange(await db.SpecialCares.Where(c => c.SubjectId == id).ToListAsync(stop));
        audit.Add("Took a consent back", person.Subject.RecordKind, id, person.Name, Words.Of(purpose));
        await db.SaveChangesAsync(stop);
    }
}
