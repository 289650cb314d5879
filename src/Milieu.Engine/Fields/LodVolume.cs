// Steps of the compatible scheme on a stack of planes, in one pass over the planes a step.
namespace Milieu.Engine;

/// <summary>A walk over the planes ends one step and begins the next: it substitutes back along z, settles the plane, sweeps it along x
/// and y, and eliminates along z. The next walk goes the other way.</summary>
/// <remarks>The line along z is its own mirror image, so even steps of a window eliminate upwards and odd ones downwards.
/// n steps take n + 1 walks; the first has nothing to end, the last nothing to begin.
/// Each worker takes the same rows of every plane. Only the line along y crosses workers: one hands its last eliminated row
/// on, and gets the row after its own once that is substituted. Meanwhile it starts on as many planes more as
/// workers come after it. What is computed from what does not depend on their number.</remarks>
internal sealed unsafe class LodVolume<T> : IRangeJob
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    /// <summary>Rows that are swept along x together.</summary>
    private const int BlockRows = 64;

    /// <summary>Fewer rows do not fill the vectors of a sweep along x.</summary>
    private const int FewestRows = 16;

    /// <summary>Voxels of a plane that are worth another worker's waiting.</summary>
    private const int LeastPlane = 2048;
    private readonly WorkerPool _pool;
    private readonly LodRows<T> _rows;
    private readonly ThomasLine<T> _x;
    private readonly ThomasLine<T> _y;
    private readonly ThomasLine<T> _z;
    private readonly FieldScratch _scratch;
    private readonly SweepScratch<T> _own;
    private readonly Progress _eliminated;
    private readonly Progress _substituted;
    private readonly int[][] _blocks;
    private readonly int _ny;
    private readonly long _planeLength;
    private int _steps;

    public LodVolume(
        WorkerPool pool,
        LodRows<T> rows,
        FieldScratch scratch,
        ThomasLine<T> x,
        ThomasLine<T> y,
        ThomasLine<T> z
    )
    {
        (_pool, _rows, _scratch) = (pool, rows, scratch);
        (_x, _y, _z) = (x, y, z);
        _ny = rows.Field.Grid.Ny;
        _planeLength = (long)_ny * rows.Field.Stride;
        var most = Math.Min(_planeLength / LeastPlane, _ny / FewestRows);
        var workers = (int)Math.Clamp(most, 1, pool.Workers);
        _blocks = [.. Enumerable.Range(0, workers).Select(w => Blocks(_ny * w / workers, _ny * (w + 1) / workers))];
        _own = new SweepScratch<T>(rows.Kernel, rows.Field, workers);
        _eliminated = new Progress(workers);
        _substituted = new Progress(workers);
    }

    private int Workers => _blocks.Length;

    /// <summary>The plane that was substituted back last, before it was settled.</summary>
    private T* After => (T*)_scratch.Stage;

    public void Advance(int steps)
    {
        _steps = steps;
        _eliminated.Reset();
        _substituted.Reset();
        _pool.Run(this, Workers, 1);
    }

    /// <param name="begin">Whose rows.</param>
    public void Run(int begin, int end, int worker)
    {
        try
        {
            for (var walk = 0; walk <= _steps; walk++)
                if (!Walk(walk, begin))
                    return;
        }
        catch
        {
            _eliminated.Fail();
            _substituted.Fail();
            throw;
        }
    }

    /// <returns>False when another worker failed.</returns>
    private bool Walk(int walk, int worker)
    {
        var ahead = Workers - 1 - worker;
        for (var layer = 0; layer < _z.Count + ahead; layer++)
        {
            if (layer < _z.Count && !Visit(At(walk, layer, worker)))
                return false;
            if (layer >= ahead && walk < _steps && !Begin(At(walk, layer - ahead, worker)))
                return false;
        }
        return true;
    }

    private Stop At(int walk, int layer, int worker)
    {
        var isUp = walk % 2 == 0;
        var plane = isUp ? layer : _z.Count - 1 - layer;
        var before = layer == 0 ? plane : plane + (isUp ? -1 : 1);
        return new Stop(walk, layer, plane, before, worker, (walk * (long)_z.Count) + layer + 1);
    }

    /// <summary>Ends a step, and begins the next along x and with the first half along y.</summary>
    private bool Visit(in Stop stop)
    {
        var isLast = stop.Walk == _steps;
        var blocks = _blocks[stop.Worker];
        var line = stop.Plane * _ny;
        for (var block = 0; block < blocks.Length - 1; block++)
        {
            var (begin, end) = (blocks[block], blocks[block + 1]);
            var source = stop.Walk == 0 ? Row(stop.Plane, begin) : End(stop, begin, end, isLast);
            if (isLast)
                continue;
            _rows.Along(source, line + begin, line + end, _x, _own.Tiles(stop.Worker));
            if (block == 0 && stop.Worker > 0 && !_eliminated.Await(stop.Worker - 1, stop.Number))
                return false;
            _rows.Kernel.Eliminate(Row(stop.Plane, 0), _y, begin, end, 0, _rows.Field.Stride);
        }
        _eliminated.Report(stop.Worker, stop.Number);
        return true;
    }

    /// <summary>Ends a step on some rows: substitutes back along z, resets and exchanges.</summary>
    /// <returns>Where the rows are now, to go on from.</returns>
    private T* End(in Stop stop, int begin, int end, bool isLast)
    {
        var rows = Row(stop.Plane, begin);
        var after = After + (rows - Row(stop.Plane, 0));
        var length = (end - begin) * _rows.Field.Stride;
        if (stop.Layer == 0)
            Copy(rows, after, length);
        else
            _rows.Kernel.Finish(rows, after, _z.Back[_z.Count - 1 - stop.Layer], end - begin);
        var line = stop.Plane * _ny;
        if (!isLast && _rows.AreFree(line + begin, line + end))
            return after;
        Copy(after, rows, length);
        _rows.Settle(line + begin, line + end, isLast);
        return rows;
    }

    /// <summary>The second half along y, and the first half along z.</summary>
    private bool Begin(in Stop stop)
    {
        var blocks = _blocks[stop.Worker];
        var line = stop.Plane * _ny;
        // Of the rows that a worker leaves for the one before it, the last two are kept.
        if (stop.Worker > 0 && !_substituted.Await(stop.Worker - 1, stop.Number - 2))
            return false;
        var after = _own.Row(stop.Worker, (int)(stop.Number % 2));
        if (stop.Worker < Workers - 1)
        {
            if (!_substituted.Await(stop.Worker + 1, stop.Number))
                return false;
            Copy(_own.Row(stop.Worker + 1, (int)(stop.Number % 2)), after, _rows.Field.Stride);
        }
        var (inverse, carry) = (_z.Inverse[stop.Layer], _z.Carry[stop.Layer]);
        var into = new SweepLayer<T>(Row(stop.Before, 0), inverse, carry, _rows.Held.Ends(line));
        for (var block = blocks.Length - 2; block >= 0; block--)
            _rows.Kernel.SubstituteInto(Row(stop.Plane, 0), _y, blocks[block], blocks[block + 1], after, into);
        _rows.Held.Eliminate(
            (stop.Before - stop.Plane) * _planeLength,
            inverse,
            carry,
            line + blocks[0],
            line + blocks[^1]
        );
        _substituted.Report(stop.Worker, stop.Number);
        return true;
    }

    private T* Row(int plane, int row) =>
        _rows.Field.Values.Pointer + (plane * _planeLength) + ((long)row * _rows.Field.Stride);

    private static void Copy(T* source, T* target, int length) =>
        new ReadOnlySpan<T>(source, length).CopyTo(new Span<T>(target, length));

    /// <summary>Where blocks of rows start: whole bands of 16 rows, and never a last block of fewer rows.</summary>
    private static int[] Blocks(int first, int end)
    {
        var bands = (end - first + 15) / 16;
        var blocks = (bands + (BlockRows / 16) - 1) / (BlockRows / 16);
        return [.. Enumerable.Range(0, blocks + 1).Select(b => Math.Min(first + (bands * b / blocks * 16), end))];
    }

    /// <summary>A plane on a walk.</summary>
    /// <param name="Layer">Planes from the start of the walk.</param>
    /// <param name="Before">The plane visited before it, or itself.</param>
    /// <param name="Number">Planes visited so far in this window, this one included.</param>
    private readonly record struct Stop(int Walk, int Layer, int Plane, int Before, int Worker, long Number);
}
