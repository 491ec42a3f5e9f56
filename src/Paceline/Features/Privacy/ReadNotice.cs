using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Programmes;
using Paceline.Features.Programme;

namespace Paceline.Features.Privacy;

/// <summary>A partner that decides together with the others what is done with personal data.</summary>
public sealed record JointController(string Name, string Country, string? Website, bool Leads);

/// <summary>Whom to write to and where to complain, as the privacy officer set it; empty until then.</summary>
public sealed record NoticeContact(string Email, string Authority, string AuthorityUrl);

/// <summary>What the public notice says that is not the same in every installation.</summary>
public sealed class ReadNotice(PacelineDb db, CurrentProgramme programme)
{
    /// <summary>Where the settings lie.</summary>
    public const string EmailSetting = "privacy.email", AuthoritySetting = "privacy.authority", AuthorityUrlSetting = "privacy.authority.url";

    /// <summary>The partners, the leading one first.</summary>
    public async Task<IReadOnlyList<JointController>> Controllers(CancellationToken stop)
    {
        if (await programme.Find(stop) is not { } current) return [];
        return await db.ConsortiumPartners.Where(p => p.ProgrammeId == current.Id).Join(db.Organisations, p => p.OrganisationId, o => o.Id, (p, o) => new { p.Number, p.Role, o.Name, o.Country, o.Website })
            .OrderBy(p => p.Number).Select(p => new JointController(p.Name, p.Country, p.Website, p.Role == PartnerRole.Coordinator)).ToListAsync(stop);
    }

    /// <summary>Whom to write to.</summary>
    public async Task<NoticeContact> Contact(CancellationToken stop)
    {
        var found = await db.Settings.AsNoTracking().Where(s => s.Key.StartsWith("privacy.")).ToDictionaryAsync(s => s.Key, s => s.Value, StringComparer.Ordinal, stop);
        return new NoticeContact(found.GetValueOrDefault(EmailSetting, ""), found.GetValueOrDefault(AuthoritySetting, ""), found.GetValueOrDefault(AuthorityUrlSetting, ""));
    }
}
