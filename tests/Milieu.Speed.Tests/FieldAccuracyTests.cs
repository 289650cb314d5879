// The accuracy of the field schemes, as it is reported beside their speed.
namespace Milieu.Speed.Tests;

public class FieldAccuracyTests
{
    [Fact(
        DisplayName = "Unsplit schemes reach the steady state of conjugate gradients, LOD misses it in proportion to its step, and errors at a minute fall with the step: a wrong truth would part them all"
    )]
    public void SchemesDiffer()
    {
        var rows = FieldAccuracy.Measure(new SpeedWishes { Threads = [1], Quick = true }).ToDictionary(r => r.Scheme);
        Assert.Equal(10, rows.Count);
        Assert.All(rows.Values, r => Assert.True(r.NanosecondsPerVoxelMinute > 0));
        Assert.All(rows.Values.Where(r => r.Scheme[0] is 'R' or 'E'), r => Assert.InRange(r.SteadyError, 0, 2e-3));
        Assert.InRange(rows[FieldAccuracy.Yardstick].SteadyError, 0.2, 4);
        Assert.InRange(rows["Lod, dt 0.02"].SteadyError / rows[FieldAccuracy.Yardstick].SteadyError, 1.5, 2.5);
        Assert.InRange(rows["Explicit, dt 0.0006"].TransientError, 0, 1e-3);
        Assert.True(rows["Rkl1, dt 0.05"].TransientError <= rows["Rkl1, dt 0.5"].TransientError);
    }
}
