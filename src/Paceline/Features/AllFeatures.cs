using Paceline.Features.Account;
using Paceline.Features.Acting;
using Paceline.Features.Activities;
using Paceline.Features.Admin;
using Paceline.Features.Agendas;
using Paceline.Features.Applications;
using Paceline.Features.Contracts;
using Paceline.Features.DataProtection;
using Paceline.Features.Directory;
using Paceline.Features.FollowUp;
using Paceline.Features.Home;
using Paceline.Features.Imports;
using Paceline.Features.GuestLinks;
using Paceline.Features.Matchmaking;
using Paceline.Features.Members;
using Paceline.Features.Organisations;
using Paceline.Features.Privacy;
using Paceline.Features.Programme;
using Paceline.Features.Registrations;
using Paceline.Features.Reports;
using Paceline.Features.Scheduling;
using Paceline.Features.Scoreboard;
using Paceline.Features.SmeStatus;
using Paceline.Features.Travel;
using Paceline.Platform.Jobs;

namespace Paceline.Features;

/// <summary>The areas of the product; each registers its own classes and jobs.</summary>
public static class AllFeatures
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        AccountFeature.Register(services, kinds);
        HomeFeature.Register(services, kinds);
        ProgrammeFeature.Register(services, kinds);
        RegistrationsFeature.Register(services, kinds);
        ActivitiesFeature.Register(services, kinds);
        OrganisationsFeature.Register(services, kinds);
        MatchmakingFeature.Register(services, kinds);
        ImportsFeature.Register(services, kinds);
        MembersFeature.Register(services, kinds);
        SchedulingFeature.Register(services, kinds);
        AgendasFeature.Register(services, kinds);
        FollowUpFeature.Register(services, kinds);
        ContractsFeature.Register(services, kinds);
        ScoreboardFeature.Register(services, kinds);
        ReportsFeature.Register(services, kinds);
        SmeStatusFeature.Register(services, kinds);
        DirectoryFeature.Register(services, kinds);
        GuestLinksFeature.Register(services, kinds);
        ActingFeature.Register(services, kinds);
        ApplicationsFeature.Register(services, kinds);
        TravelFeature.Register(services, kinds);
        AdminFeature.Register(services, kinds);
        PrivacyFeature.Register(services, kinds);
        DataProtectionFeature.Register(services, kinds);
    }
}
