// Which cells share a voxel, for the exchange of a window.
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Rows grouped by voxel: voxels in storage order, rows of a voxel in row order, whatever the threads.</summary>
/// <remarks>A stable counting sort has one result, so sums over a voxel's rows have one order. Dead cells exchange;
/// tombstones and escaped cells do not.</remarks>
internal sealed unsafe class VoxelTable : IRangeJob
{
    private const byte Absent = (byte)(CellFlags.Tombstone | CellFlags.Escaped);
    private readonly StepContext _context;
    private readonly Field _shape;
    private readonly Column<int> _offsetOf;
    private readonly Column<int> _rows;
    private readonly Column<int> _kinds;
    private readonly Column<double> _shares;
    private readonly Column<int> _starts;
    private readonly Column<int> _offsets;
    private readonly int[] _firstOfLine;
    private readonly double _inverseVoxel;

    /// <param name="shape">Any field: all have the same shape.</param>
    public VoxelTable(StepContext context, Field shape)
    {
        _context = context;
        _shape = shape;
        _offsetOf = context.Cells.Scratch<int>("voxel", Turn.Fields);
        _rows = context.Cells.Scratch<int>("rows_by_voxel", Turn.Fields);
        _kinds = context.Cells.Scratch<int>("kinds_by_voxel", Turn.Fields);
        _shares = context.Cells.Scratch<double>("shares_by_voxel", Turn.Fields);
        _starts = context.Cells.Scratch<int>("voxel_starts", Turn.Fields);
        _offsets = context.Cells.Scratch<int>("voxel_offsets", Turn.Fields);
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

    /// <summary>First place of an occupied voxel.</summary>
    public int FirstPlace(int occupied) => occupied < Occupied ? _starts.Pointer[occupied] : Places;

    /// <param name="counters">Free memory, one int for each element of a field.</param>
    public void Build(int* counters)
    {
        var count = _context.Cells.Count;
        _context.Pool.RunLight(this, count);
        new Span<int>(counters, _shape.Length).Clear();
        var offsets = _offsetOf.Pointer;
        for (var row = 0; row < count; row++)
            if (offsets[row] >= 0)
                counters[offsets[row]]++;
        Accumulate(counters);
        Scatter(counters);
    }

    /// <summary>Finds the voxel of each row of the range.</summary>
    public void Run(int begin, int end, int worker)
    {
        var cells = _context.Cells;
        for (var row = begin; row < end; row++)
            _offsetOf[row] =
                (cells.Flags[row] & Absent) != 0 ? -1 : _shape.OffsetAt(cells.X[row], cells.Y[row], cells.Z[row]);
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
