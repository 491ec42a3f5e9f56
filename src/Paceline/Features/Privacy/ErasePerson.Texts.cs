using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;

namespace Paceline.Features.Privacy;

/// <summary>What erasing does to the words of others: only where they have to do with the person, and only its name.</summary>
public sealed partial class ErasePerson
{
    // What others wrote about the person, and what was kept to undo a change.
    private async Task Scrub(Traces traces, string pseudonym, CancellationToken stop)
    {
        if (traces.Near.Words.Count == 0) return;
        var ties = traces.Ties;
        var (all, activities, organisations, clusters) = (ties.IsEverywhere, ties.Activities.ToList(), ties.Organisations.ToList(), ties.Clusters.ToList());
        var places = db.Participants.Where(p => all || activities.Contains(p.EventId) || p.OrganisationId != null && organisations.Contains(p.OrganisationId.Value));
        var deals = db.BusinessDeals.Where(d => all || activities.Contains(d.ActivityId) || organisations.Contains(d.CompanyId));
        await In(db.MeetingOutcomes.Where(o => places.Any(p => p.Id == o.ParticipantId)), o => o.Note);
        await In(db.FollowUpActions.Where(a => places.Any(p => p.Id == a.ParticipantId)), a => a.Step);
        await In(places, p => p.About);
        await In(deals, d => d.Counterpart);
        await In(db.Verifications.Where(v => all || activities.Contains(v.RecordId) || organisations.Contains(v.RecordId) || v.RecordKind == RecordKind.BusinessDeal && deals.Any(d => d.Id == v.RecordId)), v => v.Comment);
        await In(db.ProfileShares.Where(s => all || organisations.Contains(s.OrganisationId)), s => s.For);
        var letters = db.Letters.Where(l => all || activities.Contains(l.ActivityId));
        await In(letters, l => l.Text);
        await In(letters, l => l.Subject);
        await In(db.Assessments.Where(a => all || activities.Contains(a.ActivityId)), a => a.Comment);
        await In(db.Applications.Where(a => all || activities.Contains(a.ActivityId)), a => a.EligibilityReason);
        await In(db.MissionCheckIns.Where(c => all || activities.Contains(c.ActivityId) || organisations.Contains(c.CompanyId)), c => c.Note);
        await In(db.MissionGates.Where(g => all || activities.Contains(g.ActivityId)), g => g.Note);
        await In(db.TransferBases.Where(b => all || activities.Contains(b.ActivityId)), b => b.Note);
        await In(db.RestrictiveChecks.Where(c => all || activities.Contains(c.ActivityId)), c => c.Reason);
        await In(db.BriefingVersions.Where(v => all || activities.Contains(v.ActivityId)), v => v.Note);
        await In(db.OrganisationImports.Where(i => all || clusters.Contains(i.ClusterId)), i => i.Before);
        await In(db.OrganisationMerges.Where(m => all || organisations.Contains(m.KeptId) || organisations.Contains(m.MergedId)), m => m.Before);

        async Task In<T>(IQueryable<T> rows, Expression<Func<T, string?>> column) where T : class
        {
            var name = ((MemberExpression)column.Body).Member.Name;
            var found = await rows.Where(r => EF.Property<string?>(r, name) != null && EF.Property<string?>(r, name) != "").Select(r => new { Id = EF.Property<Guid>(r, "Id"), Text = EF.Property<string>(r, name) }).ToListAsync(stop);
            foreach (var row in found.Where(t => traces.Near.IsIn(t.Text)))
            {
                var left = traces.Near.Replace(row.Text, pseudonym);
                await db.Set<T>().Where(r => EF.Property<Guid>(r, "Id") == row.Id).ExecuteUpdateAsync(r => r.SetProperty(x => EF.Property<string>(x, name), left), stop);
            }
        }
    }
}
