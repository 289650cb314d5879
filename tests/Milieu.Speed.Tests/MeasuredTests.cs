// The arithmetic of measuring: medians, units, goals, gains.
namespace Milieu.Speed.Tests;

public sealed class MeasuredTests
{
    [Fact(
        DisplayName = "Of several readings the middle one counts, of an even number the mean of the middle two; order is no matter"
    )]
    public void MedianIsTheMiddle()
    {
        Assert.Equal(new Measured(3, 1, 9), Measured.Among([9, 1, 3]));
        Assert.Equal(new Measured(2.5, 1, 9), Measured.Among([9, 3, 1, 2]));
        Assert.Equal(new Measured(6, 2, 18), Measured.Among([9, 1, 3]).Times(2));
    }

    [Fact(
        DisplayName = "Time is divided by calls and units: work that sleeps 4 ms on 2 units takes 2 ms a unit, give or take a busy machine"
    )]
    public void TimeIsPerUnit()
    {
        var found = Measured.Of(() => Thread.Sleep(4), 2, Effort.Quick, CancellationToken.None);
        Assert.InRange(found.Fastest, 1.9e6, 20e6);
        Assert.True(found.Fastest <= found.Median && found.Median <= found.Slowest);
    }

    [Fact(DisplayName = "Measuring stops when asked, before the next call")]
    public void Stops()
    {
        using var source = new CancellationTokenSource();
        var calls = 0;
        void Work()
        {
            calls++;
            source.Cancel();
        }
        Assert.Throws<OperationCanceledException>(() => Measured.Of(Work, 1, Effort.Usual, source.Token));
        Assert.Equal(1, calls);
    }

    [Fact(DisplayName = "A budget at most or at least: a value on the limit meets it, one beyond does not")]
    public void GoalsHaveTwoSides()
    {
        Assert.True(new Goal("ns", 100, 100).IsMet);
        Assert.False(new Goal("ns", 100.1, 100).IsMet);
        Assert.True(new Goal("times", 1.9, 1.9, IsLeast: true).IsMet);
        Assert.Equal("missed: times 1.8, at least 1.9", new Goal("times", 1.8, 1.9, IsLeast: true).ToString());
    }

    [Fact(DisplayName = "What threads bring is counted against the first row of the same kernel and size")]
    public void SpeedUpIsAgainstTheFirst()
    {
        SpeedRow Row(string kernel, int threads, double ns) =>
            new()
            {
                Kernel = kernel,
                Size = "s",
                Threads = threads,
                Unit = "u",
                Nanoseconds = new Measured(ns, ns, ns),
            };
        var rows = SpeedUps.Of([Row("a", 1, 8), Row("b", 1, 3), Row("a", 2, 4)]);
        Assert.Equal([null, null, 2.0], rows.Select(r => r.SpeedUp));
    }

    [Fact(
        DisplayName = "Ceilings touch what they say: in place each float is scaled, a copy equals its source, a triad is a sum"
    )]
    public unsafe void CeilingsDoTheirWork()
    {
        var (a, b, c) = (new float[128], new float[128], new float[128]);
        Array.Fill(a, 2);
        Array.Fill(b, 3);
        Array.Fill(c, 4);
        fixed (
            float* pa = a,
                pb = b,
                pc = c
        )
        {
            new CeilingJob(CeilingKind.Triad, pa, pb, pc, 1).Run(0, 128, 0);
            Assert.All(a, x => Assert.Equal(7, x, 1e-5));
            new CeilingJob(CeilingKind.Copy, pa, pb, pc, 1).Run(64, 128, 0);
            Assert.Equal((3f, a[64]), (b[63], b[64]));
            new CeilingJob(CeilingKind.Pass, pa, pb, pc, 3).Run(0, 64, 0);
            Assert.True(a[0] < a[64] && a[0] > 6.99f);
        }
    }
}
