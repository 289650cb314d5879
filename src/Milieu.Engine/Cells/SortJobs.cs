// The parallel parts of a Sort.
namespace Milieu.Engine;

/// <summary>Bin of each row, -1 for rows to drop.</summary>
internal sealed unsafe class BinRows(Extent box, Cells cells) : IRangeJob
{
    public BinGrid Grid { get; set; }

    public void Run(int begin, int end, int worker)
    {
        var x = cells.X.Pointer;
        var y = cells.Y.Pointer;
        var z = cells.Z.Pointer;
        var flags = cells.Flags.Pointer;
        var fate = cells.Fate.Pointer;
        var bin = cells.Bin.Pointer;
        var g = Grid;
        for (var row = begin; row < end; row++)
        {
            if ((flags[row] & (byte)CellFlags.Tombstone) != 0 || (fate[row] & (byte)Fate.Remove) != 0)
            {
                bin[row] = -1;
                continue;
            }
            var bx = Along(x[row] - box.LowX, g.Edge, g.Nx);
            var by = Along(y[row] - box.LowY, g.Edge, g.Ny);
            var bz = g.Nz == 1 ? 0 : Along(z[row] - box.LowZ, g.Edge, g.Nz);
            bin[row] = (((bz * g.Ny) + by) * g.Nx) + bx;
        }
    }

    private static int Along(double distance, double edge, int count) =>
        Math.Clamp((int)Math.Floor(distance / edge), 0, count - 1);
}

/// <summary>Sorts each bin's rows by id and writes where each row goes.</summary>
internal sealed unsafe class OrderBins(
    Cells cells,
    BinIndex bins,
    Column<int> order,
    Column<int> inverse,
    Column<ulong> ids
) : IRangeJob
{
    public void Run(int begin, int end, int worker)
    {
        var o = order.Pointer;
        var keys = ids.Pointer;
        var id = cells.Id.Pointer;
        for (var bin = begin; bin < end; bin++)
        {
            var (first, last) = (bins.Starts[bin], bins.Starts[bin + 1]);
            var ascending = true;
            for (var k = first; k < last; k++)
            {
                keys[k] = id[o[k]];
                ascending &= k == first || keys[k] > keys[k - 1];
            }
            if (!ascending)
                MemoryExtensions.Sort(
                    new Span<ulong>(keys + first, last - first),
                    new Span<int>(o + first, last - first)
                );
            for (var k = first; k < last; k++)
                inverse[o[k]] = k;
        }
    }
}

/// <summary>Brings one column into the new order, through memory that all columns share.</summary>
internal sealed unsafe class PermuteColumn(Column<int> order, Column<ulong> spare) : IRangeJob
{
    private Column? _column;
    private bool _back;

    public void Apply(WorkerPool pool, Column column, int rows)
    {
        _column = column;
        _back = false;
        pool.RunLight(this, rows);
        _back = true;
        pool.RunLight(this, rows);
        _column = null;
    }

    public void Run(int begin, int end, int worker)
    {
        var size = _column!.ElementSize;
        var memory = (byte*)spare.Pointer;
        if (_back)
            new ReadOnlySpan<byte>(memory + ((long)begin * size), (end - begin) * size).CopyTo(
                _column.Bytes(end)[(begin * size)..]
            );
        else
            _column.Gather(memory, order.Span(end), begin, end);
    }
}

/// <summary>Brings all columns into the new order at once, each by one worker.</summary>
internal sealed unsafe class PermuteColumns : IRangeJob, IDisposable
{
    private readonly Column<int> _order;
    private readonly Column<ulong>[] _spare;
    private IReadOnlyList<Column> _columns = [];
    private int _rows;

    public PermuteColumns(Column<int> order, int workers)
    {
        _order = order;
        _spare = new Column<ulong>[workers];
        for (var worker = 0; worker < workers; worker++)
            _spare[worker] = new Column<ulong>("spare");
    }

    public void Apply(WorkerPool pool, IReadOnlyList<Column> columns, int rows)
    {
        foreach (var spare in _spare)
            if (spare.Capacity < rows)
                spare.Reserve(rows + (rows / 2), 0);
        (_columns, _rows) = (columns, rows);
        pool.Run(this, columns.Count, 4);
    }

    public void Run(int begin, int end, int worker)
    {
        var memory = (byte*)_spare[worker].Pointer;
        var order = _order.Span(_rows);
        for (var k = begin; k < end; k++)
        {
            _columns[k].Gather(memory, order, 0, _rows);
            new ReadOnlySpan<byte>(memory, _rows * _columns[k].ElementSize).CopyTo(_columns[k].Bytes(_rows));
        }
    }

    public void Dispose()
    {
        foreach (var spare in _spare)
            spare.Dispose();
    }
}

/// <summary>Attack targets follow their cells; a target that left the tissue becomes none.</summary>
internal sealed unsafe class RetargetRows(Cells cells, Column<int> inverse) : IRangeJob
{
    public void Run(int begin, int end, int worker)
    {
        var target = cells.AttackTarget!.Pointer;
        for (var row = begin; row < end; row++)
            target[row] = target[row] < 0 ? -1 : inverse[target[row]];
    }
}

/// <summary>Links follow their cells; links of dropped rows vanish.</summary>
internal sealed class LinkRemap(Links links, Column<int> inverse)
{
    public void Run()
    {
        for (var k = 0; k < links.Count; k++)
            links.Move(k, inverse[links.A[k]], inverse[links.B[k]]);
        links.Tidy();
    }
}
