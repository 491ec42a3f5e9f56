using System.Globalization;
using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Audit;

namespace Paceline.Features.Registrations;

/// <summary>Asks people to come: each gets a link of its own, in its language.</summary>
public sealed class InvitePeople(PacelineDb db, AuditTrail audit, RegistrationLetters letters, TimeProvider clock)
{
    /// <summary>A line that was typed: an address alone, or "Name; address".</summary>
    public static (string Name, string Email)? Read(string line)
    {
        var parts = line.Split([';', '\t', ',', '<', '>'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var email = Array.Find(parts, p => p.Contains('@', StringComparison.Ordinal) && MailAddress.TryCreate(p, out _));
        return email is null || email.Length > 200 ? null : (Spelling.Line(parts.FirstOrDefault(p => p != email) ?? ""), email);
    }

    /// <summary>Invites; who was invited on an earlier day gets the letter again. How many letters.</summary>
    public async Task<int> Run(Activity activity, IReadOnlyList<(string Name, string Email)> people, RegistrationRole role, string language, string site, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activity.Id, stop);
        var keys = people.Select(p => Registration.KeyOf(p.Email)!).Distinct(StringComparer.Ordinal).ToList();
        var known = await db.Invitations.Where(i => i.ActivityId == activity.Id && keys.Contains(i.EmailKey)).ToDictionaryAsync(i => i.EmailKey, StringComparer.Ordinal, stop);
        await EndLinks.LetIn(db, [.. known.Values.Select(i => i.Id)], stop);
        var sent = 0;
        foreach (var (name, email) in people.DistinctBy(p => Registration.KeyOf(p.Email)))
        {
            var key = Registration.KeyOf(email)!;
            if (!known.TryGetValue(key, out var invitation))
                db.Invitations.Add(invitation = new Invitation { ActivityId = activity.Id, Email = email, EmailKey = key, Name = name.Length > Registration.LongestName ? name[..Registration.LongestName] : name, Role = role, Language = language, SentAt = clock.GetUtcNow() });
            if (invitation.RegistrationId is not null) continue;
            if (await letters.Invites(activity, invitation, site, null, stop)) sent++;
        }

        if (sent > 0) audit.Add("Invited people", RecordKind.Activity, activity.Id, activity.Title.ToString(), sent.ToString(CultureInfo.InvariantCulture), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
        return sent;
    }
}
