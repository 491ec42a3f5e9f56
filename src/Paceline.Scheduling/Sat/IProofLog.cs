namespace Paceline.Scheduling.Sat;

/// <summary>Takes down the formula and the steps of a proof, in the order in which they happen.</summary>
internal interface IProofLog
{
    void Original(ReadOnlySpan<int> clause);

    void Learnt(ReadOnlySpan<int> clause);

    void Deleted(ReadOnlySpan<int> clause);
}
