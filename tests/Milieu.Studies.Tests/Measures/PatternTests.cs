// Spatial statistics against closed forms: random patterns, lattices, and brute force.
using Milieu.Engine;
using Milieu.Engine.Tests;

namespace Milieu.Studies.Tests;

public sealed class PatternTests
{
    private static readonly CompiledModel Random = Gauge.Model(
        Fixture.Plane(1000),
        null,
        ("CD8", Scatter(1, 3000, 500)),
        ("cancer_cell", Scatter(2, 3000, 500))
    );

    private static readonly Simulation Still = new(Random, new SimulationOptions());

    [Theory(
        DisplayName = "For random patterns K is the area of the disc, L its radius, g and relative K are one: an edge that is not corrected would lower them"
    )]
    [InlineData("cross K of CD8 and cancer_cell at 50 um", Math.PI * 2500, 0.03)]
    [InlineData("cross K of CD8 and cancer_cell at 200 um", Math.PI * 40000, 0.03)]
    [InlineData("cross L of CD8 and cancer_cell at 100 um", 100, 0.02)]
    [InlineData("relative cross K of CD8 and CD8 at 100 um", 1, 0.03)]
    [InlineData("relative cross K of CD8 and cancer_cell at 50 um in disc of radius 400 um", 1, 0.05)]
    [InlineData("pair correlation of CD8 and cancer_cell at 60 um", 1, 0.04)]
    [InlineData("relative mixing of CD8 and cancer_cell", 1, 0.05)]
    [InlineData("mixing of CD8 and cancer_cell", 0.5, 0.05)]
    public void RandomPatterns(string text, double expected, double tolerance) =>
        Assert.Equal(1, Gauge.Of(Still, text) / expected, tolerance);

    [Fact(DisplayName = "In 3-D, K of a random pattern is the volume of the ball")]
    public void RandomBall()
    {
        var model = Gauge.Model(Fixture.Cube(400), null, ("CD8", Scatter(3, 2000, 200, 200)));
        Assert.Equal(1, Gauge.Of(model, "relative cross K of CD8 and CD8 at 80 um"), 0.04);
        Assert.Equal(80, Gauge.Of(model, "cross L of CD8 and CD8 at 80 um"), 1.5);
    }

    [Fact(
        DisplayName = "Where cells of one kind gather about the other, K rises above that of chance; where they keep apart, it is 0"
    )]
    public void Gathering()
    {
        var seeds = Scatter(4, 60, 450);
        double[] near = [.. seeds.Select((v, k) => k % 3 == 2 ? 0 : v + (k % 2 == 0 ? 15 : -15))];
        var model = Gauge.Model(Fixture.Plane(1000), null, ("cancer_cell", seeds), ("CD8", near));
        Assert.True(Gauge.Of(model, "relative cross K of cancer_cell and CD8 at 30 um") > 5);
        var apart = Gauge.Model(null, null, ("cancer_cell", [-100, 0, 0]), ("CD8", [100, 0, 0]));
        Assert.Equal(0, Gauge.Of(apart, "cross K of cancer_cell and CD8 at 50 um"));
        Assert.Equal(double.NaN, Gauge.Of(apart, "cross K of cancer_cell and CSC at 50 um"));
    }

    [Fact(
        DisplayName = "Nearest neighbors found through bins are those of brute force, at any density and outside the crowd"
    )]
    public void Nearest()
    {
        foreach (var (count, seed) in new[] { (1, 5), (7, 6), (900, 7) })
        {
            var places = Scatter(seed, count, count == 900 ? 100 : 490);
            var from = Scatter(seed + 50, 200, 499);
            var model = Gauge.Model(Fixture.Plane(1000), null, ("CD8", from), ("cancer_cell", places));
            var expected = Enumerable.Range(0, 200).Select(i => Brute(from, i, places)).Average();
            Assert.Equal(expected, Gauge.Of(model, "mean distance from CD8 to cancer_cell"), 9);
        }

        static double Brute(double[] from, int i, double[] to) =>
            Enumerable
                .Range(0, to.Length / 3)
                .Min(j => Math.Sqrt(Square(from[3 * i] - to[3 * j]) + Square(from[(3 * i) + 1] - to[(3 * j) + 1])));

        static double Square(double v) => v * v;
    }

