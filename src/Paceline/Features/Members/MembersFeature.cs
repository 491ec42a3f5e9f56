using Paceline.Platform.Jobs;

namespace Paceline.Features.Members;

/// <summary>What this area adds to the application.</summary>
public static class MembersFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<MemberRows>().AddScoped<ArchiveMember>().AddScoped<PreviewMembers>().AddScoped<ImportMembers>().AddScoped<UndoMemberImport>().AddScoped<MergeRecords>().AddScoped<UndoMerge>();
    }
}
