// Speeds and displacements of cells that are followed, against tracks moved by hand.
using Milieu.Engine;

namespace Milieu.Studies.Tests;

public sealed class TrackTests
{
    private static readonly CompiledModel Model = Gauge.Model(
        null,
        null,
        ("CD8", [0, 0, 0, 100, 0, 0]),
        ("CSC", [50, 50, 0])
    );

    // One goes 20 um on, 20 um back and 20 um on in 30 min; the other 10 um on three times.
    [Theory(DisplayName = "A cell that walks to and fro has the speed of its path and the displacement of its ends")]
    [InlineData("speed of CD8 over 30 min every 10 min", ((60 / 30.0) + (30 / 30.0)) / 2)]
    [InlineData("displacement of CD8 over 30 min every 10 min", (20 + 30) / 2.0)]
    [InlineData("straightness of CD8 over 30 min every 10 min", ((20 / 60.0) + 1) / 2)]
    [InlineData("forward index of CD8 along x over 30 min every 10 min", ((20 / 60.0) + 1) / 2)]
    [InlineData("forward index of CD8 along - x over 30 min every 10 min", ((-20 / 60.0) - 1) / 2)]
    [InlineData("speed of CD8 over 10 min every 10 min", (2 + 1) / 2.0)]
    [InlineData("speed of CSC over 30 min every 10 min", 0)]
    public void Tracks(string text, double expected)
    {
        using var simulation = new Simulation(Model, new SimulationOptions());
        var measure = Gauge.Read(new MeasureScope(Model), text);
        var tracks = new CellTracks();
        double[][] moves =
        [
            [20, 10],
            [-20, 10],
            [20, 10],
        ];
        foreach (var move in moves)
        {
            Looking.Look(new Moment(simulation), [measure], tracks);
            Move(simulation, move);
        }
        Assert.Equal(expected, measure.At(new Moment(simulation) { Tracks = tracks }), 9);
    }

    [Fact(DisplayName = "Looks fall at every step of the window before a moment, none before the start")]
    public void Times()
    {
        var measure = Gauge.Read(new MeasureScope(Model), "speed of CD8 over 30 min every 10 min");
        Assert.Equal([30, 40, 50], Looking.Times(measure, 60));
        Assert.Equal([0, 10], Looking.Times(measure, 20));
        Assert.Empty(Looking.Times(Gauge.Read(new MeasureScope(Model), "count of CD8"), 60));
    }

    [Fact(
        DisplayName = "A cell that was not there for the whole window does not count, and with no looks there is no speed"
    )]
    public void Newcomers()
    {
        using var simulation = new Simulation(Model, new SimulationOptions());
        var measure = Gauge.Read(new MeasureScope(Model), "speed of CD8 over 30 min every 10 min");
        Assert.Equal(double.NaN, measure.At(new Moment(simulation)));
        var tracks = new CellTracks();
        Looking.Look(new Moment(simulation), [measure], tracks);
        Move(simulation, [20, 10]);
        for (var row = 0; row < simulation.Tissue.Cells.Count; row++)
            simulation.Tissue.Cells.Id[row] += 100;
        Assert.Equal(double.NaN, measure.At(new Moment(simulation) { Tracks = tracks }));
    }

    /// <summary>Moves the two CD8 along x, the elder first, and lets 10 min pass.</summary>
    private static void Move(Simulation simulation, double[] along)
    {
        var cells = simulation.Tissue.Cells;
        var rows = Enumerable.Range(0, cells.Count).Where(r => simulation.Model.Types[cells.Type[r]].Name == "CD8");
        foreach (var (row, by) in rows.OrderBy(r => cells.Id[r]).Zip(along))
            cells.X[row] += by;
        simulation.Tissue.Tick += 100;
    }
}
