// Steps of the compatible scheme on a single plane.
namespace Milieu.Engine;

/// <summary>Along x for each row, along y for each group of columns, then the exchange.</summary>
internal sealed unsafe class LodPlane<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly WorkerPool _pool;
    private readonly LodRows<T> _rows;
    private readonly RowJob _x;
    private readonly ColumnJob _y;
    private readonly SettleJob _settle;

    public LodPlane(WorkerPool pool, LodRows<T> rows, ThomasLine<T> x, ThomasLine<T> y)
    {
        _pool = pool;
        _rows = rows;
        _x = new RowJob(rows, x, pool.Workers);
        _y = new ColumnJob(rows, y);
        _settle = new SettleJob(rows);
    }

    public void Advance(int steps)
    {
        var (rows, grain) = (_rows.Field.Lines, Math.Max(64, _rows.Field.LineGrain));
        for (var step = 0; step < steps; step++)
        {
            _pool.Run(_x, rows, grain);
            _pool.Run(_y, _y.Groups, _y.Grain);
            _settle.IsLast = step == steps - 1;
            _pool.Run(_settle, rows, grain);
        }
    }

    private sealed class RowJob(LodRows<T> rows, ThomasLine<T> line, int workers) : IRangeJob
    {
        private readonly SweepScratch<T> _scratch = new(rows.Kernel, rows.Field, workers);

        public void Run(int begin, int end, int worker)
        {
            var source = rows.Field.Values.Pointer + ((long)begin * rows.Field.Stride);
            rows.Along(source, begin, end, line, _scratch.Tiles(worker));
        }
    }

    private sealed class ColumnJob(LodRows<T> rows, ThomasLine<T> line) : IRangeJob
    {
        private const int Width = 4 * SweepKernel<T>.Lanes;
        private readonly SweepScratch<T> _scratch = new(rows.Kernel, rows.Field, 1);

        public int Groups => (rows.Field.Stride + Width - 1) / Width;

        public int Grain => Math.Max(1, rows.Field.LineGrain * rows.Field.Stride / (Width * line.Count));

        public void Run(int begin, int end, int worker)
        {
            var values = rows.Field.Values.Pointer;
            var (from, to) = (begin * Width, Math.Min(end * Width, rows.Field.Stride));
            rows.Kernel.Eliminate(values, line, 0, line.Count, from, to);
            rows.Kernel.Substitute(values, line, 0, line.Count, from, to, _scratch.Row(0, 0));
        }
    }

    private sealed class SettleJob(LodRows<T> rows) : IRangeJob
    {
        public bool IsLast { get; set; }

        public void Run(int begin, int end, int worker) => rows.Settle(begin, end, IsLast);
    }
}
