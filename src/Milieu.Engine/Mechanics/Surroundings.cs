// All rows around one bin, side by side: what the wide kernel streams over.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>
/// The 27 bins around a bin (9 in 2-D), or around a group of nearly empty bins, packed into one list of floats, positions
/// relative to the group's first row. Gathered once and used by all its rows: runs of a dozen rows would otherwise leave
/// most lanes of each last vector idle.
/// </summary>
internal sealed unsafe class Surroundings : IDisposable
{
    public const int Lanes = 16;

    private readonly Cells _cells;
    private readonly PairInputs _inputs;
    private readonly int[] _runs = new int[2 * BinIndex.MaxRuns];
    private readonly Column<float>[] _floats = [.. Enumerable.Range(0, 7).Select(_ => new Column<float>("near"))];
    private readonly Column<int> _rows = new("near_row");
    private readonly Column<uint> _kinds = new("near_kinds");
    private readonly Column<ushort> _masks = new("near_masks");
    private readonly int _columns;
    private readonly bool _namesRows;
    private int _runCount;

    /// <param name="namesRows">Also list the rows, which contacts need in any case.</param>
    public Surroundings(Cells cells, PairInputs inputs, bool namesRows)
    {
        _cells = cells;
        _inputs = inputs;
        _columns = cells.Layout.Contacts.Length;
        _namesRows = namesRows || _columns > 0;
    }

    public int Count { get; private set; }

    /// <summary>Vectors that hold the list; lanes beyond it are NaN.</summary>
    public int Blocks => (Count + Lanes - 1) / Lanes;

    public float* X => _floats[0].Pointer;

    public float* Y => _floats[1].Pointer;

    public float* Z => _floats[2].Pointer;

    public float* Radius => _floats[3].Pointer;

    public float* Reach => _floats[4].Pointer;

    public float* Repulsion => _floats[5].Pointer;

    public float* Adhesion => _floats[6].Pointer;

    /// <summary>The rows, where they are asked for or contacts are counted.</summary>
    public int* Rows => _rows.Pointer;

    /// <summary>Which lanes of a block count in a contact column.</summary>
    public ushort* Masks(int column) => _masks.Pointer + (column * Blocks);

    /// <summary>Where a row of the gathered bin stands in the list.</summary>
    public int IndexOf(int row)
    {
        var before = 0;
        for (var k = 0; k < _runCount; k++)
        {
            if (row >= _runs[2 * k] && row < _runs[(2 * k) + 1])
                return before + row - _runs[2 * k];
            before += _runs[(2 * k) + 1] - _runs[2 * k];
        }
        return -1;
    }

    /// <summary>Packs the surroundings of a group of bins that is not empty, given its first bin.</summary>
    public void Gather(BinIndex bins, int bin)
    {
        fixed (int* runs = _runs)
            _runCount = bins.Around(bin, bins.Group, runs);
        Count = 0;
        for (var k = 0; k < _runCount; k++)
            Count += _runs[(2 * k) + 1] - _runs[2 * k];
        foreach (var column in _floats)
            column.Reserve(Count + (2 * Lanes), 0);
        _rows.Reserve(Count + (2 * Lanes), 0);
        var first = bins.Starts[bin];
        var (x, y, z) = (_cells.X[first], _cells.Y[first], _cells.Z[first]);
        var at = 0;
        for (var k = 0; k < _runCount; k++)
        {
            var begin = _runs[2 * k];
            var length = _runs[(2 * k) + 1] - begin;
            Shift(_cells.X, begin, length, x, X + at);
            Shift(_cells.Y, begin, length, y, Y + at);
            Shift(_cells.Z, begin, length, z, Z + at);
            Copy(_inputs.Radius, begin, length, Radius + at);
            Copy(_inputs.Reach, begin, length, Reach + at);
            Copy(_inputs.Repulsion, begin, length, Repulsion + at);
            Copy(_inputs.Adhesion, begin, length, Adhesion + at);
            for (var i = 0; _namesRows && i < length; i++)
                Rows[at + i] = begin + i;
            at += length;
        }
        for (var i = 0; i < Lanes; i++)
            (Radius[Count + i], Reach[Count + i]) = (float.NaN, float.NaN);
        if (_columns > 0)
            GatherKinds();
    }

    public void Dispose()
    {
        foreach (var column in _floats)
            column.Dispose();
        _rows.Dispose();
        _kinds.Dispose();
        _masks.Dispose();
    }

    private void GatherKinds()
    {
        _masks.Reserve(_columns * Blocks, 0);
        _kinds.Reserve(Count + Lanes, 0);
        for (var word = 0; word < _inputs.Kinds.Length; word++)
        {
            var source = _inputs.Kinds[word].Pointer;
            for (var i = 0; i < Count; i++)
                _kinds.Pointer[i] = source[Rows[i]];
            new Span<uint>(_kinds.Pointer + Count, Lanes).Clear();
            var last = Math.Min(_columns - (word * PairInputs.WordBits), PairInputs.WordBits);
            for (var k = 0; k < last; k++)
            {
                var bit = Vector512.Create(1u << k);
                var masks = Masks((word * PairInputs.WordBits) + k);
                for (var block = 0; block < Blocks; block++)
                {
                    var kinds = Vector512.Load(_kinds.Pointer + (block * Lanes));
                    masks[block] = (ushort)Vector512.Equals(kinds & bit, bit).ExtractMostSignificantBits();
                }
            }
        }
    }

    // Both copies go on to whole vectors where memory allows: what they write too much is overwritten by the next run.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(Column<float> column, int begin, int length, float* to)
    {
        var from = column.Pointer + begin;
        var whole = column.Capacity - begin - Lanes;
        var i = 0;
        for (; i < length && i <= whole; i += Lanes)
            Vector512.Load(from + i).Store(to + i);
        for (; i < length; i++)
            to[i] = from[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Shift(Column<double> column, int begin, int length, double center, float* to)
    {
        var from = column.Pointer + begin;
        var origin = Vector512.Create(center);
        var whole = column.Capacity - begin - Lanes;
        var i = 0;
        for (; i < length && i <= whole; i += Lanes)
            Vector512
                .Narrow(Vector512.Load(from + i) - origin, Vector512.Load(from + i + (Lanes / 2)) - origin)
                .Store(to + i);
        for (; i < length; i++)
            to[i] = (float)(from[i] - center);
    }
}
