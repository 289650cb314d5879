// Pair forces sixteen neighbors at a time.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Velocity, pressure and contact counts from a row's neighbors, in float; exact roots and quotients.</summary>
/// <remarks>
/// Law 5: sixteen logical lanes on every machine, no fused operations, lanes added in one fixed tree. Of a row's
/// candidates only those within reach now take a lane, in row order: where a neighbor's lane is follows from the state,
/// not from when the list was made.
/// </remarks>
internal sealed unsafe class VectorizedPairs : IPairJob, IDisposable
{
    private const int Lanes = RecordLanes.Count;
    private readonly Cells _cells;
    private readonly PairInputs _inputs;
    private readonly NeighborLists _lists;
    private readonly Affinities _affinities;
    private readonly PairContacts _contacts;
    private readonly NearRows[] _near;

    public VectorizedPairs(StepContext context, PairInputs inputs, NeighborLists lists)
    {
        _cells = context.Cells;
        _inputs = inputs;
        _lists = lists;
        _affinities = new Affinities(context.Model, _cells);
        _contacts = new PairContacts(_cells, inputs);
        _near = [.. Enumerable.Range(0, context.Pool.Workers).Select(_ => new NearRows())];
    }

    public bool CountsContacts
    {
        get => _inputs.GathersKinds;
        set => _inputs.GathersKinds = value;
    }

    public void Run(int begin, int end, int worker)
    {
        _lists.Make(begin, end, worker);
        var near = _near[worker];
        var records = _inputs.Records.Pointer;
        var least = (float)(PairLaw.LeastDistance * _inputs.Scale);
        for (var row = begin; row < end; row++)
        {
            var candidates = _lists.Of(row, worker, out var count);
            near.Reserve(count);
            count = RecordOctets.AreWidest
                ? PairOctets.Select(records, row, candidates, count, near.Rows)
                : Select(records, row, candidates, count, near.Rows);
            if (!_affinities.IsUniform)
                _affinities.Scale(row, near, count);
            var factors = _affinities.IsUniform ? null : near.Factors;
            var totals = RecordOctets.AreWidest
                ? PairOctets.Sum(records, row, near, count, least, factors)
                : Sum(records, row, near, count, least, factors);
            _cells.Vx.Pointer[row] = totals.Vx;
            _cells.Vy.Pointer[row] = totals.Vy;
            _cells.Vz.Pointer[row] = totals.Vz;
            _cells.Pressure.Pointer[row] = totals.Pressure / (float)PairLaw.PressureScale;
            if (_contacts.Any && CountsContacts)
                _contacts.Count(row, near, count);
        }
    }

    public void Dispose()
    {
        foreach (var near in _near)
            near.Dispose();
        _lists.Dispose();
    }

    /// <summary>Keeps the candidates that are near enough now, in row order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static int Select(PairRecord* records, int row, int* candidates, int count, int* near)
    {
        var own = records + row;
        var px = Vector512.Create(own->X);
        var py = Vector512.Create(own->Y);
        var pz = Vector512.Create(own->Z);
        var reach = Vector512.Create(own->Far);
        var chosen = 0;
        for (var k = 0; k < count; k += Lanes)
        {
            RecordLanes.LoadPlaces(records, candidates + k, out var x, out var y, out var z, out var far);
            var dx = Vector512.ConvertToSingle(px - x);
            var dy = Vector512.ConvertToSingle(py - y);
            var dz = Vector512.ConvertToSingle(pz - z);
            far += reach;
            var within =
                Vector512.LessThan((dx * dx) + (dy * dy) + (dz * dz), far * far)
                & Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count - k)).AsSingle();
            chosen += RecordLanes.Choose(Vector512.Load(candidates + k), within, near + chosen);
        }
        // Lanes behind the last are computed too, so they name a row that there is.
        Vector512.Create(row).Store(near + chosen);
        return chosen;
    }

    /// <param name="factors">What adhesions are multiplied by, or null.</param>
    /// <remarks>The law is <see cref="PairLaw"/>; see <see cref="ReferencePairs"/> for it in plain loops.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static PairTotals Sum(
        PairRecord* records,
        int row,
        NearRows near,
        int count,
        float leastDistance,
        float* factors
    )
    {
        var own = records + row;
        var px = Vector512.Create(own->X);
        var py = Vector512.Create(own->Y);
        var pz = Vector512.Create(own->Z);
        var ownRadius = Vector512.Create(own->Radius);
        var ownReach = Vector512.Create(own->Reach);
        var ownRepulsion = Vector512.Create(own->Repulsion);
        var ownAdhesion = Vector512.Create(own->Adhesion);
        var least = Vector512.Create(leastDistance);
        var vx = Vector512<float>.Zero;
        var vy = Vector512<float>.Zero;
        var vz = Vector512<float>.Zero;
        var pressure = Vector512<float>.Zero;
        var rows = near.Rows;
        var touching = near.Touching;
        for (var k = 0; k < count; k += Lanes)
        {
            RecordLanes.Load(
                records,
                rows + k,
                out var x,
                out var y,
                out var z,
                out var radius,
                out var reach,
                out var repulsion,
                out var adhesion
            );
            var dx = Vector512.ConvertToSingle(px - x);
            var dy = Vector512.ConvertToSingle(py - y);
            var dz = Vector512.ConvertToSingle(pz - z);
            var touch = ownRadius + radius;
            var stick = ownReach + reach;
            if (factors != null)
                adhesion *= Vector512.Load(factors + k);
            var used = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count - k)).AsSingle();
            var d = Vector512.MaxNative(Vector512.Sqrt((dx * dx) + (dy * dy) + (dz * dz)), least);
            var q = Vector512.MaxNative(Vector512<float>.One - (d / touch), Vector512<float>.Zero);
            var s = Vector512.MaxNative(Vector512<float>.One - (d / stick), Vector512<float>.Zero);
            var push = q * q;
            var force = (push * (ownRepulsion * repulsion)) - (s * s * (ownAdhesion * adhesion));
            var perLength = used & (force / d);
            pressure += used & push;
            vx += perLength * dx;
            vy += perLength * dy;
            vz += perLength * dz;
            touching[k / Lanes] = (uint)(used & Vector512.LessThan(d, stick)).ExtractMostSignificantBits();
        }
        return new PairTotals(Total(vx), Total(vy), Total(vz), Total(pressure));
    }

    /// <summary>Lane k + lane k + 8, then + 4, + 2, + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Total(Vector512<float> v)
    {
        var eight = v.GetLower() + v.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3));
        return two[0] + two[1];
    }
}
