// Counts, densities, fractions and statistics of cells against numbers that can be counted by hand.
using Milieu.Engine;

namespace Milieu.Studies.Tests;

public sealed class CountTests
{
    private static readonly CompiledModel Model = Gauge.Model(
        null,
        v => v % 20,
        ("cancer_cell", [-95, -95, 0, -85, -95, 0, 95, 95, 0]),
        ("CSC", [5, 5, 0]),
        ("CD8", [5, 45, 0, 5, 105, 0, -150, 150, 0, 190, 190, 0])
    );

    /// <summary>One cell has died, and one CD8 has a custom variable of 1.</summary>
    private static readonly Simulation Partly = Dying();

    private static readonly Simulation Still = new(Model, new SimulationOptions());

    [Theory(
        DisplayName = "Counts of types, states, conditions and regions are those of a hand-made tissue: a wrong row, state or region shows"
    )]
    [InlineData("count of cancer_cell", 3)]
    [InlineData("count of cells", 8)]
    [InlineData("count of tumor", 4)]
    [InlineData("count of CSC + CD8", 5)]
    [InlineData("count of dead cells", 1)]
    [InlineData("count of live cells", 8)]
    [InlineData("count of all cells", 9)]
    [InlineData("count of necrotic cancer_cell", 1)]
    [InlineData("count of CD8 where custom:emt > 0.5", 1)]
    [InlineData("count of CD8 where custom:emt >= 0.5 and x < 0 um", 0)]
    [InlineData("count of CD8 where x <= 5 um", 3)]
    [InlineData("count of CD8 in disc of radius 50 um", 1)]
    [InlineData("count of CD8 in disc of radius 0.06 mm at (0, 0.1) mm", 2)]
    [InlineData("count of CD8 in annulus from 100 um to 150 um", 1)]
    [InlineData("count of CD8 in box of 20 um by 100 um", 1)]
    [InlineData("count of CD8 in within 45 um of CSC", 1)]
    [InlineData("count of CD8 within 45 um of CSC", 1)]
    [InlineData("count of CD8 where x <= 5 um within 45 um of CSC", 1)]
    [InlineData("count of CD8 in beyond 45 um of CSC", 3)]
    [InlineData("count of CD8 in where oxygen > 9 mmHg", 3)]
    [InlineData("count of CD8 where oxygen > 9 mmHg", 3)]
    [InlineData("count of CD8 in disc of radius 120 um except disc of radius 50 um", 1)]
    [InlineData("count of CD8 in disc of radius 50 um or box of 20 um by 20 um at (190, 190) um", 2)]
    [InlineData("count of CD8 in where oxygen > 9 mmHg and x < 100 um", 2)]
    [InlineData("fraction of CSC among CSC + cancer_cell", 0.25)]
    [InlineData("fraction of CD8 where x < 0 um among CD8", 0.25)]
    [InlineData("fraction of CSC among CSC + CD8 in disc of radius 50 um", 0.5)]
    public void Counts(string text, double expected)
    {
        Assert.Equal(expected, Gauge.Of(Partly, text), 12);
    }

    [Theory(
        DisplayName = "Densities follow their convention: 0.012 mm times the number per volume on a section, 0.6 of the count per area of a 20 um slab"
    )]
    [InlineData("density of CD8 per mm3", 4 / 0.0032)]
    [InlineData("density of CD8 per mm2", 4 / 0.0032 * 0.012)]
    [InlineData("density of CD8", 4 / 0.16 * 0.6)]
    [InlineData("density of CD8 per mm2 of slab", 4 / 0.16)]
    [InlineData("density of CD8 in box of 200 um by 200 um at (100, 100) um per mm2 of slab", 3 / 0.04)]
    public void Densities(string text, double expected) => Assert.Equal(1, Gauge.Of(Still, text) / expected, 9);