    [Fact(DisplayName = "The nearest other cell of its own kind is not the cell itself")]
    public void NearestOther()
    {
        var model = Gauge.Model(null, null, ("CD8", [0, 0, 0, 30, 0, 0, 100, 0, 0]));
        Assert.Equal(30, Gauge.Of(model, "median distance from CD8 to CD8"));
        Assert.Equal(130.0 / 3, Gauge.Of(model, "mean distance from CD8 to cells"), 9);
        Assert.Equal(70, Gauge.Of(model, "highest distance from CD8 to CD8"));
    }

    [Fact(
        DisplayName = "Contacts of a checkerboard of two types are all unlike, those of two halves only along the seam"
    )]
    public void Mixing()
    {
        var (even, odd, left, right) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < 10; i++)
        for (var j = 0; j < 10; j++)
        {
            double[] at = [(i * 16) - 72, (j * 16) - 72, 0];
            ((i + j) % 2 == 0 ? even : odd).AddRange(at);
            (i < 5 ? left : right).AddRange(at);
        }
        var board = Gauge.Model(null, null, ("CD8", [.. even]), ("cancer_cell", [.. odd]));
        // Radius 8.4 um: side neighbors (16 um) touch, diagonal ones (22.6 um, beyond 21) do not.
        Assert.Equal(1, Gauge.Of(board, "mixing of CD8 and cancer_cell"));
        var halves = Gauge.Model(null, null, ("CD8", [.. left]), ("cancer_cell", [.. right]));
        Assert.Equal(10.0 / 180, Gauge.Of(halves, "mixing of CD8 and cancer_cell"), 12);
        Assert.Equal(50, Gauge.Of(halves, "largest cluster of CD8"));
        Assert.Equal(0, Gauge.Of(board, "clusters of CD8 of at least 2 cells"));
        Assert.Equal(50, Gauge.Of(board, "clusters of CD8 of at least 1 cells"));
    }

    [Fact(DisplayName = "Cells that follow a field correlate with it by one, cells against it by minus one")]
    public void Correlation()
    {
        var (with, against) = (new List<double>(), new List<double>());
        for (var i = 0; i < 10; i++)
        for (var j = 0; j < 10; j++)
        for (var k = 0; k < 10; k++)
            (k <= i ? with : against).AddRange([(100 * i) + (8 * k) - 490, (100 * j) - 450, 0]);
        // Oxygen rises by 1 mmHg a voxel along x.
        var model = Gauge.Model(Fixture.Plane(1000), v => v % 50, ("CD8", [.. with]), ("CSC", [.. against]));
        Assert.Equal(1, Gauge.Of(model, "correlation of CD8 with oxygen over 100 um"), 9);
        Assert.Equal(-1, Gauge.Of(model, "correlation of CSC with oxygen in where y > 0 um"), 9);
        Assert.Equal(double.NaN, Gauge.Of(model, "correlation of CSC + CD8 with oxygen over 100 um"));
    }

    [Fact(
        DisplayName = "The half-range of a field that falls in proportion to distance is half way; a level is met where it lies"
    )]
    public void Ranges()
    {
        var model = Gauge.Model(
            Fixture.Plane(1000),
            v => 100 - (2 * Math.Abs((v % 50) - 25)),
            ("CD8", [.. Enumerable.Range(0, 50).SelectMany(k => new[] { 10.0, (20 * k) - 490, 0 })]),
            ("CSC", [.. Enumerable.Range(0, 400).SelectMany(k => new[] { k + 10.5, 0.0, 0 })])
        );
        // 2 mmHg less for every 20 um, from 100 at the cells.
        Assert.Equal(200, Gauge.Of(model, "half-range of oxygen around CD8 to 400 um"), 15);
        Assert.Equal(250, Gauge.Of(model, "range of oxygen around CD8 above 75 mmHg"), 15);
        Assert.Equal(250, Gauge.Of(model, "range of oxygen of CSC around CD8 above 75 mmHg to 450 um"), 15);
        Assert.Equal(0, Gauge.Of(model, "range of oxygen around CD8 below 75 mmHg"));
        Assert.Equal(double.NaN, Gauge.Of(model, "half-range of drug around CD8"));
    }

    /// <summary>Uniform points, from the engine's own chance.</summary>
    private static double[] Scatter(int seed, int count, double half, double height = 0)
    {
        var chance = new Chance((ulong)seed);
        double At(int point, uint axis, double reach) =>
            reach * ((2 * chance.Uniform((ulong)point, axis, Purpose.Drift)) - 1);
        return
        [
            .. Enumerable
                .Range(0, count)
                .SelectMany(p => new[] { At(p, 0, half), At(p, 1, half), height == 0 ? 0 : At(p, 2, height) }),
        ];
    }
}
