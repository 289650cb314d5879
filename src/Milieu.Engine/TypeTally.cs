// Cells that came and went, counted by type.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>What a tissue counts of each type.</summary>
public enum TypeEvent
{
    /// <summary>Came in through a door.</summary>
    Entered = 0,

    /// <summary>Left to the lymph.</summary>
    Left = 1,
    Died = 2,

    /// <summary>Died by apoptosis with the better part of a hit still unmended; also counted in <see cref="Died"/>.</summary>
    Killed = 3,
}

/// <summary>Counts since the start, by event and type; integers, so the order of threads cannot show.</summary>
public sealed class TypeTally : IDisposable
{
    public const int Kinds = 4;
    private readonly int _types;

    /// <param name="isState">Some part of the model reads them: they are part of the state and its hash.</param>
    public TypeTally(int types, bool isState)
    {
        _types = types;
        Counts = new Column<ulong>("tally_by_type");
        Counts.Reserve(Math.Max(1, Kinds * types), 0);
        ImmutableArray<(Column, int)> all = [(Counts, Kinds * types)];
        StateColumns = isState ? all : [];
        SavedColumns = isState ? [] : all;
    }

    public ImmutableArray<(Column Column, int Count)> StateColumns { get; }

    /// <summary>Where no part of the model reads them, checkpoints keep them all the same, for those who look on.</summary>
    public ImmutableArray<(Column Column, int Count)> SavedColumns { get; }

    internal Column<ulong> Counts { get; }

    public long this[TypeEvent kind, int type] => (long)Volatile.Read(ref Counts[RowOf(kind, type)]);

    /// <summary>Adds from any thread.</summary>
    public void Add(TypeEvent kind, int type, long count = 1) =>
        Interlocked.Add(ref Counts[RowOf(kind, type)], (ulong)count);

    /// <summary>The row of <see cref="Counts"/> for an event of a type.</summary>
    internal int RowOf(TypeEvent kind, int type) => ((int)kind * _types) + type;

    public void Dispose() => Counts.Dispose();
}
