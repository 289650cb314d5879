// Initial distributions.
namespace Milieu.Engine.Tests;

public class FoundingDrawsTests
{
    private const int Count = 4000;

    [Theory(
        DisplayName = "Each family has its own distribution, cut to its bounds: a wrong logarithm, spread or cut moves the whole curve"
    )]
    [InlineData(DistributionKind.Uniform, 2, 5, double.NaN, double.NaN)]
    [InlineData(DistributionKind.LogUniform, 0.1, 10, double.NaN, double.NaN)]
    [InlineData(DistributionKind.Normal, 3, 2, double.NaN, double.NaN)]
    [InlineData(DistributionKind.Normal, 3, 2, 0, 4)]
    [InlineData(DistributionKind.LogNormal, 0.5, 0.7, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(DistributionKind.LogNormal, 0.5, 0.7, 0.5, 3)]
    [InlineData(DistributionKind.Log10Normal, -1, 0.4, 0.01, 1)]
    public void Families(DistributionKind kind, double a, double b, double lower, double upper)
    {
        var distribution = new InitialDistribution(0, kind, a, b, lower, upper);
        var chance = new Chance(5);
        var sample = Enumerable
            .Range(0, Count)
            .Select(k => InitialDraws.Draw(distribution, chance, (ulong)k, 0))
            .ToArray();
        Assert.All(sample, v => Assert.False(v <= lower || v >= upper));
        Assert.True(Statistic.Kolmogorov(sample, Distribution(kind, a, b, lower, upper)) < 1.95);
    }

    [Fact(DisplayName = "A support that holds nothing is an error that says so, not an endless search")]
    public void EmptySupport()
    {
        var distribution = new InitialDistribution(0, DistributionKind.Normal, 0, 1, 50, 51);
        var error = Assert.Throws<StartException>(() => InitialDraws.Draw(distribution, new Chance(1), 1, 0));
        Assert.Contains("50", error.Message, StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "Founders draw each of their type's distributions once and independently; volume scales the cell, and a rule's base is not the drawn value"
    )]
    public void FoundersDraw()
    {
        var model = LifeScene.Model(Count, types: 2, customs: [new("x", "", false)]);
        var b = model.Behaviors;
        InitialDistribution[] draws =
        [
            new(b.Speed, DistributionKind.Uniform, 1, 2, double.NaN, double.NaN),
            new(-1, DistributionKind.Uniform, 1000, 3000, double.NaN, double.NaN),
            new(b.Custom(0), DistributionKind.Uniform, 0, 1, double.NaN, double.NaN),
        ];
        model = model with { Types = [model.Types[0] with { Distributions = [.. draws] }, model.Types[1]] };
        using var scene = new LifeScene(model);
        var cells = scene.Cells;
        var rows = Enumerable.Range(0, cells.Count).Where(r => cells.Type[r] == 0).ToArray();
        var speeds = rows.Select(r => cells.ColumnOf(b.Speed)![r] - 1).ToArray();
        var volumes = rows.Select(r => (cells.Volume(r) - 1000) / 2000).ToArray();
        Assert.True(Statistic.Kolmogorov(speeds, v => v) < 1.95);
        Assert.True(Statistic.Kolmogorov(volumes, v => v) < 1.95);
        var correlation = speeds.Zip(volumes, (s, v) => (s - 0.5) * (v - 0.5)).Average() * 12;
        Assert.InRange(correlation * Math.Sqrt(Count), -4, 4);
        foreach (var row in rows.Take(50))
        {
            Assert.Equal(2 * cells.Volume(row), cells.RuptureVolume[row], 6);
            Assert.Equal(135 / 2494.0 * cells.Volume(row), cells.NuclearSolidTarget[row], 6);
        }
        foreach (var row in Enumerable.Range(0, cells.Count).Where(r => cells.Type[r] == 1))
            Assert.Equal((0.0, 2494.0), (cells.ColumnOf(b.Speed)![row], Math.Round(cells.Volume(row), 6)));
    }

    private static Func<double, double> Distribution(
        DistributionKind kind,
        double a,
        double b,
        double lower,
        double upper
    )
    {
        double Whole(double v) =>
            kind switch
            {
                DistributionKind.Uniform => (v - a) / (b - a),
                DistributionKind.LogUniform => Math.Log(v / a) / Math.Log(b / a),
                DistributionKind.Normal => Statistic.Normal((v - a) / b),
                _ when v <= 0 => 0,
                DistributionKind.LogNormal => Statistic.Normal((Math.Log(v) - a) / b),
                _ => Statistic.Normal((Math.Log10(v) - a) / b),
            };
        var low = double.IsFinite(lower) ? Whole(lower) : 0;
        var high = double.IsFinite(upper) ? Whole(upper) : 1;
        return v => (Whole(v) - low) / (high - low);
    }
}
