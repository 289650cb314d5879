// The dense ball is as dense as it says, at rest, and not a crystal.
using Milieu.Engine;

namespace Milieu.Speed.Tests;

public sealed class DenseBallTests
{
    [Theory(
        DisplayName = "The ball holds the cells asked for at one in 2,494 um3, inside its box; a wrong spacing or radius would show"
    )]
    [InlineData(300)]
    [InlineData(5_000)]
    public void HasTheDensity(int cells)
    {
        using var simulation = DenseBall.Start(cells, new SimulationOptions());
        var rows = simulation.Tissue.Cells;
        Assert.Equal(cells, rows.Count);
        var radii = Enumerable.Range(0, cells).Select(r => Distance(rows, r)).Order().ToArray();
        var half = radii[cells / 2];
        var density = cells / 2 / (4.0 / 3 * Math.PI * half * half * half);
        Assert.InRange(density * DenseBall.VolumeOfCell, 0.9, 1.1);
        Assert.True(radii[^1] + 40 < -simulation.Model.Grid.OriginX);
    }

    [Fact(
        DisplayName = "Rules lead away from the type's own values: oxygen lets cells divide and keeps them from necrosis"
    )]
    public void RulesLead()
    {
        var model = DenseBall.Model(1_000);
        var rules = model.Types[0].Rules.ToDictionary(r => r.Behavior);
        var (divide, die) = (rules[model.Behaviors.PhaseExit(0)], rules[model.Behaviors.Death(1)]);
        Assert.True(divide.Base == 0 && divide.Max > 0);
        Assert.True(die.Base > 0 && die.Min == 0);
    }

    [Theory(
        DisplayName = "After a minute an inner cell has about 14 neighbors within reach, and no pair overlaps as in a heap"
    )]
    [InlineData(false)]
    [InlineData(true)]
    public void IsTissueAtRest(bool native)
    {
        using var simulation = DenseBall.Start(3_000, new SimulationOptions(), native);
        simulation.RunTo((long)Math.Round(1 / simulation.Model.Timing.TickMinutes));
        var rows = simulation.Tissue.Cells;
        var inner = Enumerable.Range(0, rows.Count).Where(r => Distance(rows, r) < 60).ToArray();
        var gaps = inner.Select(r => Gaps(rows, r).ToArray()).ToArray();
        Assert.InRange(gaps.Average(g => g.Count(d => d < 2 * 1.25 * 8.41)), 13, 15);
        Assert.InRange(gaps.Min(g => g.Min()), 10, 15);
        Assert.InRange(inner.Average(r => (double)rows.Pressure[r]), 3, 6);
    }

    private static double Distance(Cells rows, int r) =>
        Math.Sqrt((rows.X[r] * rows.X[r]) + (rows.Y[r] * rows.Y[r]) + (rows.Z[r] * rows.Z[r]));

    private static IEnumerable<double> Gaps(Cells rows, int r) =>
        Enumerable
            .Range(0, rows.Count)
            .Where(o => o != r)
            .Select(o =>
                Math.Sqrt(
                    Math.Pow(rows.X[r] - rows.X[o], 2)
                        + Math.Pow(rows.Y[r] - rows.Y[o], 2)
                        + Math.Pow(rows.Z[r] - rows.Z[o], 2)
                )
            );
}
