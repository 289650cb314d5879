// Pair forces of a row eight neighbors at a time.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>What <see cref="VectorizedPairs"/> and <see cref="Surroundings"/> do with sixteen lanes, with two times eight: the same bits.</summary>
/// <remarks>Law 5 asks for sixteen logical lanes. Lanes 8 to 15 have sums of their own; where no neighbor falls to them they are skipped, for they would add zeros.</remarks>
internal static unsafe class PairOctets
{
    private const int Lanes = RecordOctets.Count;

    /// <summary>The search of <see cref="Surroundings"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static int Find(in PackedRows around, int row, float px, float py, float pz, float reach, int* found)
    {
        var (x, y, z) = (Vector256.Create(px), Vector256.Create(py), Vector256.Create(pz));
        var own = Vector256.Create(reach);
        var self = Vector256.Create(row);
        var near = 0;
        for (var k = 0; k < around.Count; k += Lanes)
        {
            var dx = x - Vector256.Load(around.X + k);
            var dy = y - Vector256.Load(around.Y + k);
            var dz = z - Vector256.Load(around.Z + k);
            var far = own + Vector256.Load(around.Far + k);
            var others = Vector256.Load(around.Rows + k);
            var within =
                Vector256.LessThan((dx * dx) + (dy * dy) + (dz * dz), far * far)
                & ~Vector256.Equals(others, self).AsSingle();
            near += RecordOctets.Choose(others, within, found + near);
        }
        return near;
    }

    /// <summary>As <see cref="VectorizedPairs.Select"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static int Select(PairRecord* records, int row, int* candidates, int count, int* near)
    {
        var own = records + row;
        var px = Vector256.Create(own->X);
        var py = Vector256.Create(own->Y);
        var pz = Vector256.Create(own->Z);
        var reach = Vector256.Create(own->Far);
        var chosen = 0;
        for (var k = 0; k < count; k += Lanes)
        {
            RecordOctets.Load(
                records,
                candidates + k,
                RecordOctets.Places,
                out var x,
                out var y,
                out var z,
                out var far
            );
            var dx = Vector256.ConvertToSingle(px - x.AsInt32());
            var dy = Vector256.ConvertToSingle(py - y.AsInt32());
            var dz = Vector256.ConvertToSingle(pz - z.AsInt32());
            far += reach;
            var within =
                Vector256.LessThan((dx * dx) + (dy * dy) + (dz * dz), far * far)
                & Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count - k)).AsSingle();
            chosen += RecordOctets.Choose(Vector256.Load(candidates + k), within, near + chosen);
        }
        // Lanes behind the last are computed too, so they name a row that there is.
        Vector256.Create(row).Store(near + chosen);
        return chosen;
    }

    /// <summary>As <see cref="VectorizedPairs.Sum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static PairTotals Sum(
        PairRecord* records,
        int row,
        NearRows near,
        int count,
        float leastDistance,
        float* factors
    )
    {
        var own = new Own(records + row, leastDistance);
        var (low, high) = (default(Sums), default(Sums));
        for (var k = 0; k < count; k += 2 * Lanes)
        {
            var touching = low.Add(own, records, near.Rows + k, count - k, factors == null ? null : factors + k);
            var second = k + Lanes;
            if (second < count)
                touching |=
                    high.Add(
                        own,
                        records,
                        near.Rows + second,
                        count - second,
                        factors == null ? null : factors + second
                    ) << Lanes;
            near.Touching[k / (2 * Lanes)] = touching;
        }
        return new PairTotals(
            Total(low.Vx + high.Vx),
            Total(low.Vy + high.Vy),
            Total(low.Vz + high.Vz),
            Total(low.Pressure + high.Pressure)
        );
    }

    /// <summary>Lane k + lane k + 4, then + 2, + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Total(Vector256<float> eight)
    {
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3));
        return two[0] + two[1];
    }

    /// <summary>A row in all lanes.</summary>
    private readonly struct Own(PairRecord* row, float least)
    {
        public readonly Vector256<int> X = Vector256.Create(row->X);
        public readonly Vector256<int> Y = Vector256.Create(row->Y);
        public readonly Vector256<int> Z = Vector256.Create(row->Z);
        public readonly Vector256<float> Radius = Vector256.Create(row->Radius);
        public readonly Vector256<float> Reach = Vector256.Create(row->Reach);
        public readonly Vector256<float> Repulsion = Vector256.Create(row->Repulsion);
        public readonly Vector256<float> Adhesion = Vector256.Create(row->Adhesion);
        public readonly Vector256<float> Least = Vector256.Create(least);
    }

    /// <summary>What eight of the sixteen lanes have summed.</summary>
    private struct Sums
    {
        public Vector256<float> Vx;
        public Vector256<float> Vy;
        public Vector256<float> Vz;
        public Vector256<float> Pressure;

        /// <summary>Adds the first <paramref name="count"/> of eight rows.</summary>
        /// <returns>A bit for each that the row touches.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public uint Add(in Own own, PairRecord* records, int* rows, int count, float* factors)
        {
            RecordOctets.Load(records, rows, RecordOctets.Places, out var x, out var y, out var z, out _);
            RecordOctets.Load(
                records,
                rows,
                RecordOctets.Strengths,
                out var radius,
                out var reach,
                out var repulsion,
                out var adhesion
            );
            var dx = Vector256.ConvertToSingle(own.X - x.AsInt32());
            var dy = Vector256.ConvertToSingle(own.Y - y.AsInt32());
            var dz = Vector256.ConvertToSingle(own.Z - z.AsInt32());
            var touch = own.Radius + radius;
            var stick = own.Reach + reach;
            if (factors != null)
                adhesion *= Vector256.Load(factors);
            var used = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
            var d = Vector256.MaxNative(Vector256.Sqrt((dx * dx) + (dy * dy) + (dz * dz)), own.Least);
            var q = Vector256.MaxNative(Vector256<float>.One - (d / touch), Vector256<float>.Zero);
            var s = Vector256.MaxNative(Vector256<float>.One - (d / stick), Vector256<float>.Zero);
            var push = q * q;
            var force = (push * (own.Repulsion * repulsion)) - (s * s * (own.Adhesion * adhesion));
            var perLength = used & (force / d);
            Pressure += used & push;
            Vx += perLength * dx;
            Vy += perLength * dy;
            Vz += perLength * dz;
            return (used & Vector256.LessThan(d, stick)).ExtractMostSignificantBits();
        }
    }
}

/// <summary>What the pairs of a row give together.</summary>
internal readonly record struct PairTotals(float Vx, float Vy, float Vz, float Pressure);
