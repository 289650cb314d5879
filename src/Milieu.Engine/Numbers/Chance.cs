// Chance as a pure function (law 4): Philox4x32-10 keyed by the seed, counted by (subject, tick, purpose).
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Draws that depend on (seed, subject, tick, purpose) alone; there is no generator to advance.</summary>
/// <remarks>Philox4x32-10: Salmon et al., SC'11, doi:10.1145/2063384.2063405.</remarks>
public readonly struct Chance(ulong seed)
{
    private const uint M0 = 0xD2511F53;
    private const uint M1 = 0xCD9E8D57;
    private const uint W0 = 0x9E3779B9;
    private const uint W1 = 0xBB67AE85;

    public ulong Seed => seed;

    /// <summary>Uniform in [0, 1), 53 bits. <paramref name="draw"/> separates several draws of one purpose.</summary>
    public double Uniform(ulong subject, uint tick, Purpose purpose, int draw = 0)
    {
        var (a, b) = Pair(subject, tick, purpose, draw);
        _ = b;
        return a;
    }

    /// <summary>Two independent uniforms in [0, 1) from one block of Philox.</summary>
    public (double A, double B) Pair(ulong subject, uint tick, Purpose purpose, int draw = 0)
    {
        var (c0, c1, c2, c3) = Philox(
            (uint)subject,
            (uint)(subject >> 32),
            tick,
            ((uint)purpose << 16) | (uint)(draw & 0xFFFF),
            (uint)seed,
            (uint)(seed >> 32)
        );
        return (ToUnit(c0 | ((ulong)c1 << 32)), ToUnit(c2 | ((ulong)c3 << 32)));
    }

    /// <summary>As <see cref="Uniform(ulong, uint, Purpose, int)"/> for eight subjects, with the same bits.</summary>
    public Vector512<double> Uniform(Vector512<ulong> subjects, uint tick, Purpose purpose)
    {
        var low = Vector512.Create((ulong)uint.MaxValue);
        var (c0, c1) = (subjects & low, subjects >>> 32);
        var (c2, c3) = (Vector512.Create((ulong)tick), Vector512.Create((ulong)purpose << 16));
        var (k0, k1) = ((uint)seed, (uint)(seed >> 32));
        for (var round = 0; round < 10; round++)
        {
            var p0 = Vector512.Create((ulong)M0) * c0;
            var p1 = Vector512.Create((ulong)M1) * c2;
            (c0, c1) = ((p1 >>> 32) ^ c1 ^ Vector512.Create((ulong)k0), p1 & low);
            (c2, c3) = ((p0 >>> 32) ^ c3 ^ Vector512.Create((ulong)k1), p0 & low);
            k0 += W0;
            k1 += W1;
        }
        return Vector512.ConvertToDouble((c0 | (c1 << 32)) >>> 11) * Vector512.Create(1.0 / (1UL << 53));
    }

    /// <summary>The lineage of a daughter, founder or pair: a 64-bit mix in which the order matters.</summary>
    public static ulong Mix(ulong a, ulong b)
    {
        // SplitMix64's finalizer over both words (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195).
        var z = Finalize(a + 0x9E3779B97F4A7C15UL);
        return Finalize(z ^ (b + 0xBF58476D1CE4E5B9UL + (z << 6) + (z >> 2)));
    }

    /// <summary>A 64-bit hash of a name (FNV-1a, then mixed), for placement and source names.</summary>
    public static ulong NameHash(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in name)
            hash = (hash ^ c) * 1099511628211UL;
        return Finalize(hash);
    }

    /// <summary>Ten rounds of Philox4x32.</summary>
    public static (uint, uint, uint, uint) Philox(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (var round = 0; round < 10; round++)
        {
            var p0 = (ulong)M0 * c0;
            var p1 = (ulong)M1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += W0;
            k1 += W1;
        }
        return (c0, c1, c2, c3);
    }

    private static double ToUnit(ulong x) => (x >> 11) * (1.0 / (1UL << 53));

    private static ulong Finalize(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
