namespace Paceline.Domain.Matchmaking.Imports;

/// <summary>What already relies on what an import made.</summary>
/// <param name="Published">Meetings of it of which participants were told.</param>
/// <param name="Outcomes">Outcomes, next steps and contracts that grew out of it.</param>
/// <param name="ForeignMeetings">Meetings that did not come with it, of participants that did.</param>
/// <param name="SearchIsUnderWay">A search for a schedule uses it at this moment.</param>
public sealed record ImportUse(int Published, int Outcomes, int ForeignMeetings, bool SearchIsUnderWay)
{
    /// <summary>Why the import can no longer be taken back; null while it can.</summary>
    public Refusal? Refusal =>
        SearchIsUnderWay ? new("A search for a schedule is under way. Stop it first, then undo the import.")
        : Outcomes > 0 ? new("This import cannot be undone: {0} outcomes, next steps or contracts have grown out of its meetings.", Outcomes)
        : Published > 0 ? new("This import cannot be undone: participants were already told of {0} of its meetings.", Published)
        : ForeignMeetings > 0 ? new("This import cannot be undone: {0} meetings of a later import use its participants. Undo that one first.", ForeignMeetings)
        : null;
}
