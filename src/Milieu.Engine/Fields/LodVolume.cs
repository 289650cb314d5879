// Steps of the compatible scheme on a stack of planes, in one pass over the planes a step.
namespace Milieu.Engine;

/// <summary>A walk over the planes ends one step and begins the next: it substitutes back along z, settles the plane, sweeps it along x
/// and y, and eliminates along z. The next walk goes the other way.</summary>
/// <remarks>The line along z is its own mirror image, so even steps of a window eliminate upwards and odd ones downwards.
/// n steps take n + 1 walks; the first has nothing to end, the last nothing to begin.</remarks>
internal sealed unsafe class LodVolume<T> : IRangeJob
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    /// <summary>Rows that are swept along x together.</summary>
    private const int BlockRows = 64;
    private readonly WorkerPool _pool;
    private readonly LodRows<T> _rows;
    private readonly ThomasLine<T> _x;
    private readonly ThomasLine<T> _y;
    private readonly ThomasLine<T> _z;
    private readonly FieldScratch _scratch;
    private readonly SweepScratch<T> _own;
    private readonly int[] _blocks;
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
        _own = new SweepScratch<T>(rows.Kernel, rows.Field, 1);
        _ny = rows.Field.Grid.Ny;
        _planeLength = (long)_ny * rows.Field.Stride;
        _blocks = Blocks(_ny);
    }

    /// <summary>The plane that was substituted back last, before it was settled.</summary>
    private T* After => (T*)_scratch.Stage;

    public void Advance(int steps)
    {
        _steps = steps;
        _pool.Run(this, 1, 1);
    }

    public void Run(int begin, int end, int worker)
    {
        for (var walk = 0; walk <= _steps; walk++)
        for (var layer = 0; layer < _z.Count; layer++)
            Visit(walk, layer);
    }

    /// <param name="layer">Planes from the start of this walk.</param>
    private void Visit(int walk, int layer)
    {
        var plane = walk % 2 == 0 ? layer : _z.Count - 1 - layer;
        var before = layer == 0 ? plane : plane + (walk % 2 == 0 ? -1 : 1);
        for (var block = 0; block < _blocks.Length - 1; block++)
        {
            var (begin, end) = (_blocks[block], _blocks[block + 1]);
            if (walk > 0)
                Finish(plane, layer, begin, end, walk == _steps);
            else
                _rows.Fix((plane * _ny) + begin, (plane * _ny) + end);
            if (walk < _steps)
                Sweep(plane, begin, end);
        }
        if (walk == _steps)
            return;
        for (var block = _blocks.Length - 2; block >= 0; block--)
            Begin(plane, layer, before, _blocks[block], _blocks[block + 1]);
    }

    /// <summary>Ends a step on some rows of a plane.</summary>
    private void Finish(int plane, int layer, int begin, int end, bool isLast)
    {
        var stride = _rows.Field.Stride;
        var rows = Plane(plane) + ((long)begin * stride);
        var after = After + ((long)begin * stride);
        if (layer == 0)
            new ReadOnlySpan<T>(rows, (end - begin) * stride).CopyTo(new Span<T>(after, (end - begin) * stride));
        else
            _rows.Kernel.Finish(rows, after, _z.Back[_z.Count - 1 - layer], end - begin);
        _rows.Settle((plane * _ny) + begin, (plane * _ny) + end, isLast);
    }

    /// <summary>Along x, and the first half along y.</summary>
    private void Sweep(int plane, int begin, int end)
    {
        var rows = Plane(plane) + ((long)begin * _rows.Field.Stride);
        _rows.Kernel.Along(rows, end - begin, _x, _own.Tiles(0));
        _rows.Fix((plane * _ny) + begin, (plane * _ny) + end);
        _rows.Kernel.Eliminate(Plane(plane), _y, begin, end, 0, _rows.Field.Stride);
    }

    /// <summary>The second half along y, and the first half along z.</summary>
    private void Begin(int plane, int layer, int before, int begin, int end)
    {
        _rows.Kernel.SubstituteInto(Plane(plane), _y, begin, end, _own.Row(0), Plane(before), _z, layer);
        _rows.Field.Boundary.Held.Eliminate(
            _rows.Field.Values.Pointer,
            (before - plane) * _planeLength,
            _z.Inverse[layer],
            _z.Carry[layer],
            (plane * _ny) + begin,
            (plane * _ny) + end
        );
    }

    private T* Plane(int plane) => _rows.Field.Values.Pointer + (plane * _planeLength);

    /// <summary>Where blocks of rows start: whole bands of 16 rows, and never a last block of fewer rows.</summary>
    private static int[] Blocks(int rows)
    {
        var bands = (rows + 15) / 16;
        var blocks = (bands + (BlockRows / 16) - 1) / (BlockRows / 16);
        return [.. Enumerable.Range(0, blocks + 1).Select(b => Math.Min(bands * b / blocks * 16, rows))];
    }
}
