// Which cells share a voxel, for the exchange of a window.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Rows grouped by voxel: voxels in storage order, rows of a voxel in row order, whatever the threads.</summary>
/// <remarks>A stable counting sort has one result, so sums over a voxel's rows have one order. Dead cells exchange;
/// tombstones and escaped cells do not.</remarks>
internal sealed unsafe class VoxelTable : IRangeJob, IDisposable
{
    private readonly StepContext _context;
    private readonly Field _shape;
    private readonly Column<int> _offsetOf;
    private readonly Column<int> _rows;
    private readonly Column<int> _kinds;
    private readonly Column<double> _shares;
    private readonly Column<int> _starts;
    private readonly Column<int> _offsets;
    private readonly Column<ulong> _kindBits;
    private readonly Column<byte> _same;
    private readonly Column<int> _lastOffsets;
    private readonly Column<int> _lastStarts;
    private readonly Column<ulong> _lastIds;
    private int _lastOccupied;
    private int _lastPlaces;
    private readonly Column<int> _emptied = new("emptied_voxels");
    private int _emptiedCount;
    private readonly int[] _firstOfLine;
    private readonly double _inverseVoxel;

    /// <param name="shape">Any field: all have the same shape.</param>
    public VoxelTable(StepContext context, Field shape)
    {
        _context = context;
        _shape = shape;
        // Kept from window to window; the rest is made anew in each.
        _lastOffsets = context.Cells.Scratch<int>("last_voxel_offsets");
        _lastStarts = context.Cells.Scratch<int>("last_voxel_starts");
        _lastIds = context.Cells.Scratch<ulong>("last_ids_by_voxel");
        _offsetOf = context.Cells.Scratch<int>("voxel", Turn.Fields);
        _rows = context.Cells.Scratch<int>("rows_by_voxel", Turn.Fields);
        _kinds = context.Cells.Scratch<int>("kinds_by_voxel", Turn.Fields);
        _shares = context.Cells.Scratch<double>("shares_by_voxel", Turn.Fields);
        _starts = context.Cells.Scratch<int>("voxel_starts", Turn.Fields);
        _offsets = context.Cells.Scratch<int>("voxel_offsets", Turn.Fields);
        _kindBits = context.Cells.Scratch<ulong>("voxel_kinds", Turn.Fields);
        _same = context.Cells.Scratch<byte>("voxel_same", Turn.Fields);
        _firstOfLine = new int[(shape.Grid.Ny * shape.Grid.Nz) + 1];
        _inverseVoxel = 1 / shape.Grid.VoxelVolume;
    }

    /// <summary>Number of voxels that hold a cell.</summary>
    public int Occupied { get; private set; }

    /// <summary>First occupied voxel at or after the start of a line of x.</summary>
    public int FirstOfLine(int line) => _firstOfLine[line];

    /// <summary>Occupied voxels start here per line; one entry more than lines.</summary>
    public ReadOnlySpan<int> Lines => _firstOfLine;

    /// <summary>Storage offset of each occupied voxel, ascending.</summary>
    public int* Offsets => _offsets.Pointer;

    /// <summary>Rows that exchange; a place is a position in <see cref="Rows"/>, <see cref="Kinds"/> and <see cref="Shares"/>.</summary>
    public int Places { get; private set; }

    /// <summary>The row of each place: voxel by voxel, ascending within one.</summary>
    public int* Rows => _rows.Pointer;

    /// <summary>Twice the type, and one more where the cell is dead.</summary>
    public int* Kinds => _kinds.Pointer;

    /// <summary>Volume of the cell per volume of a voxel.</summary>
    public double* Shares => _shares.Pointer;

    /// <summary>Which kinds an occupied voxel holds: <see cref="BitOf"/> each of them.</summary>
    public ulong* KindBits => _kindBits.Pointer;

    /// <summary>The bit of a kind; kinds 64 apart share one.</summary>
    public static ulong BitOf(int kind) => 1UL << (kind & 63);

    /// <summary>First place of an occupied voxel.</summary>
    public int FirstPlace(int occupied) => occupied < Occupied ? _starts.Pointer[occupied] : Places;

    /// <summary>Counts the tables that were built.</summary>
    public int Serial { get; private set; }

    /// <summary>The table beside which <see cref="Same"/> and <see cref="Emptied"/> say what changed; -1 where everything may have.</summary>
    public int Basis { get; private set; } = -1;

    /// <summary>Not 0 where an occupied voxel holds the cells that it held in the table before, and they exchange as they did.</summary>
    public byte* Same => _same.Pointer;

    /// <summary>Storage offsets of voxels that were occupied in the table before and are not now.</summary>
    public ReadOnlySpan<int> Emptied => _emptied.Span(_emptiedCount);

    /// <param name="counters">Free memory, one int for each element of a field.</param>
    /// <param name="onlyMoved">Since the last call cells have only moved, or come to stand in other rows: what they exchange is the same.</param>
    public void Build(int* counters, bool onlyMoved)
    {
        var count = _context.Cells.Count;
        _context.Pool.RunLight(this, count);
        Group(counters, count);
        Basis = onlyMoved ? Serial : -1;
        Serial++;
        _emptiedCount = 0;
        if (onlyMoved)
            Compare();
        else
            _same.Span(Occupied).Clear();
        Remember();
    }

