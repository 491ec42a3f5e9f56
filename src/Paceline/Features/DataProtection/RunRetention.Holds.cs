using Microsoft.EntityFrameworkCore;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Privacy;

namespace Paceline.Features.DataProtection;

/// <summary>What legal holds keep: the activity with everything of it, and the person with every record that stands for it.</summary>
public sealed partial class RunRetention
{
    /// <summary>What is held.</summary>
    /// <param name="Ids">Activities, and the records of people: accounts, places, contacts, registrations, invitations, readers.</param>
    /// <param name="Addresses">Addresses of these people, in small letters.</param>
    private sealed record Kept(List<Guid> Ids, List<string> Addresses)
    {
        private readonly HashSet<Guid> _ids = [.. Ids];
        private readonly HashSet<string> _keys = [.. Addresses.Select(Registration.KeyOf).OfType<string>()];

        public bool Has(Guid id) => _ids.Contains(id);

        public bool Bears(string address) => Registration.KeyOf(address) is { } key && _keys.Contains(key);
    }

    private async Task<Kept> WhatIsHeld(CancellationToken stop)
    {
        var held = await db.LegalHolds.Where(h => h.LiftedAt == null).Select(h => h.RecordId).ToListAsync(stop);
        if (held.Count == 0) return new Kept([], []);
        List<string> addresses =
        [
            .. await db.Users.Where(p => held.Contains(p.Id) && p.Email != null).Select(p => p.Email!).ToListAsync(stop),
            .. await db.Participants.Where(p => held.Contains(p.Id) && p.Email != "").Select(p => p.Email).ToListAsync(stop),
        ];
        addresses = [.. addresses.Select(a => a.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
        var keys = addresses.Select(Registration.KeyOf).OfType<string>().ToList();
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        return new Kept(
        [
            .. held,
            .. await db.Participants.Where(p => addresses.Contains(p.Email.ToLower())).Select(p => p.Id).ToListAsync(stop),
            .. await db.Contacts.Where(c => c.PersonId != null && held.Contains(c.PersonId.Value) || addresses.Contains(c.Email.ToLower())).Select(c => c.Id).ToListAsync(stop),
            .. await db.Registrations.Where(r => r.PersonId != null && held.Contains(r.PersonId.Value) || r.EmailKey != null && keys.Contains(r.EmailKey)).Select(r => r.Id).ToListAsync(stop),
            .. await db.Invitations.Where(i => keys.Contains(i.EmailKey)).Select(i => i.Id).ToListAsync(stop),
            .. await db.BriefingReaders.Where(r => addresses.Contains(r.Email.ToLower())).Select(r => r.Id).ToListAsync(stop),
        ], addresses);
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }

    // Applications among these that name somebody who is held, or of which a letter went there: their people lie in one column.
    private async Task<List<Guid>> NamingTheHeld(List<Guid> applications, Kept held, CancellationToken stop)
    {
        if (held.Ids.Count == 0) return [];
        var naming = (await db.Applications.AsNoTracking().Where(a => applications.Contains(a.Id)).ToListAsync(stop)).Where(a => a.Delegates.Exists(d => held.Has(d.Id) || held.Bears(d.Email))).Select(a => a.Id);
        var written = (await db.Letters.AsNoTracking().Where(l => applications.Contains(l.ApplicationId)).Select(l => new { l.ApplicationId, l.To }).ToListAsync(stop)).Where(l => l.To.Split(',').Any(held.Bears)).Select(l => l.ApplicationId);
        return [.. naming.Concat(written).Distinct()];
    }
}
