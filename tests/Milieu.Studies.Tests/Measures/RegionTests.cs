// Regions and the nest against areas that geometry gives.
using Milieu.Engine;
using Milieu.Engine.Tests;

namespace Milieu.Studies.Tests;

public sealed class RegionTests
{
    // A packed disc of radius 100 um about (0, 0): one cell of 2,494 um3 on each 12 x 12 um, 20 um deep, fills 0.87 of the space.
    private static readonly CompiledModel Disc = Gauge.Model(
        Fixture.Plane(800),
        v => v % 40,
        ("cancer_cell", Gauge.Disc(0, 0, 100, 12)),
        ("CD8", [0, 0, 0, 60, 0, 0, 90, 0, 0, 130, 0, 0, 250, 0, 0, -390, 0, 0])
    );

    private static readonly Simulation Still = new(Disc, new SimulationOptions());

    // The edge lies where the smoothed fraction is half of that inside.
    private const string Law = "of cancer_cell over 50 um above 0.433";

    [Theory(DisplayName = "Areas and volumes of shapes are those of geometry, within a hundredth")]
    [InlineData("area of whole", 0.64, "mm2")]
    [InlineData("volume of whole tissue", 0.64 * 0.02, "mm3")]
    [InlineData("area of disc of radius 200 um", 0.1256637, "mm2")]
    [InlineData("area of annulus from 100 um to 200 um", 0.0942478, "mm2")]
    [InlineData("area of box of 100 um by 200 um at (50, 50) um", 0.02, "mm2")]
    [InlineData("area of where oxygen < 10 mmHg", 0.16, "mm2")]
    [InlineData("area of where oxygen < 10 mmHg and y > 0 um", 0.08, "mm2")]
    [InlineData("area of where oxygen < 10 mmHg or y > 0 um", 0.40, "mm2")]
    [InlineData("area of whole except disc of radius 200 um", 0.5143363, "mm2")]
    [InlineData("radius of disc of radius 200 um", 200, "um")]
    [InlineData("share of disc of radius 200 um in where x > 0 um", 0.5, "")]
    [InlineData("share of whole where oxygen < 8 mmHg", 0.2, "")]
    [InlineData("mean oxygen in whole", 19.5, "mmHg")]
    [InlineData("mean oxygen in box of 200 um by 200 um", 19.5, "mmHg")]
    [InlineData("median oxygen in where x < 0 um", 9.5, "mmHg")]
    [InlineData("quantile 10 % of oxygen in whole", 3.9, "mmHg")]
    [InlineData("highest oxygen of whole", 39, "mmHg")]
    public void Shapes(string text, double expected, string unit) =>
        Assert.Equal(1, Gauge.Of(Still, text, unit) / expected, 2);

    [Fact(DisplayName = "A ball has the volume of a ball in 3-D, a disc is a cylinder")]
    public void Space()
    {
        var cube = Gauge.Model(Fixture.Cube(400));
        Assert.Equal(1, Gauge.Of(cube, "volume of ball of radius 150 um", "um3") / (4.0 / 3 * Math.PI * 3.375e6), 0.02);
        Assert.Equal(1, Gauge.Of(cube, "volume of disc of radius 150 um", "um3") / (Math.PI * 22500 * 400), 0.02);
        Assert.Equal(1, Gauge.Of(cube, "radius of ball of radius 150 um") / 150, 0.01);
    }

    [Theory(DisplayName = "A packed disc of tumor cells is a nest of its own radius; bands and depths follow its edge")]
    [InlineData("radius of nest", 95, 3)]
    [InlineData("count of CD8 in nest", 3, 0)]
    [InlineData("count of CD8 in stroma", 3, 0)]
    [InlineData("count of CD8 in periphery of 50 um", 1, 0)]
    [InlineData("count of CD8 in periphery", 2, 0)]
    [InlineData("count of CD8 in rim of 50 um", 2, 0)]
    [InlineData("count of CD8 in core beyond 50 um", 1, 0)]
    [InlineData("count of CD8 in band from -200 um to -10 um", 2, 0)]
    [InlineData("mean depth of CD8 where x >= 0 um and x < 10 um", 94, 4)]
    [InlineData("mean depth of CD8 where x > 200 um", -156, 4)]
    [InlineData("count of CD8 where depth < -100 um", 2, 0)]
    [InlineData("infiltration depth of CD8", (100 + 40 + 10) / 6.0, 3)]
    [InlineData("mean tumor fraction of CD8 in core beyond 90 um", 0.866, 0.03)]
    [InlineData("share of nest where depth > 50 um", 0.25, 0.04)]
    public void Nest(string text, double expected, double tolerance)
    {
        var scope = new MeasureScope(Disc) { Regions = [new("nest", "nest " + Law)] };
        Assert.Equal(expected, Gauge.Read(scope, text).At(new Moment(Still)), tolerance);
    }

    [Fact(DisplayName = "A nest that is described in the measure is the one that the study names")]
    public void Described()
    {
        var named = new MeasureScope(Disc)
        {
            Regions = [new("nest", "nest " + Law), new("far", "beyond 200 um of CD8")],
        };
        var moment = new Moment(Still);
        var described = Gauge.Read(new MeasureScope(Disc), $"area of nest {Law}").At(moment);
        Assert.Equal(Gauge.Read(named, "area of nest").At(moment), described);
        Assert.Equal(
            Gauge.Read(named, "area of far").At(moment),
            Gauge.Read(named, "area of beyond 200 um of CD8").At(moment)
        );
    }

    [Fact(DisplayName = "Core to margin: a pattern that is twice as dense inside as at the edge measures about two")]
    public void CoreToMargin()
    {
        var model = Gauge.Model(
            Fixture.Plane(800),
            null,
            ("cancer_cell", Gauge.Disc(0, 0, 200, 12)),
            ("CD8", Gauge.Disc(0, 0, 100, 10)),
            ("CD8", [.. Ring(10, 100, 200)]),
            ("CD8", [.. Gauge.Disc(0, 0, 100, 10).Select(v => v + 0.1)])
        );
        Assert.Equal(2, Gauge.Of(model, "core to margin ratio of CD8 with margin 100 um"), 0.35);

        static IEnumerable<double> Ring(double spacing, double inner, double outer)
        {
            var all = Gauge.Disc(0, 0, outer, spacing);
            for (var k = 0; k < all.Length; k += 3)
                if ((all[k] * all[k]) + (all[k + 1] * all[k + 1]) > inner * inner)
                    foreach (var v in all[k..(k + 3)])
                        yield return v;
        }
    }

    [Fact(DisplayName = "Without tumor cells there is no nest, and all is stroma; one nest everywhere has no stroma")]
    public void Extremes()
    {
        var none = Gauge.Model();
        Assert.Equal(0, Gauge.Of(none, "area of nest"));
        Assert.Equal(0.16, Gauge.Of(none, "area of stroma", "mm2"), 12);
        var full = Gauge.Model(null, null, ("cancer_cell", Gauge.Disc(0, 0, 400, 12)));
        Assert.Equal(0, Gauge.Of(full, "area of stroma"));
        Assert.Equal(double.NaN, Gauge.Of(full, "lowest depth in whole"));
        Assert.Equal(0.16, Gauge.Of(full, "area of where depth > 100 um", "mm2"), 12);
    }
}