    /// <summary>Nothing happened to any cell since the table was built.</summary>
    public void KeepAll()
    {
        Basis = Serial;
        _same.Span(Occupied).Fill(1);
        _emptiedCount = 0;
    }

    /// <summary>Finds the voxel of each row of the range.</summary>
    public void Run(int begin, int end, int worker)
    {
        var cells = _context.Cells;
        var offsets = _offsetOf.Pointer;
        for (var row = begin; row < end; row++)
            offsets[row] = cells.Is(row, CellFlags.Absent)
                ? -1
                : _shape.OffsetAt(cells.X[row], cells.Y[row], cells.Z[row]);
    }

    public void Dispose() => _emptied.Dispose();

    private void Group(int* counters, int rows)
    {
        new Span<int>(counters, _shape.Length).Clear();
        var offsets = _offsetOf.Pointer;
        for (var row = 0; row < rows; row++)
            if (offsets[row] >= 0)
                counters[offsets[row]]++;
        Accumulate(counters);
        Scatter(counters);
        for (var (voxel, place) = (0, 0); voxel < Occupied; voxel++)
        {
            var bits = 0UL;
            for (var last = FirstPlace(voxel + 1); place < last; place++)
                bits |= BitOf(Kinds[place]);
            KindBits[voxel] = bits;
        }
    }

    /// <summary>Finds out which voxels hold the cells of the table before, in the same order.</summary>
    private void Compare()
    {
        _emptied.Reserve(_lastOccupied, 0);
        var was = _lastOffsets.Pointer;
        var old = 0;
        for (var voxel = 0; voxel < Occupied; voxel++)
        {
            for (; old < _lastOccupied && was[old] < Offsets[voxel]; old++)
                _emptied[_emptiedCount++] = was[old];
            var stays = old < _lastOccupied && was[old] == Offsets[voxel];
            Same[voxel] = stays && HoldsWhatHeld(voxel, old) ? (byte)1 : (byte)0;
            old += stays ? 1 : 0;
        }
        for (; old < _lastOccupied; old++)
            _emptied[_emptiedCount++] = was[old];
    }

    private bool HoldsWhatHeld(int voxel, int old)
    {
        var (place, last) = (FirstPlace(voxel), FirstPlace(voxel + 1));
        var before = _lastStarts[old];
        var end = old + 1 < _lastOccupied ? _lastStarts[old + 1] : _lastPlaces;
        if (last - place != end - before)
            return false;
        var ids = _context.Cells.Id.Pointer;
        var lastIds = _lastIds.Pointer;
        for (; place < last; place++, before++)
            if (ids[Rows[place]] != lastIds[before])
                return false;
        return true;
    }

    private void Remember()
    {
        (_lastOccupied, _lastPlaces) = (Occupied, Places);
        new ReadOnlySpan<int>(Offsets, Occupied).CopyTo(_lastOffsets.Span(Occupied));
        new ReadOnlySpan<int>(_starts.Pointer, Occupied).CopyTo(_lastStarts.Span(Occupied));
        var ids = _context.Cells.Id.Pointer;
        var lastIds = _lastIds.Pointer;
        for (var place = 0; place < Places; place++)
            lastIds[place] = ids[Rows[place]];
    }

    /// <summary>Lists the rows by voxel, with what every substrate asks of them.</summary>
    private void Scatter(int* counters)
    {
        var cells = _context.Cells;
        var offsets = _offsetOf.Pointer;
        var type = cells.Type.Pointer;
        var flags = cells.Flags.Pointer;
        var fluid = cells.Fluid.Pointer;
        var nuclear = cells.NuclearSolid.Pointer;
        var cytoplasmic = cells.CytoplasmicSolid.Pointer;
        for (var row = 0; row < cells.Count; row++)
        {
            if (offsets[row] < 0)
                continue;
            var place = counters[offsets[row]]++;
            Rows[place] = row;
            Kinds[place] = (2 * type[row]) + (flags[row] & (byte)CellFlags.Dead);
            Shares[place] = (fluid[row] + nuclear[row] + cytoplasmic[row]) * _inverseVoxel;
        }
    }

    /// <summary>Turns counts into first positions and lists the occupied voxels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Accumulate(int* counters)
    {
        var starts = _starts.Pointer;
        var offsets = _offsets.Pointer;
        var occupied = 0;
        var next = 0;
        for (var line = 0; line < _firstOfLine.Length - 1; line++)
        {
            _firstOfLine[line] = occupied;
            var end = (line + 1) * _shape.Stride;
            for (var block = line * _shape.Stride; block < end; block += 16)
            {
                if (Vector512.EqualsAll(Vector512.Load(counters + block), Vector512<int>.Zero))
                    continue;
                for (var offset = block; offset < block + 16; offset++)
                {
                    var here = counters[offset];
                    counters[offset] = next;
                    if (here == 0)
                        continue;
                    starts[occupied] = next;
                    offsets[occupied++] = offset;
                    next += here;
                }
            }
        }
        _firstOfLine[^1] = occupied;
        Occupied = occupied;
        Places = next;
    }
}
