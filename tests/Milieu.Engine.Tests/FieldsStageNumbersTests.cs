// The numbers of the super-time-stepping stages, against their definition.
namespace Milieu.Engine.Tests;

public class FieldsStageNumbersTests
{
    [Theory(
        DisplayName = "The number of stages is the smallest odd s with s (s + 1) at least the radius: one stage fewer is unstable, two more are wasted"
    )]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(2.001, 3)]
    [InlineData(12, 3)]
    [InlineData(12.001, 5)]
    [InlineData(30, 5)]
    [InlineData(30.001, 7)]
    public void Stages(double radius, int expected) => Assert.Equal(expected, RklWeights.StagesFor(radius));

    [Fact(DisplayName = "Three stages have the shares (2 j - 1) / j times 1/6 and follow by (j - 1) / j")]
    public void ThreeStages()
    {
        var weights = new RklWeights();
        weights.Prepare(3);
        Assert.Equal([1 / 6.0, 0.25, 5 / 18.0], [.. Shares(weights)], Near);
        Assert.Equal([0, 0.5, 2 / 3.0], [.. Enumerable.Range(1, 3).Select(RklWeights.Follow)], Near);
    }

    [Theory(
        DisplayName = "What a step changes is the operator on the integral, for any rate: a wrong weight of one stage would credit cells with another amount"
    )]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void IntegralBalances(int stages)
    {
        var weights = new RklWeights();
        weights.Prepare(stages);
        for (var z = -stages * (stages + 1.0); z <= 1; z += 0.25)
        {
            var (older, newer, integral) = (1.0, 1.0, 0.0);
            for (var j = 1; j <= stages; j++)
            {
                integral += weights.Integral(j) * newer;
                var change = (RklWeights.Follow(j) * (newer - older)) + (weights.Share(j) * z * newer);
                (older, newer) = (newer, newer + change);
            }
            Assert.Equal(newer - 1, z * integral, 1e-11);
        }
    }

    [Fact(DisplayName = "Numbers do not remember the stages of the step before: fewer, more and the same again")]
    public void StagesChange()
    {
        var weights = new RklWeights();
        foreach (var stages in (int[])[5, 3, 3, 9, 5, 1])
        {
            weights.Prepare(stages);
            var fresh = new RklWeights();
            fresh.Prepare(stages);
            Assert.Equal(stages, weights.Stages);
            Assert.Equal(Shares(fresh), Shares(weights));
            for (var j = 1; j <= stages; j++)
                Assert.Equal(fresh.Integral(j), weights.Integral(j));
        }
    }

    [Fact(
        DisplayName = "Decay counts for the number of stages beside diffusion: left out, a long step of a fast decay would grow"
    )]
    public void DecaySetsStages()
    {
        var s = Fixture.Substrate("a", 100, 9, 1, isDouble: true);
        using var bench = new FieldsBench(FieldsBench.Model1(FieldsBench.Box(5, 1, 1), s, 0.5), KernelKind.Reference);
        bench.Advance(1);
        Assert.InRange(bench.At(0, 2), -0.45, 0.45);
    }

    private static IEnumerable<double> Shares(RklWeights weights) =>
        Enumerable.Range(1, weights.Stages).Select(weights.Share);

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-14;
}
