namespace Paceline.Scheduling;

/// <summary>A search that works in slices, so that several can share a core.</summary>
internal abstract class Worker
{
    /// <summary>Whether the last slice raised a bound: who does goes on at once, since it suits the event.</summary>
    public bool Succeeded { get; protected set; }

    /// <summary>Works for some hundredths of a second; false where nothing is left that this search could do.</summary>
    public abstract bool Slice(CancellationToken stop);
}
