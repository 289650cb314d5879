// Memory that parts of a step take turns with.
using System.Runtime.InteropServices;

namespace Milieu.Engine;

/// <summary>Who works in the shared memory; what one writes there is gone when the next has its turn.</summary>
public enum Turn
{
    /// <summary>The exchange of a window of field steps.</summary>
    Fields = 0,

    /// <summary>Bringing rows into order.</summary>
    Sort = 1,

    /// <summary>Pairs of cells: forces, and the claims after them.</summary>
    Pairs = 2,
}

/// <summary>Columns of one turn lie one after the other, those of different turns over each other.</summary>
internal sealed unsafe class TurnMemory : IDisposable
{
    private readonly List<Column>[] _columns = [.. Enum.GetValues<Turn>().Select(_ => new List<Column>())];
    private byte* _memory;
    private long _size;

    /// <summary>Bytes a row: those of the turn that needs most.</summary>
    public int BytesPerRow => _columns.Max(turn => turn.Sum(c => c.ElementSize));

    /// <summary>Adds a column to a turn; what the others hold stays.</summary>
    public void Add(Turn turn, Column column, int capacity)
    {
        _columns[(int)turn].Add(column);
        Lend(capacity);
    }

    /// <summary>Forgets a column that came last; the memory stays.</summary>
    public void Remove(Column column)
    {
        foreach (var turn in _columns)
            turn.Remove(column);
    }

    /// <summary>Makes room for rows; no column keeps what it holds.</summary>
    public void Reserve(int capacity) => Lend(capacity);

    public void Dispose()
    {
        foreach (var column in _columns.SelectMany(c => c))
            column.Dispose();
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        _size = 0;
        GC.SuppressFinalize(this);
    }

    ~TurnMemory() => NativeMemory.AlignedFree(_memory);

    private void Lend(int capacity)
    {
        var size = _columns.Max(turn => turn.Sum(c => Room(c, capacity)));
        if (size > _size)
        {
            var fresh = (byte*)NativeMemory.AlignedAlloc((nuint)size, 64);
            NativeMemory.Clear(fresh, (nuint)size);
            NativeMemory.Copy(_memory, fresh, (nuint)_size);
            NativeMemory.AlignedFree(_memory);
            _memory = fresh;
            _size = size;
        }
        foreach (var turn in _columns)
        {
            var at = _memory;
            foreach (var column in turn)
            {
                column.Borrow(at, capacity);
                at += Room(column, capacity);
            }
        }
    }

    private static long Room(Column column, int capacity) => (((long)column.ElementSize * capacity) + 63) & ~63L;
}
