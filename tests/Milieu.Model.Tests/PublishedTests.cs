// Published models that stand in the library: closed forms that they must give back.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class PublishedTests
{
    private const string Organoid = "models/published/cart-organoid.yaml";
    private const string Herpes = "models/published/ohsv-glioblastoma.yaml";
    private static readonly string[] NoCells =
    [
        .. new[] { "dense tumor", "sparse tumor", "dense stroma", "sparse stroma", "TH", "CTL" }.Select(name =>
            $"placements.{name}="
        ),
    ];

    [Fact(
        DisplayName = "CAR-T cells of the organoid live on as (1 - t / 10 d)^(1/6): at 7.5 and 9.5 days within 99 % of the binomial, and none after ten days"
    )]
    public void Survivors()
    {
        var model = Given.Whole(
            ModelText.Load(
                Organoid,
                new RepositoryFiles(),
                [
                    "include=cart-organoid-dose.yaml",
                    "placements.organoid=",
                    "substrates.oxygen.integrator=explicit",
                    "substrates.oxygen.diffusion=0 um2/min",
                    "substrates.factor.diffusion=0 um2/min",
                    "time.steps={field: 6 min, mechanics: 6 min, phenotype: 6 min}",
                    "cells.CAR_T.mechanics.repulsion=0 um/min",
                    "domain.voxel=100 um",
                ]
            )
        );
        using var simulation = new Simulation(model, new SimulationOptions(1, Threads: 2));
        Within(Live(simulation, 7.5), Math.Pow(0.25, 1 / 6.0));
        Within(Live(simulation, 9.5), Math.Pow(0.05, 1 / 6.0));
        Assert.Equal(0, Live(simulation, 10.1));
    }

    [Fact(
        DisplayName = "The organoid starts with 3,957 to 3,999 tumor cells whose oncoprotein is 1 with a spread of 0.25"
    )]
    public void Start()
    {
        using var simulation = new Simulation(
            Given.Whole(ModelText.Load(Organoid, new RepositoryFiles(), [])),
            new SimulationOptions(1)
        );
        var cells = simulation.Tissue.Cells;
        Assert.InRange(cells.Count, 3957, 3999);
        var values = cells.ColumnOf(simulation.Model.Behaviors.Custom(0))!.Span(cells.Count).ToArray();
        Assert.InRange(values.Average(), 0.98, 1.02);
        Assert.InRange(Math.Sqrt(values.Average(v => (v - values.Average()) * (v - values.Average()))), 0.24, 0.26);
    }

    [Fact(
        DisplayName = "Herpes virus: from one virion to the burst of a cell ln(6600) / 0.0081 min, 18.1 h; six times what it held comes out"
    )]
    public void Lysis()
    {
        using var simulation = new Simulation(
            Given.Whole(
                ModelText.Load(
                    Herpes,
                    new RepositoryFiles(),
                    [
                        .. NoCells,
                        "domain.size=[100 um, 100 um, 20 um]",
                        "placements.one={cells: tumor, points: [[0 um, 0 um]]}",
                        "cells.tumor.custom.virions.value=1.001",
                        "cells.tumor.cycle.rates=[0 /min]",
                        "substrates.virus.initial=0 /um3",
                        "substrates.virus.boundary=none",
                        "substrates.virus.decay=0 /min",
                    ]
                )
            ),
            new SimulationOptions(1)
        );
        var hours = Math.Log(6600 / 1.001) / 0.0081 / 60;
        RunTo(simulation, hours - 0.3);
        Assert.True(simulation.Tissue.Cells.IsLive(0));
        RunTo(simulation, hours + 0.3);
        Assert.False(simulation.Tissue.Cells.IsLive(0));
        RunTo(simulation, hours + 3);
        var virus = simulation.Tissue.Fields[0];
        var total = 8000 * Enumerable.Range(0, virus.Grid.Voxels).Sum(voxel => virus[virus.OffsetOfVoxel(voxel)]);
        Assert.InRange(total, 6 * 6600 * 0.9, 6 * 6600 * 1.1);
    }

    [Fact(
        DisplayName = "The 3-D sample starts with 18,317 tumor cells within 250 um; 7,500 immune cells come at 67.5 um beyond the tumor, with a spread of 12.4 um"
    )]
    public void ImmuneCells()
    {
        using var simulation = new Simulation(
            Given.Whole(
                ModelText.Load(
                    "models/published/cancer-immune-3d.yaml",
                    new RepositoryFiles(),
                    ["include=cancer-immune-3d-dose.yaml", "placements.immune cells.at=0 d"]
                )
            ),
            new SimulationOptions(1)
        );
        var cells = simulation.Tissue.Cells;
        var radii = Enumerable
            .Range(0, cells.Count)
            .Select(row => (Type: cells.Type[row], Radius: RadiusOf(cells, row)))
            .ToLookup(cell => simulation.Model.Types[cell.Type].Name, cell => cell.Radius);
        Assert.Equal(18317, radii["tumor"].Count());
        Assert.True(radii["tumor"].Max() <= 250);
        Assert.Equal(7500, radii["immune"].Count());
        var beyond = radii["immune"].Select(r => r - 580).ToArray();
        Assert.InRange(beyond.Average(), 66.5, 69.5);
        Assert.InRange(Math.Sqrt(beyond.Average(b => (b - beyond.Average()) * (b - beyond.Average()))), 12, 12.8);
    }

    private static double RadiusOf(Cells cells, int row) =>
        Math.Sqrt((cells.X[row] * cells.X[row]) + (cells.Y[row] * cells.Y[row]) + (cells.Z[row] * cells.Z[row]));

    private static void RunTo(Simulation simulation, double hours) =>
        simulation.RunTo((long)Math.Round(hours * 60 / simulation.Model.Timing.TickMinutes));

    private static int Live(Simulation simulation, double days)
    {
        RunTo(simulation, days * 24);
        return Enumerable.Range(0, simulation.Tissue.Cells.Count).Count(simulation.Tissue.Cells.IsLive);
    }

    private static void Within(int live, double share) =>
        Assert.Equal(3957 * share, live, 2.576 * Math.Sqrt(3957 * share * (1 - share)));
}
