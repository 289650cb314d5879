// Pair forces sixteen neighbors at a time.
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Velocity, pressure and contact counts from a row's neighbors, in float; exact roots and quotients.</summary>
/// <remarks>
/// Law 5: sixteen logical lanes on every machine, no fused operations, lanes added in one fixed tree. The list of a bin
/// follows from the rows and their bins alone, so neither threads nor chunks change a lane.
/// </remarks>
internal sealed unsafe class VectorizedPairs : IRangeJob, IDisposable
{
    private const int Lanes = Surroundings.Lanes;
    private readonly Cells _cells;
    private readonly Sorter _sorter;
    private readonly Affinities _affinities;
    private readonly BehaviorValues _movable;
    private readonly Surroundings[] _around;
    private readonly Column<float>[] _scaled;
    private readonly Column<ushort>[] _touching;

    public VectorizedPairs(StepContext context, PairInputs inputs)
    {
        var workers = Enumerable.Range(0, context.Pool.Workers).ToList();
        _cells = context.Cells;
        _sorter = context.Sorter;
        _affinities = new Affinities(context.Model, _cells);
        _movable = new BehaviorValues(context.Model, _cells, context.Model.Behaviors.Movable);
        _around = [.. workers.Select(_ => new Surroundings(_cells, inputs, !_affinities.IsUniform))];
        _scaled = [.. workers.Select(_ => new Column<float>("near_scaled"))];
        _touching = [.. workers.Select(_ => new Column<ushort>("near_touching"))];
    }

    public void Run(int begin, int end, int worker)
    {
        var (bins, around) = (_sorter.Bins, _around[worker]);
        var row = begin;
        while (row < end)
        {
            var first = bins.GroupOf(_cells.Bin.Pointer[row]);
            var last = Math.Min(end, bins.EndOfGroup(first));
            around.Gather(bins, first);
            _scaled[worker].Reserve(around.Blocks * Lanes, 0);
            _touching[worker].Reserve(around.Blocks, 0);
            var scaledFor = -1;
            for (; row < last; row++)
            {
                Clear(row);
                var index = around.IndexOf(row);
                // A row that nobody can feel feels nobody: its own radius is NaN.
                if (float.IsNaN(around.Radius[index]) || _movable.At(row) <= 0.5)
                    continue;
                var adhesion = Adhesion(row, around, worker, ref scaledFor);
                Sum(row, index, around, adhesion, _touching[worker].Pointer);
                CountContacts(row, around, _touching[worker].Pointer);
            }
        }
    }

    public void Dispose()
    {
        foreach (var around in _around)
            around.Dispose();
        foreach (var column in _scaled)
            column.Dispose();
        foreach (var column in _touching)
            column.Dispose();
    }

    private void Clear(int row)
    {
        (_cells.Vx.Pointer[row], _cells.Vy.Pointer[row], _cells.Vz.Pointer[row]) = (0, 0, 0);
        _cells.Pressure.Pointer[row] = 0;
        foreach (var counts in _cells.Contacts)
            counts.Pointer[row] = 0;
    }

    private float* Adhesion(int row, Surroundings around, int worker, ref int scaledFor)
    {
        if (_affinities.IsUniform)
            return around.Adhesion;
        var scaled = _scaled[worker].Pointer;
        var type = _cells.Type.Pointer[row];
        if (_affinities.IsByType && scaledFor == type)
            return scaled;
        _affinities.Scale(row, around.Rows, around.Adhesion, scaled, around.Count);
        scaledFor = type;
        return scaled;
    }

    /// <remarks>The law is <see cref="PairLaw"/>; see <see cref="ReferencePairs"/> for it in plain loops.</remarks>
    private void Sum(int row, int index, Surroundings around, float* adhesion, ushort* touching)
    {
        var (x, y, z) = (around.X[index], around.Y[index], around.Z[index]);
        var radius = Vector512.Create(around.Radius[index]);
        var reach = Vector512.Create(around.Reach[index]);
        var repulsion = Vector512.Create(around.Repulsion[index]);
        var sticky = Vector512.Create(around.Adhesion[index]);
        var (px, py, pz) = (Vector512.Create(x), Vector512.Create(y), Vector512.Create(z));
        var least = Vector512.Create((float)PairLaw.LeastDistance);
        var self = Vector512.Create(index);
        var lane = Vector512<int>.Indices;
        var vx = Vector512<float>.Zero;
        var vy = Vector512<float>.Zero;
        var vz = Vector512<float>.Zero;
        var pressure = Vector512<float>.Zero;
        var blocks = around.Blocks;
        for (var block = 0; block < blocks; block++)
        {
            var k = block * Lanes;
            var dx = px - Vector512.Load(around.X + k);
            var dy = py - Vector512.Load(around.Y + k);
            var dz = pz - Vector512.Load(around.Z + k);
            var square = (dx * dx) + (dy * dy) + (dz * dz);
            var touch = radius + Vector512.Load(around.Radius + k);
            var stick = reach + Vector512.Load(around.Reach + k);
            var far = Vector512.Max(touch, stick);
            var near =
                Vector512.LessThan(square, far * far) & ~Vector512.Equals(lane + Vector512.Create(k), self).AsSingle();
            touching[block] = 0;
            if (near == Vector512<float>.Zero)
                continue;
            var d = Vector512.Max(Vector512.Sqrt(square), least);
            var q = Vector512.Max(Vector512<float>.One - (d / touch), Vector512<float>.Zero);
            var s = Vector512.Max(Vector512<float>.One - (d / stick), Vector512<float>.Zero);
            var push = q * q;
            var pull = s * s;
            var force =
                (push * (repulsion * Vector512.Load(around.Repulsion + k)))
                - (pull * (sticky * Vector512.Load(adhesion + k)));
            var perLength = near & (force / d);
            pressure += near & push;
            vx += perLength * dx;
            vy += perLength * dy;
            vz += perLength * dz;
            touching[block] = (ushort)(near & Vector512.LessThan(d, stick)).ExtractMostSignificantBits();
        }
        (_cells.Vx.Pointer[row], _cells.Vy.Pointer[row], _cells.Vz.Pointer[row]) = (Total(vx), Total(vy), Total(vz));
        _cells.Pressure.Pointer[row] = Total(pressure) / (float)PairLaw.PressureScale;
    }

    private void CountContacts(int row, Surroundings around, ushort* touching)
    {
        var blocks = around.Blocks;
        for (var column = 0; column < _cells.Contacts.Length; column++)
        {
            var masks = around.Masks(column);
            var count = 0;
            for (var block = 0; block < blocks; block++)
                count += BitOperations.PopCount((uint)(masks[block] & touching[block]));
            _cells.Contacts[column].Pointer[row] = (ushort)count;
        }
    }

    /// <summary>Lane k + lane k + 8, then + 4, + 2, + 1.</summary>
    private static float Total(Vector512<float> v)
    {
        var eight = v.GetLower() + v.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }
}
