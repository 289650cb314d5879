// Signals gathered from neighbors, eight bearers and eight signals at a time.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Each row looks around among the bearers of each group; the same bits as <see cref="ReferenceTouches"/>.</summary>
/// <remarks>Cells touch when d &lt; A_i r_i + A_j r_j, and are within a range when d &lt;= range; in row order.</remarks>
internal sealed unsafe class GatherTouches(StepContext context, TouchGroups groups) : IRangeJob
{
    private const int Lanes = Bearers.MostSignals;
    private readonly Cells _cells = context.Cells;
    private readonly BehaviorValues _reach = new(context.Model, context.Cells, context.Model.Behaviors.Reach);

    public double Slack { get; set; }

    public void Run(int begin, int end, int worker)
    {
        var columns = stackalloc double*[Lanes];
        for (var g = 0; g < groups.Count; g++)
        {
            var bearers = groups[g];
            for (var k = 0; k < bearers.Signals.Length; k++)
                columns[k] = context.Touches[bearers.Signals[k]].Pointer;
            Run(begin, end, g, columns);
        }
    }

    private void Run(int begin, int end, int g, double** columns)
    {
        var bearers = groups[g];
        var found = stackalloc double[Lanes];
        // Rows of one bin follow each other and mostly look at the same bins.
        var (bin, rings, box) = (-1, -1, default(BinBox));
        var grid = context.Sorter.Bins.Grid;
        for (var row = begin; row < end; row++)
        {
            if (groups.Needs(g, row))
            {
                var own = _reach.At(row) * _cells.Radius.Pointer[row];
                var length = bearers.Range > 0 ? bearers.Range : own + bearers.LargestReach;
                var wanted = BinBox.Rings(grid, length + Slack);
                if (_cells.Bin.Pointer[row] != bin || wanted != rings)
                    box = BinBox.Around(grid, bin = _cells.Bin.Pointer[row], rings = wanted);
                Look(bearers, row, own, box, grid).Store(found);
            }
            else
            {
                Vector512<double>.Zero.Store(found);
            }
            for (var k = 0; k < bearers.Signals.Length; k++)
                columns[k][row] = found[k];
        }
    }

    private Vector512<double> Look(Bearers bearers, int row, double own, in BinBox box, in BinGrid grid) =>
        bearers.IsCounting
            ? CountNear(bearers, row, own, box, grid)
            : bearers.Result(MeetNear(bearers, row, own, box, grid));

    /// <summary>Counts without a look at who is near, but at which signals they bear.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private Vector512<double> CountNear(Bearers bearers, int row, double own, in BinBox box, in BinGrid grid)
    {
        var starts = bearers.Starts;
        var bits = bearers.Bits;
        var signals = bearers.Signals.Length;
        var near = new Nearness(_cells, bearers, row, own);
        var counts = stackalloc int[Lanes];
        for (var k = 0; k < signals; k++)
            counts[k] = 0;
        for (var z = box.Z0; z <= box.Z1; z++)
        for (var y = box.Y0; y <= box.Y1; y++)
        {
            var line = ((z * grid.Ny) + y) * grid.Nx;
            var last = starts[line + box.X1 + 1];
            for (var at = starts[line + box.X0]; at < last; at += Lanes)
            {
                var found = near.Of(at, last);
                var kinds = Vector256.Load(bits + at);
                for (var k = 0; k < signals; k++)
                {
                    var bit = Vector256.Create(1u << k);
                    var bear = Vector256.Equals(kinds & bit, bit).ExtractMostSignificantBits();
                    counts[k] += BitOperations.PopCount(found & bear);
                }
            }
        }
        // The cell itself is at no distance: it was counted wherever it bears a signal.
        var self = bearers.KindsOf(row);
        var result = Vector512<double>.Zero;
        for (var k = 0; k < signals; k++)
            result = result.WithElement(k, counts[k] - (int)((self >> k) & 1));
        return result;
    }

    /// <summary>Adds up what each that is near bears, in row order, all signals side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private Gathered MeetNear(Bearers bearers, int row, double own, in BinBox box, in BinGrid grid)
    {
        var starts = bearers.Starts;
        var bits = bearers.Bits;
        var rows = bearers.Rows;
        var born = bearers.Born;
        var near = new Nearness(_cells, bearers, row, own);
        var lanes = Vector512.Create(1UL, 2, 4, 8, 16, 32, 64, 128);
        var (sums, tops) = (Vector512<double>.Zero, Vector512.Create(double.NegativeInfinity));
        var counts = Vector512<ulong>.Zero;
        for (var z = box.Z0; z <= box.Z1; z++)
        for (var y = box.Y0; y <= box.Y1; y++)
        {
            var line = ((z * grid.Ny) + y) * grid.Nx;
            var last = starts[line + box.X1 + 1];
            for (var at = starts[line + box.X0]; at < last; at += Lanes)
            for (var found = near.Of(at, last); found != 0; found &= found - 1)
            {
                var entry = at + BitOperations.TrailingZeroCount(found);
                if (rows[entry] == row)
                    continue;
                var bears = Vector512.Equals(Vector512.Create((ulong)bits[entry]) & lanes, lanes);
                var values = Vector512.Load(born + ((long)entry * Lanes));
                sums += values;
                tops = Vector512.ConditionalSelect(bears.AsDouble(), Vector512.Max(tops, values), tops);
                counts -= bears;
            }
        }
        return new Gathered(sums, tops, counts);
    }

    /// <summary>Which of eight bearers are near enough to a row.</summary>
    private readonly ref struct Nearness(Cells cells, Bearers bearers, int row, double own)
    {
        private readonly Vector512<double> _x = Vector512.Create(cells.X.Pointer[row]);
        private readonly Vector512<double> _y = Vector512.Create(cells.Y.Pointer[row]);
        private readonly Vector512<double> _z = Vector512.Create(cells.Z.Pointer[row]);
        private readonly Vector512<double> _own = Vector512.Create(own);
        private readonly Vector512<double> _square = Vector512.Create(bearers.Range * bearers.Range);
        private readonly bool _isRange = bearers.Range > 0;
        private readonly double* _xs = bearers.X;
        private readonly double* _ys = bearers.Y;
        private readonly double* _zs = bearers.Z;
        private readonly double* _far = bearers.Far;

        /// <summary>One bit each, for the entries from <paramref name="at"/> that stand before <paramref name="last"/>.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public uint Of(int at, int last)
        {
            var dx = _x - Vector512.Load(_xs + at);
            var dy = _y - Vector512.Load(_ys + at);
            var dz = _z - Vector512.Load(_zs + at);
            var square = (dx * dx) + (dy * dy) + (dz * dz);
            var reach = _own + Vector512.Load(_far + at);
            var near = _isRange
                ? Vector512.LessThanOrEqual(square, _square)
                : Vector512.LessThan(square, reach * reach);
            return (uint)near.ExtractMostSignificantBits() & (uint.MaxValue >> (32 - Math.Min(Lanes, last - at)));
        }
    }
}
