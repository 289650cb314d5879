// Named functions of place, and placements that follow them.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class RegionTests
{
    private const string Nest = """
        parameters: {nest radius: 100 um}
        regions:
          stroma: 1 - nest
          nest: step(nest radius - r)

        """;

    [Fact(
        DisplayName = "Cells of a placement lie where its function wants them and nowhere else, random or packed: one cell outside would show"
    )]
    public void Inside()
    {
        var model = Given.Whole(
            Given.Load(
                Given.Base + Nest,
                "placements.a={cells: tumor, box: {size: [400 um, 400 um]}, where: stroma, density: 1000 /mm2}",
                "placements.b={cells: T cell, box: {size: [400 um, 400 um]}, where: nest, packing: hexagonal, spacing: 20 um}"
            )
        );
        using var simulation = new Simulation(model, new SimulationOptions());
        var cells = simulation.Tissue.Cells;
        Assert.Contains(Enumerable.Range(0, cells.Count), row => cells.Type[row] == 1);
        for (var row = 0; row < cells.Count; row++)
        {
            var r = Math.Sqrt((cells.X[row] * cells.X[row]) + (cells.Y[row] * cells.Y[row]));
            Assert.Equal(cells.Type[row] == 1, r <= 100);
        }
    }

    [Fact(
        DisplayName = "A density counts over the part of the shape that its function leaves: the whole shape would give a quarter more cells"
    )]
    public void Density()
    {
        var model = Given.Whole(
            Given.Load(
                Given.Base + Nest,
                "placements.a={cells: tumor, box: {size: [400 um, 400 um]}, where: stroma, density: 10000 /mm2}"
            )
        );
        Assert.Equal((0.16 - (Math.PI * 0.01)) * 10_000, model.Placements[0].Count, 3.0);
    }

    [Fact(DisplayName = "A ring's density counts its own wanted part, not that of its bounding square")]
    public void Ring()
    {
        var model = Given.Whole(
            Given.Load(
                Given.Base + "regions: {right: step(x)}\n",
                "placements.a={cells: tumor, annulus: {inner: 100 um, outer: 150 um}, where: right, density: 10000 /mm2}"
            )
        );
        Assert.Equal(Math.PI * (0.0225 - 0.01) / 2 * 10_000, model.Placements[0].Count, 2.0);
    }

    [Fact(DisplayName = "Initial functions read regions: inside and outside differ by what the region says")]
    public void Initial()
    {
        var model = Given.Whole(
            Given.Load(
                Given.Base + Nest,
                "substrates.drug.initial={function: 2 + 3 * nest}",
                "substrates.drug.units=nM"
            )
        );
        var field = model.Substrates[1].InitialField;
        Assert.Equal(5, field[(10 * 20) + 10]);
        Assert.Equal(2, field[0]);
    }

    [Theory(DisplayName = "A region that is no plain function of place, or has a taken name, is an error that says so")]
    [InlineData("regions: {nest: 100 um - r}", "the expression is a length")]
    [InlineData("regions: {nest: step(100 um - q)}", "unknown name in the expression")]
    [InlineData("regions: {x: step(100 um - r)}", "not a name of a region")]
    [InlineData("regions: {a: b, b: 1 - a}", "unknown name in the expression")]
    public void Wrong(string regions, string problem) =>
        Assert.Contains(
            Given.Texts(Given.Load(Given.Base + regions + "\n")),
            t => t.Contains(problem, StringComparison.Ordinal)
        );

    [Fact(DisplayName = "A place for a placement at given points would have no effect: a warning")]
    public void Points() =>
        Given.Single(
            Given.Load(Given.Base, "placements.a={cells: tumor, points: [[0 um, 0 um]], where: step(x)}"),
            "points decide where cells are"
        );

    [Fact(
        DisplayName = "Without a shape cells may lie anywhere in the domain, and a density per volume counts over the slab's height: 8,000 /mm3 in 20 um are 160 /mm2"
    )]
    public void WholeDomain()
    {
        var model = Given.Whole(
            Given.Load(Given.Base, "placements.a.disc=", "placements.a={where: step(x), density: 8000 /mm3}")
        );
        Assert.Equal(160 * 0.16 / 2, model.Placements[0].Count, 1.0);
        Assert.Equal(400, model.Placements[0].SizeY);
    }

    [Fact(DisplayName = "A density per area has no meaning in a 3-D domain: an error that says what has")]
    public void AreaInSpace() =>
        Assert.Contains(
            Given.Texts(
                Given.Load(
                    Given.Base,
                    "domain={size: [400 um, 400 um, 400 um], voxel: 20 um}",
                    "placements.a={cells: tumor, ball: 50 um, density: 5 /mm2}"
                )
            ),
            t => t.Contains("does not fit the dimensions", StringComparison.Ordinal)
        );
}
