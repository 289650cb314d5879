// What to measure, and how long it may take.
using System.Collections.Immutable;

namespace Milieu.Speed;

/// <summary>What a caller decides about a measurement.</summary>
public sealed record SpeedWishes
{
    /// <summary>Numbers of threads, ascending; what is gained is counted against the first.</summary>
    public required ImmutableArray<int> Threads { get; init; }

    /// <summary>Small sizes, hardly repeated: shows that everything runs, says nothing about speed.</summary>
    public bool Quick { get; init; }

    /// <summary>Adds the sizes that take minutes: 1,000,000 cells.</summary>
    public bool Full { get; init; }

    /// <summary>Is told what is measured next.</summary>
    public Action<string> Progress { get; init; } = _ => { };

    public CancellationToken Cancellation { get; init; }

    /// <summary>For ceilings.</summary>
    internal Effort EffortOfLoops => Quick ? Effort.Quick : Effort.OfLoops;

    public Effort Effort => Quick ? Effort.Quick : Effort.Usual;

    /// <summary>Announces a measurement.</summary>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public void Announce(string what)
    {
        Cancellation.ThrowIfCancellationRequested();
        Progress(what);
    }
}
