// The locally one-dimensional scheme, in the order that PhysiCell's models were made with.
namespace Milieu.Engine;

/// <summary>Implicit Euler axis by axis, Dirichlet voxels reset around each sweep, then the exchange of cells.</summary>
/// <remarks>Per step: fix, x, fix, y, fix, (z, fix), exchange (contract 8.1, 8.3). Decay is shared among the axes. Each
/// axis uses its own voxel edge. The sweeps treat Dirichlet voxels as free; resetting them is part of the scheme, and
/// so is its error at the walls.</remarks>
internal sealed unsafe class LodSolver<T> : FieldSolver
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly StepContext _context;
    private readonly Field<T> _field;
    private readonly SequentialExchange<T> _exchange;
    private readonly SweepX _x;
    private readonly SweepAcross _y;
    private readonly SweepAcross? _z;
    private readonly RelaxJob _relax;
    private readonly bool _isStill;

    public LodSolver(
        StepContext context,
        Field<T> field,
        int substrate,
        FieldKernel<T> kernel,
        FieldScratch scratch,
        ExchangeColumns columns
    )
    {
        _context = context;
        _field = field;
        _exchange = new SequentialExchange<T>(context, field, substrate, scratch, columns);
        var grid = field.Grid;
        var spec = field.Substrate;
        var dt = context.Model.Timing.FieldMinutes;
        _isStill = spec.Diffusion == 0 && spec.Decay == 0;
        var decay = spec.Decay * dt / grid.Axes;
        ThomasLine<T> Line(int count, double h) => new(count, count == 1 ? 0 : spec.Diffusion * dt / (h * h), decay);
        _x = new SweepX(kernel, field, Line(grid.Nx, grid.Dx));
        _y = new SweepAcross(kernel, field, Line(grid.Ny, grid.Dy), axis: 1);
        if (!grid.Is2D)
            _z = new SweepAcross(kernel, field, Line(grid.Nz, grid.Dz), axis: 2);
        _relax = new RelaxJob(kernel, field, _exchange);
    }

    public override void Advance(int steps)
    {
        _field.FixBoundary();
        var exchanges = _exchange.IsActive;
        if (_isStill && !exchanges)
            return;
        if (exchanges)
            _exchange.Refresh();
        for (var step = 0; step < steps; step++)
        {
            if (!_isStill)
                Diffuse();
            if (exchanges)
                _context.Pool.Run(_relax, _field.Lines, _field.LineGrain);
        }
        if (exchanges)
            _exchange.Credit(steps);
    }

    private void Diffuse()
    {
        _context.Pool.Run(_x, _field.Lines, Math.Max(16, _field.LineGrain / 16 * 16));
        _context.Pool.Run(_y, _y.Count, _y.Grain);
        if (_z is null)
            _field.FixBoundary();
        else
            _context.Pool.Run(_z, _z.Count, _z.Grain);
    }

    private sealed class SweepX(FieldKernel<T> kernel, Field<T> field, ThomasLine<T> line) : IRangeJob
    {
        public void Run(int begin, int end, int worker)
        {
            field.Boundary.Fix(field.Values.Pointer, begin, end);
            kernel.SolveAlong(field.Values.Pointer, line, begin, end);
            field.Boundary.Fix(field.Values.Pointer, begin, end);
        }
    }

    /// <summary>Lines that cross rows. In 3-D an item is a plane of them; in 2-D a group of columns of the one plane.</summary>
    private sealed class SweepAcross(FieldKernel<T> kernel, Field<T> block, ThomasLine<T> line, int axis) : IRangeJob
    {
        /// <summary>Columns that are solved together: enough vectors to hide the latency of the recurrence.</summary>
        private const int Width = 64;
        private readonly int _step = axis == 1 ? 1 : block.Grid.Ny;
        private readonly int _planeStep = axis == 1 ? block.Grid.Ny : 1;
        private readonly int _planes = axis == 1 ? block.Grid.Nz : block.Grid.Ny;
        private readonly int _groups = (block.Stride + Width - 1) / Width;

        public int Count => block.Grid.Is2D ? _groups : _planes;

        public int Grain => Math.Max(1, 8192 / (line.Inverse.Length * (block.Grid.Is2D ? Width : block.Stride)));

        public void Run(int begin, int end, int worker)
        {
            for (var item = begin; item < end; item++)
            {
                if (block.Grid.Is2D)
                    Solve(0, item);
                else
                    SolvePlane(item);
            }
        }

        private void SolvePlane(int plane)
        {
            for (var group = 0; group < _groups; group++)
                Solve(plane, group);
            for (var n = 0; n < line.Inverse.Length; n++)
            {
                var row = (plane * _planeStep) + (n * _step);
                block.Boundary.Fix(block.Values.Pointer, row, row + 1);
            }
        }

        private void Solve(int plane, int group)
        {
            var first = block.Values.Pointer + ((long)plane * _planeStep * block.Stride) + (group * Width);
            kernel.SolveAcross(first, _step * block.Stride, line, Math.Min(Width, block.Stride - (group * Width)));
        }
    }

    private sealed class RelaxJob(FieldKernel<T> kernel, Field<T> field, SequentialExchange<T> exchange) : IRangeJob
    {
        public void Run(int begin, int end, int worker)
        {
            if (exchange.Tracks)
                exchange.Accumulate(field.Values.Pointer, 1, begin, end);
            fixed (int* lines = exchange.Table.Lines)
                kernel.Relax(field.Values.Pointer, exchange.Rate, exchange.Source, lines, begin, end);
        }
    }
}
