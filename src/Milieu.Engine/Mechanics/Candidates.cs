// The rows that each row of one worker may touch, one list after another.
namespace Milieu.Engine;

/// <summary>Lists in slabs of memory that stay once they are taken: nothing moves when there are more.</summary>
/// <remarks>A place in the slabs holds the length of a list, the list follows.</remarks>
internal sealed unsafe class Candidates(PairInputs inputs) : IDisposable
{
    /// <summary>The place of a list that is too long to keep.</summary>
    public const int Nowhere = -1;

    private const int SlabBits = 16;
    private const int Longest = 1024;
    private readonly List<Column<int>> _slabs = [];
    private readonly Column<int> _found = new("found");
    private readonly Surroundings _around = new(inputs);
    private int _slab;
    private int _used;
    private int _gathered;

    /// <summary>Bytes of all slabs.</summary>
    public long Bytes => ((long)_slabs.Count << SlabBits) * sizeof(int);

    /// <summary>Forgets all lists.</summary>
    public void Clear() => (_slab, _used) = (0, 0);

    /// <summary>Forgets where cells stood.</summary>
    public void Moved() => _gathered = -1;

    /// <summary>Finds the candidates of a row and keeps them unless they are too many.</summary>
    /// <param name="group">First bin of the row's group.</param>
    /// <returns>The place of the list.</returns>
    public int Add(BinIndex bins, int group, int row, float margin)
    {
        var count = Find(bins, group, row, margin);
        if (count > Longest)
            return Nowhere;
        var place = Take(count + 1);
        var list = At(place);
        list[0] = count;
        new ReadOnlySpan<int>(_found.Pointer, count).CopyTo(new Span<int>(list + 1, count));
        return place;
    }

    public int AddNone()
    {
        var place = Take(1);
        *At(place) = 0;
        return place;
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
        count = Find(bins, group, row, 0);
        return _found.Pointer;
    }

    public void Dispose()
    {
        foreach (var slab in _slabs)
            slab.Dispose();
        _found.Dispose();
        _around.Dispose();
    }

    private int Find(BinIndex bins, int group, int row, float margin)
    {
        if (_gathered != group)
        {
            _around.Gather(bins, group);
            _found.Reserve(_around.Count + RecordLanes.Count, 0);
            _gathered = group;
        }
        return _around.Find(row, margin, _found.Pointer);
    }

    private int* At(int place) => _slabs[place >> SlabBits].Pointer + (place & ((1 << SlabBits) - 1));

    private int Take(int length)
    {
        // Sixteen more, so that the last list of a slab can be read in whole vectors.
        if (_slabs.Count > 0 && _used + length + RecordLanes.Count > 1 << SlabBits)
            (_slab, _used) = (_slab + 1, 0);
        if (_slab == _slabs.Count)
        {
            var slab = new Column<int>("candidates");
            slab.Reserve(1 << SlabBits, 0);
            _slabs.Add(slab);
        }
        var place = (_slab << SlabBits) + _used;
        _used += length;
        return place;
    }
}
