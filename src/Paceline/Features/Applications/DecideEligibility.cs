using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform;
using Paceline.Platform.Audit;

namespace Paceline.Features.Applications;

/// <summary>The organiser confirms what the rules say of an application, or decides otherwise with a reason.</summary>
public sealed class DecideEligibility(PacelineDb db, ReadEligibility rules, AuditTrail audit, TimeProvider clock)
{
    /// <summary>One application.</summary>
    public async Task<Refusal?> Run(ApplicationRecord record, bool eligible, string reason, CancellationToken stop)
    {
        if (record.Call.PhaseAt(clock.GetUtcNow()) is CallPhase.OpenNow) return new Refusal("The call is still open, and applications may change. Decide after it has closed.");
        var findings = await rules.Of(record.Call, record.Activity, record.Company.Id, stop);
        if (record.Application.RefusesEligibility(findings.All(f => f.IsMet), eligible, reason) is { } no) return no;
        Write(record.Application, record.Activity, record.Company.Name, findings, eligible, reason.Trim());
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>Every application that nobody has decided on, as the rules say. How many there were.</summary>
    public async Task<int> RunAll(Activity activity, Call call, CancellationToken stop)
    {
        if (call.PhaseAt(clock.GetUtcNow()) is CallPhase.OpenNow) return 0;
        var open = await db.Applications.Where(a => a.CallId == call.Id && a.State == ApplicationState.Submitted).ToListAsync(stop);
        var companies = open.ConvertAll(a => a.CompanyId);
        var names = await db.Organisations.Where(o => companies.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, stop);
        var findings = await rules.Of(call, activity, companies, stop);
        foreach (var application in open) Write(application, activity, names[application.CompanyId], findings[application.CompanyId], findings[application.CompanyId].All(f => f.IsMet), "");
        await db.SaveChangesAsync(stop);
        return open.Count;
    }

    private void Write(Application application, Activity activity, string company, IReadOnlyList<RuleFinding> findings, bool eligible, string reason)
    {
        application.State = eligible ? ApplicationState.Eligible : ApplicationState.Ineligible;
        application.RulesNotMet = [.. findings.Where(f => !f.IsMet).Select(f => f.Rule)];
        application.EligibilityReason = reason;
        audit.Add("Decided on eligibility", RecordKind.Application, application.Id, $"{application.Code}, {activity.Title}, {company}", reason, cluster: application.HomeClusterId);
    }
}