    [Theory(DisplayName = "Statistics over cells weigh each cell once, and sums add what they have")]
    [InlineData("mean x of CD8", 12.5)]
    [InlineData("median x of CD8", 5)]
    [InlineData("highest x of CD8", 190)]
    [InlineData("lowest x of CD8", -150)]
    [InlineData("quantile 25 % of x of CD8", -33.75)]
    [InlineData("quantile 1 of x of CD8", 190)]
    [InlineData("mean custom:emt of CD8", 0.25)]
    [InlineData("sum custom:emt of CD8", 1)]
    [InlineData("mean oxygen of CD8", 10.25)]
    [InlineData("mean 2 * oxygen of CSC", 20)]
    [InlineData("mean migration speed of CSC", 0)]
    [InlineData("mean volume of CSC", 2494)]
    [InlineData("mean drug of cells", 2)]
    public void Statistics(string text, double expected)
    {
        Assert.Equal(expected, Gauge.Of(Partly, text), 9);
    }

    [Theory(DisplayName = "Where there is nothing to measure the result is not a number, but a count is 0")]
    [InlineData("count of myCAF", 0)]
    [InlineData("mean custom:emt of myCAF", double.NaN)]
    [InlineData("fraction of CSC among myCAF", double.NaN)]
    [InlineData("distance from CD8 to myCAF", double.NaN)]
    [InlineData("density of CD8 in where oxygen > 100 mmHg", double.NaN)]
    public void Nothing(string text, double expected) => Assert.Equal(expected, Gauge.Of(Still, text));

    [Fact(
        DisplayName = "A type, a variable and a substrate that only another arm has are 0 and not a number here, and no error"
    )]
    public void OtherArms()
    {
        var other = Engine.Tests.Fixture.Model(Engine.Tests.Fixture.Plane(), [Engine.Tests.Fixture.Substrate()]);
        var scope = new MeasureScope(Model) { Elsewhere = NameElsewhere.Of([other]) };
        var moment = new Moment(Still);
        Assert.Equal(0, Gauge.Read(scope, "count of type0").At(moment));
        Assert.Equal(double.NaN, Gauge.Read(scope, "mean a of cells").At(moment));
        Assert.Equal(double.NaN, Gauge.Read(scope, "mean a in whole").At(moment));
        foreach (var sign in new[] { "<", "<=", ">", ">=" })
            Assert.Equal(0, Gauge.Read(scope, $"count of cells where a {sign} 1").At(moment));
        Assert.Null(MeasureText.Parse("count of type0", new MeasureScope(Model), null, out _));
    }

    [Theory(DisplayName = "A measure is given in the unit that is asked for")]
    [InlineData("density of CD8 per mm3", "/mL", 4 / 3.2e-6)]
    [InlineData("mean oxygen of CD8", "kPa", 10.25 * 0.133322387415)]
    [InlineData("distance from CSC to CD8", "mm", 0.04)]
    [InlineData("count of CD8 / area of whole", "/mm2", 25)]
    public void Units(string text, string unit, double expected) =>
        Assert.Equal(1, Gauge.Of(Still, text, unit) / expected, 9);

    [Theory(DisplayName = "Arithmetic over measures, named ones and those in brackets, has the unit of its parts")]
    [InlineData("count of CD8 / count of cells", 0.5)]
    [InlineData("(mean x of CD8 - mean x of CSC) / 1 um", 7.5)]
    [InlineData("2 * [count of CD8 where x < 0 um] + 1", 3)]
    [InlineData("mean x of CD8 - mean x of CSC", 7.5)]
    [InlineData("killers / count of cells", 0.5)]
    [InlineData("killers + half", 4.5)]
    [InlineData("time / 1 min + births", 0)]
    public void Expressions(string text, double expected)
    {
        var scope = new MeasureScope(Model)
        {
            Measures = [new("killers", "count of CD8"), new("half", "killers / count of cells")],
        };
        Assert.Equal(expected, Gauge.Read(scope, text).At(new Moment(Still)), 12);
    }

    private static Simulation Dying()
    {
        var model = Model with
        {
            Placements = [.. Model.Placements, Engine.Tests.Fixture.At(0, -195, -195, 0) with { Name = "dead" }],
        };
        var simulation = new Simulation(model, new SimulationOptions());
        var cells = simulation.Tissue.Cells;
        for (var row = 0; row < cells.Count; row++)
        {
            if (cells.X[row] < -190)
                (cells.Flags[row], cells.Phase[row]) = ((byte)(CellFlags.Dead | CellFlags.Necrosis), 0);
            if (cells.X[row] > 150)
                cells.ColumnOf(model.Behaviors.Custom(0))![row] = 1;
        }
        return simulation;
    }
}
