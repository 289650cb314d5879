// Chance as a pure function: golden bits, uniformity, and independence of its arguments.
using System.Runtime.Intrinsics;

namespace Milieu.Engine.Tests;

public class NumbersChanceTests
{
    [Fact(
        DisplayName = "Philox4x32-10 gives Random123's third known answer, whose words all differ, so that no two may be swapped"
    )]
    public void KnownAnswer() =>
        Assert.Equal(
            (0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u),
            Chance.Philox(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0)
        );

    [Fact(
        DisplayName = "The stream of every (seed, subject, tick, purpose, draw) is golden: a changed counter layout or rounding to a double changes every recorded run"
    )]
    public void GoldenStream()
    {
        var hash = new XxHash64();
        for (var seed = 0ul; seed < 4; seed++)
        for (var subject = 0ul; subject < 16; subject++)
        for (var tick = 0u; tick < 8; tick++)
        for (var draw = 0; draw < 4; draw++)
        {
            var chance = new Chance(seed * 0x9E3779B97F4A7C15);
            var lineage = Chance.Mix(subject, tick);
            var (a, b) = chance.Pair(lineage, tick * 1000, (Purpose)(1 + (subject % 19)), draw);
            Assert.Equal(a, chance.Uniform(lineage, tick * 1000, (Purpose)(1 + (subject % 19)), draw));
            hash.Add(lineage);
            hash.Add(BitConverter.DoubleToUInt64Bits(a));
            hash.Add(BitConverter.DoubleToUInt64Bits(b));
        }
        hash.Add(Chance.NameHash("tumor"));
        Assert.Equal("7817FC02A8931652", hash.Value.ToString("X16", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact(
        DisplayName = "Eight draws at a time have the bits of single ones, for subjects, ticks and purposes that set every bit of their words: a lane or a carry that strayed would show"
    )]
    public void WideDraws()
    {
        for (var n = 0ul; n < 64; n++)
        {
            var chance = new Chance(Chance.Mix(n, 1));
            var subjects = Enumerable.Range(0, 8).Select(k => Chance.Mix(n, (ulong)k)).ToArray();
            subjects[n % 8] = n % 2 == 0 ? ulong.MaxValue : 0;
            var tick = n == 3 ? uint.MaxValue : (uint)Chance.Mix(n, 2);
            var wide = chance.Uniform(Vector512.Create(subjects), tick, (Purpose)(n % 20));
            for (var k = 0; k < 8; k++)
                Assert.Equal(chance.Uniform(subjects[k], tick, (Purpose)(n % 20)), wide[k]);
        }
    }

    [Fact(
        DisplayName = "Draws along subjects, ticks, purposes, draws and seeds are uniform and uncorrelated (chi-squared with 99 degrees of freedom below 160, one in 10,000): a counter that ignored one of them would repeat one value"
    )]
    public void UniformAlongEveryAxis()
    {
        const int N = 100_000;
        for (var axis = 0; axis < 6; axis++)
        {
            var bins = new int[100];
            var (product, last) = (0.0, 0.5);
            for (var i = 0; i < N; i++)
            {
                var u = Draw(axis, i);
                Assert.InRange(u, 0, 0.99999999999999989);
                bins[(int)(u * 100)]++;
                product += (u - 0.5) * (last - 0.5);
                last = u;
            }
            var chi = bins.Sum(n => (n - (N / 100.0)) * (n - (N / 100.0)) / (N / 100.0));
            Assert.InRange(chi, 45, 160);

            // The sum of N products of two independent centered uniforms has standard deviation sqrt(N)/12.
            Assert.InRange(product / (Math.Sqrt(N) / 12), -4, 4);
        }
    }

    [Fact(
        DisplayName = "A pair's subject depends on who acts: mix(a, b) differs from mix(b, a), and no small pair collides"
    )]
    public void MixIsOrdered()
    {
        var seen = new HashSet<ulong>();
        for (var a = 0ul; a < 400; a++)
        for (var b = 0ul; b < 400; b++)
            Assert.True(seen.Add(Chance.Mix(a, b)));
    }

    private static double Draw(int axis, int i) =>
        axis switch
        {
            0 => new Chance(1).Uniform((ulong)i, 2, Purpose.Death),
            1 => new Chance(1).Uniform(2, (uint)i, Purpose.Death),
            2 => new Chance(1).Uniform(2, (uint)i, (Purpose)(1 + (i % 19))),
            3 => new Chance(1).Uniform((ulong)i / 60_000, 2, Purpose.Death, i % 60_000),
            4 => new Chance((ulong)i).Uniform(2, 2, Purpose.Death),
            _ => new Chance(1).Pair((ulong)i, 2, Purpose.Death).B,
        };
}
