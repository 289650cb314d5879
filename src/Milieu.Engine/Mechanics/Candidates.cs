// The rows that each row of one worker may touch, one list after another.
namespace Milieu.Engine;

/// <summary>Lists in slabs of memory that stay once they are taken: nothing moves when there are more.</summary>
/// <remarks>A place in the slabs holds the length of a list, the list follows. What changes from row to row is local to a
/// call: objects of two workers may share a line of memory.</remarks>
internal sealed unsafe class Candidates(PairInputs inputs, Leeway leeway, BehaviorValues movable) : IDisposable
{
    /// <summary>The place of a list that is too long to keep.</summary>
    public const int Nowhere = -1;

    private const int SlabBits = 16;
    private const int Longest = 1024;
    private readonly List<Column<int>> _slabs = [];
    private readonly Column<int> _found = new("found");
    private readonly Surroundings _around = new(inputs, leeway);

    /// <summary>Bytes of all slabs.</summary>
    public long Bytes => ((long)_slabs.Count << SlabBits) * sizeof(int);

    /// <summary>Makes the lists of rows [begin, end) and notes their places.</summary>
    /// <param name="bin">Bin of each row.</param>
    public void Make(int begin, int end, BinIndex bins, int* bin, int* places)
    {
        var place = 0;
        var gathered = -1;
        var around = 0;
        for (var row = begin; row < end; row++)
        {
            var count = 0;
            if (Asks(row))
            {
                var group = bins.GroupOf(bin[row]);
                if (group != gathered)
                    around = Gather(bins, group);
                gathered = group;
                count = _around.Find(row, bins.Starts[group], around, _found.Pointer);
            }
            if (count > Longest)
            {
                places[row] = Nowhere;
                continue;
            }
            place = WithRoom(place, count + 1);
            var list = At(place);
            *list = count;
            new ReadOnlySpan<int>(_found.Pointer, count).CopyTo(new Span<int>(list + 1, count));
            places[row] = place;
            place += count + 1;
        }
    }

    /// <summary>The list at a place. What lies behind its end are numbers of rows too.</summary>
    public int* List(int place, out int count)
    {
        var list = At(place);
        count = *list;
        return list + 1;
    }

    /// <summary>Searches again what was not kept.</summary>
    public int* Search(BinIndex bins, int group, int row, out int count)
    {
        count = _around.Find(row, bins.Starts[group], Gather(bins, group), _found.Pointer);
        return _found.Pointer;
    }

    public void Dispose()
    {
        foreach (var slab in _slabs)
            slab.Dispose();
        _found.Dispose();
        _around.Dispose();
    }

    // An immovable row has neither velocity nor pressure, and wants nothing of others.
    private bool Asks(int row) => !float.IsNaN(inputs.Records.Pointer[row].Far) && movable.At(row) > 0.5;

    private int Gather(BinIndex bins, int group)
    {
        var around = _around.Gather(bins, group);
        _found.Reserve(around + RecordLanes.Count, 0);
        return around;
    }

    private int* At(int place) => _slabs[place >> SlabBits].Pointer + (place & ((1 << SlabBits) - 1));

    /// <summary>The place itself, or the start of the next slab.</summary>
    private int WithRoom(int place, int length)
    {
        // Sixteen more, so that the last list of a slab can be read in whole vectors.
        var slab = place >> SlabBits;
        if ((place & ((1 << SlabBits) - 1)) + length + RecordLanes.Count > 1 << SlabBits)
            place = ++slab << SlabBits;
        if (slab == _slabs.Count)
        {
            var fresh = new Column<int>("candidates");
            fresh.Reserve(1 << SlabBits, 0);
            _slabs.Add(fresh);
        }
        return place;
    }
}
