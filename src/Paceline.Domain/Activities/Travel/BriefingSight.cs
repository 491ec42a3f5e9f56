namespace Paceline.Domain.Activities.Travel;

/// <summary>What one reader of a briefing pack sees of it.</summary>
/// <param name="Points">The travellers whose own points are seen; null: those of everybody.</param>
/// <param name="People">The people that are seen, and with them their companies; null: everybody.</param>
/// <param name="Studies">Of studies, what those may read.</param>
public sealed record BriefingSight(IReadOnlyCollection<Guid>? Points, IReadOnlyCollection<Guid>? People, StudyReaders Studies)
{
    /// <summary>Who runs the mission: all of it.</summary>
    public static BriefingSight Organiser { get; } = new(null, null, StudyReaders.Partners);

    /// <summary>A guest from outside: what is for everybody, and nobody's name.</summary>
    public static BriefingSight Guest { get; } = OfHost([]);

    /// <summary>Some of those who travel: what is for everybody and what is for them.</summary>
    public static BriefingSight OfTravellers(IReadOnlyCollection<Guid> own) => new(own, null, StudyReaders.Members);

    /// <summary>A person of a host: what is for everybody, and the people whose data may go there.</summary>
    public static BriefingSight OfHost(IReadOnlyCollection<Guid> people) => new([], people, StudyReaders.Everybody);

    /// <summary>The pack as this reader sees it. A point that was told to the reader before, and is not the reader's any more, is struck.</summary>
    public BriefingContent Of(BriefingContent pack)
    {
        var people = People is null ? pack.People : [.. pack.People.Where(p => People.Contains(p.Id))];
        return pack with
        {
            Points = [.. pack.Points.Where(Sees)],
            Struck = [.. pack.Points.Where(p => !Sees(p) && Saw(p)), .. pack.Struck.Where(p => Sees(p) || Saw(p))],
            People = people,
            Companies = People is null ? pack.Companies : [.. pack.Companies.Where(c => people.Any(p => p.OrganisationId == c.Id))],
            Excerpts = [.. pack.Excerpts.Where(e => e.Readers >= Studies)],
        };
    }

    private bool Sees(BriefingPoint point) => Points is null || point.OnlyFor.Count == 0 || point.OnlyFor.Any(Points.Contains);

    private bool Saw(BriefingPoint point) => Points is null || point.ToldToAll || point.ToldTo.Any(Points.Contains);
}
