// How substrates are advanced and held: the borders of each choice, and what rules and schedules add.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class SubstrateTests
{
    private const string Cube =
        "domain={size: [100 um, 100 um, 100 um], voxel: [20 um, 20 um, 10 um]}; placements=; "
        + "placements={a: {cells: tumor, ball: 20 um, count: 1}, b: {cells: T cell, ball: 20 um, count: 1}}";

    private static readonly string[] Quiet = ["cells.tumor.secretion.drug.rate=0 /min"];

    [Theory(
        DisplayName = "The explicit scheme is taken up to its border and not beyond: spread, third axis, decay and the border itself count"
    )]
    // dt (2 D sum(1/dx2) + decay) <= 1 with dt = 0.1 min.
    [InlineData("substrates.drug.diffusion=1000 um2/min", Integrator.Explicit)]
    [InlineData("substrates.drug.diffusion=900 um2/min; substrates.drug.decay=0.9 /min", Integrator.Explicit)]
    [InlineData("substrates.drug.diffusion=900 um2/min; substrates.drug.decay=1.1 /min", Integrator.Rkl1)]
    [InlineData(Cube + "; substrates.drug.diffusion=333 um2/min", Integrator.Explicit)]
    [InlineData(Cube + "; substrates.drug.diffusion=334 um2/min", Integrator.Rkl1)]
    public void Border(string sets, Integrator expected) =>
        Assert.Equal(expected, Drug([.. sets.Split("; "), .. Quiet]).Integrator);

    [Theory(
        DisplayName = "An author who asks for the explicit scheme has it up to its border, whatever cells exchange"
    )]
    [InlineData("0 /min")]
    [InlineData("5 /min")]
    public void ExplicitOnRequest(string exchange) =>
        Assert.Equal(
            Integrator.Explicit,
            Drug(
                "substrates.drug={diffusion: 1000 um2/min, integrator: explicit, units: nM}",
                "cells.tumor.secretion.drug.rate=" + exchange
            ).Integrator
        );

    [Theory(DisplayName = "The slowest of several rates decides the precision, not the fastest")]
    [InlineData("0.00009 /min", "1 /min")]
    [InlineData("1 /min", "0.0003 /min")]
    public void SlowestDecides(string decay, string secretion) =>
        Assert.True(Drug("substrates.drug.decay=" + decay, "cells.tumor.secretion.drug.rate=" + secretion).IsDouble);

    [Theory(
        DisplayName = "What a rule may bring an exchange to counts for solver and precision like a constant; a rule on another substrate does not"
    )]
    // A cell acts with 0.31175 of its rate, a step is 0.1 min: the border is at 0.00032 /min.
    [InlineData("0 /min", "oxygen increases drug secretion to 0.00031 /min", true, Integrator.Rkl1)]
    [InlineData("0 /min", "oxygen increases drug secretion to 0.00033 /min", false, Integrator.Rkl1)]
    [InlineData("1 /min", "oxygen decreases drug secretion to 0.00031 /min", true, Integrator.Rkl1)]
    [InlineData("1 /min", "oxygen decreases drug secretion to 0.00033 /min", false, Integrator.Rkl1)]
    [InlineData("0 /min", "oxygen increases drug uptake to 0.00031 /min", true, Integrator.Rkl1)]
    [InlineData("0 /min", "oxygen decreases oxygen uptake to 0.00031 /min", false, Integrator.Explicit)]
    public void RulesCount(string secretion, string rule, bool isDouble, Integrator integrator)
    {
        var text = Given.Rules(rule + ", half-max 5 mmHg, hill 2");
        var drug = Given
            .Whole(
                Given.Load(
                    text,
                    "substrates.drug.diffusion=990 um2/min",
                    "cells.tumor.secretion.drug.rate=" + secretion
                )
            )
            .Substrates[1];
        Assert.Equal((isDouble, integrator), (drug.IsDouble, drug.Integrator));
    }

    [Theory(
        DisplayName = "The internalized amount is kept where a rule reads it, on either side, and where the author says so"
    )]
    [InlineData("intracellular drug increases apoptosis to 1 /min, half-max 1 nM, hill 1", null, true)]
    [InlineData("intracellular drug decreases apoptosis to 0 /min, half-max 1 nM, hill 1", null, true)]
    [InlineData("intracellular oxygen increases apoptosis to 1 /min, half-max 1 mmHg, hill 1", null, false)]
    [InlineData("drug increases apoptosis to 1 /min, half-max 1 nM, hill 1", null, false)]
    [InlineData("drug increases apoptosis to 1 /min, half-max 1 nM, hill 1", "true", true)]
    [InlineData("intracellular oxygen increases apoptosis to 1 /min, half-max 1 mmHg, hill 1", "true", true)]
    public void Internalized(string rule, string? said, bool expected)
    {
        // A second rule of no bearing: one reader among several is enough.
        var text = Given.Rules(rule, "pressure decreases cycle entry to 0 /min, half-max 1, hill 2");
        string[] sets = said is null ? [] : ["substrates.drug.track internalized=" + said];
        var model = Given.Whole(Given.Load(text, [.. sets, "cells.tumor.uptake.drug=1 /min"]));
        Assert.Equal(expected, model.Substrates[1].TracksInternalized);
    }

    [Fact(
        DisplayName = "A change of all faces names four in 2-D and six in 3-D, and a face that is named goes its own way"
    )]
    public void ScheduledFaces()
    {
        const string Schedule =
            "substrates.drug.schedule=[{at: 1 h, boundary: {all: 7 nM, x min: 8 nM}}, {at: 2 h, boundary: 9 nM}]";
        var plane = Given.With(Schedule).BoundaryChanges;
        Assert.Equal([8, 7, 7, 7, 9, 9, 9, 9], plane.Select(c => c.Value));
        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3], plane.Select(c => c.Target));
        var cube = Given.With([.. Cube.Split("; "), Schedule]).BoundaryChanges;
        Assert.Equal([8, 7, 7, 7, 7, 7, 9, 9, 9, 9, 9, 9], cube.Select(c => c.Value));
    }

    [Fact(DisplayName = "A region that is larger than the domain holds each voxel once and none that is not there")]
    public void WholeDomain() =>
        Assert.Equal(
            Enumerable.Range(0, 400),
            Drug("substrates.drug.regions={all: {ball: 1 mm, value: 5 nM}}").Regions[0].Voxels
        );

    [Theory(DisplayName = "A region in 3-D has a border on each axis, and a voxel whose center lies on it belongs")]
    // Centers stand at x, y = -40, -20 ... 40 and z = -45, -35 ... 45.
    [InlineData("box: {size: [40 um, 40 um, 30 um]}", 1, 3, 3)]
    [InlineData("box: {size: [40 um, 40 um, 30 um], center: [0 um, 0 um, 10 um]}", 1, 3, 4)]
    [InlineData("ball: 15 um", 2, 2, 3)]
    public void Borders(string shape, int first, int last, int layer)
    {
        var side = Enumerable.Range(first, last - first + 1);
        var expected =
            from k in Enumerable.Range(layer, 4)
            from j in side
            from i in side
            select (((k * 5) + j) * 5) + i;
        string[] sets = [.. Cube.Split("; "), "substrates.drug.regions={r: {" + shape + ", value: 5 nM}}"];
        Assert.Equal(expected, Drug(sets).Regions[0].Voxels);
    }

    [Fact(DisplayName = "In 2-D the height of a region's center has no bearing")]
    public void NoHeight() =>
        Assert.Equal(
            [210],
            Drug("substrates.drug.regions={r: {ball: {radius: 9 um, center: [10 um, 10 um, 50 um]}, value: 5 nM}}")
                .Regions[0]
                .Voxels
        );

    [Theory(DisplayName = "A z face in 2-D is a warning that quotes it, whichever it is")]
    [InlineData("{all: 5 nM, z max: 6 nM}", "6 nM")]
    [InlineData("{all: 5 nM, z min: 7 nM}", "7 nM")]
    [InlineData("{all: 5 nM, z min: 7 nM, z max: 6 nM}", "7 nM")]
    public void NoEffect(string boundary, string quoted)
    {
        var found = Given.Single(Given.Load(Given.Base, "substrates.drug.boundary=" + boundary), $"'{quoted}'");
        Assert.Equal(Severity.Warning, found.Severity);
    }

    private static CompiledSubstrate Drug(params string[] sets) => Given.With(sets).Substrates[1];
}
