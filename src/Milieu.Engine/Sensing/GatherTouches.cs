// Signals gathered from neighbors, eight bearers at a time.
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Each row looks around among the bearers of each group; the same bits as <see cref="ReferenceTouches"/>.</summary>
/// <remarks>Cells touch when d &lt; A_i r_i + A_j r_j, and are within a range when d &lt;= range; in row order.</remarks>
internal sealed unsafe class GatherTouches(StepContext context, TouchGroups groups) : IRangeJob
{
    private const int Lanes = Bearers.Spare;
    private readonly Cells _cells = context.Cells;
    private readonly BehaviorValues _reach = new(context.Model, context.Cells, context.Model.Behaviors.Reach);

    public double Slack { get; set; }

    public void Run(int begin, int end, int worker)
    {
        var sums = stackalloc double[Bearers.MostSignals];
        var counts = stackalloc int[Bearers.MostSignals];
        for (var g = 0; g < groups.Count; g++)
        {
            var bearers = groups[g];
            var gathering = new Gathering(sums, counts, bearers.Kinds);
            for (var row = begin; row < end; row++)
            {
                var need = groups.NeedOf(g, row);
                gathering.Clear();
                if (need != 0)
                    Look(bearers, row, need, gathering);
                for (var k = 0; k < bearers.Signals.Length; k++)
                    context.Touches[bearers.Signals[k]].Pointer[row] = gathering.Of(k);
            }
        }
    }

    private void Look(Bearers bearers, int row, uint need, Gathering gathering)
    {
        var own = _reach.At(row) * _cells.Radius.Pointer[row];
        var length = bearers.Range > 0 ? bearers.Range : own + bearers.LargestReach;
        var bins = context.Sorter.Bins;
        var box = BinBox.Around(bins.Grid, _cells.Bin.Pointer[row], length + Slack);
        // Where all there is to a group is one count, whoever is within the range counts.
        var isPlain = bearers is { Range: > 0, Signals.Length: 1, HasValues: false };
        for (var z = box.Z0; z <= box.Z1; z++)
        for (var y = box.Y0; y <= box.Y1; y++)
        {
            var line = ((z * bins.Grid.Ny) + y) * bins.Grid.Nx;
            var last = bearers.Starts[line + box.X1 + 1];
            for (var at = bearers.Starts[line + box.X0]; at < last; at += Lanes)
            {
                var near = Near(bearers, row, own, at) & (uint.MaxValue >> (32 - Math.Min(Lanes, last - at)));
                if (isPlain)
                    gathering.Count(0, BitOperations.PopCount(near));
                else if (near != 0)
                    Meet(bearers, row, need, at, near, gathering);
            }
        }
        if (isPlain && bearers.KindsOf(row) != 0)
            gathering.Count(0, -1);
    }

    /// <summary>Which of eight bearers are near enough, one bit each.</summary>
    private uint Near(Bearers bearers, int row, double own, int at)
    {
        var dx = Vector512.Create(_cells.X.Pointer[row]) - Vector512.Load(bearers.X + at);
        var dy = Vector512.Create(_cells.Y.Pointer[row]) - Vector512.Load(bearers.Y + at);
        var dz = Vector512.Create(_cells.Z.Pointer[row]) - Vector512.Load(bearers.Z + at);
        var square = (dx * dx) + (dy * dy) + (dz * dz);
        if (bearers.Range > 0)
            return (uint)
                Vector512
                    .LessThanOrEqual(square, Vector512.Create(bearers.Range * bearers.Range))
                    .ExtractMostSignificantBits();
        var reach = Vector512.Create(own) + Vector512.Load(bearers.Far + at);
        return (uint)Vector512.LessThan(square, reach * reach).ExtractMostSignificantBits();
    }

    private static void Meet(Bearers bearers, int row, uint need, int at, uint near, Gathering gathering)
    {
        for (; near != 0; near &= near - 1)
        {
            var entry = at + BitOperations.TrailingZeroCount(near);
            if (bearers.Rows[entry] == row)
                continue;
            for (var kinds = bearers.Bits[entry] & need; kinds != 0; kinds &= kinds - 1)
            {
                var k = BitOperations.TrailingZeroCount(kinds);
                if (bearers.HasValues)
                    gathering.Add(k, bearers.Born(entry)[k]);
                else
                    gathering.Count(k, 1);
            }
        }
    }
}
