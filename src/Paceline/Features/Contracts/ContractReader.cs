using Paceline.Domain.FollowUp;
using Paceline.Platform.Access;

namespace Paceline.Features.Contracts;

/// <summary>Who of those who ask may see which contract, and how much of it.</summary>
public static class ContractReader
{
    /// <summary>Leaves the contracts within a reach.</summary>
    public static IQueryable<BusinessDeal> Within(this IQueryable<BusinessDeal> deals, Reach reach)
    {
        if (reach.Everywhere) return deals;
        Guid?[] clusters = [.. reach.Clusters], participants = [.. reach.Participants];
        Guid[] companies = [.. reach.Companies];
        return deals.Where(d => clusters.Contains(d.HomeClusterId) || companies.Contains(d.CompanyId) || participants.Contains(d.ParticipantId));
    }

    /// <summary>How close whoever asks stands to a contract; what follows from it, the Domain says.</summary>
    public static Closeness ClosenessTo(this CurrentAccess access, BusinessDeal deal)
    {
        if (access.Is(Role.Coordinator) || access.Is(Role.MonitoringOfficer) || access.Is(Role.Auditor)) return Closeness.Inside;
        var byTheirTies = access.Reach(Can.ViewContract) with { Everywhere = false };
        if (byTheirTies.Covers(ScopeOf(deal))) return Closeness.Inside;
        if (access.Is(Role.Evaluator)) return Closeness.Funder;
        return access.Is(Role.PartnerManager) ? Closeness.Partnership : Closeness.Outside;
    }

    /// <summary>Whose record a contract is.</summary>
    public static Scope ScopeOf(BusinessDeal deal) => new(deal.HomeClusterId, deal.CompanyId, deal.ParticipantId);
}
