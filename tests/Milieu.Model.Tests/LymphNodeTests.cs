// The lymph node and the blood pools of the library, and cells that go there and come from there.
using System.Runtime.InteropServices;
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class LymphNodeTests
{
    [Fact(
        DisplayName = "With steady priming behind it the pool of effectors stays 1 for the four days that expansion takes, then follows the delay equation as an independent solution does, to 1e-6"
    )]
    public void DelayEquation()
    {
        var model = Whole(
            """
            include: models/modules/lymph-node.yaml
            model: node alone
            domain: {size: [400 um, 400 um, 20 um], voxel: 20 um}
            time: {steps: {field: 1 min, mechanics: 1 min, phenotype: 6 min}}
            custom: {antigen: 1, cd80: 1}
            cells: {cancer_cell: {}, DC_mature: {}}
            """
        );
        using var simulation = new Simulation(model, new SimulationOptions());
        var effectors = IndexOf(model, "blood CD8_effector");
        foreach (var day in (int[])[1, 3, 4, 5, 7, 10])
        {
            simulation.RunTo((long)Math.Round(day * 1440 / model.Timing.TickMinutes));
            var expected = Effectors(day * 1440);
            Assert.InRange(Math.Abs(simulation.Tissue.Body!.Amounts[effectors] - expected), 0, 1e-6 * expected);
            if (day <= 4)
                Assert.Equal(2000, expected, 1e-6);
        }
    }

    [Fact(
        DisplayName = "Blood pools of the other cells stay full without entry: renewal balances loss, and every pool reads 1"
    )]
    public void PoolsAreSteady()
    {
        var model = Whole(
            """
            include: models/modules/lymph-node.yaml
            model: blood alone
            domain: {size: [40 um, 40 um, 20 um], voxel: 20 um}
            cells: {NK: {}, Treg: {}, M0: {}}
            """
        );
        using var simulation = new Simulation(model, new SimulationOptions());
        simulation.RunTo(14_400);
        for (var s = 2; s < model.Body!.Species.Length; s++)
            Assert.Equal(1, simulation.Tissue.Body!.Amounts[s] / model.Body.Species[s].Initial, 1e-9);
        Assert.Equal(10, model.Formulas.Count(f => f.Name.EndsWith(" pool", StringComparison.Ordinal)));
    }

    [Fact(
        DisplayName = "Whole cells are kept between tissue and body: each dendritic cell that left stands in the node, each T cell that entered is gone from blood, and none anywhere twice"
    )]
    public void CellsAreKept()
    {
        var model = Whole(
            """
            model: there and back
            domain: {size: [400 um, 400 um, 20 um], voxel: 20 um}
            cells:
              DC: {motility: {speed: 2 um/min}, leave to lymph: 0.01 /min}
              T cell: {}
              vessel: {mechanics: {movable: false}, extravasate: {T cell: 0.05 /min}}
            body:
              species: {node: 0, blood: 5000}
              reactions:
                arrive: {gives: {node: 1}, rate: left DC}
                enter: {takes: {blood: 1}, rate: entered T cell}
            placements:
              a: {cells: DC, disc: 150 um, count: 40}
              v: {cells: vessel, points: [[150 um, 150 um], [-150 um, 150 um]]}
            """
        );
        using var simulation = new Simulation(model, new SimulationOptions(3));
        for (var tick = 100; tick <= 3000; tick += 100)
        {
            simulation.RunTo(tick);
            var (tissue, amounts) = (simulation.Tissue, simulation.Tissue.Body!.Amounts);
            // What happened in the last step reaches the body with its next one.
            Assert.Equal(Seen(tissue, TypeEvent.Left, 0, model), amounts[0], 1e-9);
            Assert.Equal(5000 - Seen(tissue, TypeEvent.Entered, 1, model), amounts[1], 1e-9);
            Assert.Equal(40 - Count(tissue, 0), tissue.ByType[TypeEvent.Left, 0]);
            Assert.Equal(Count(tissue, 1), tissue.ByType[TypeEvent.Entered, 1]);
        }
        Assert.True(simulation.Tissue.Body!.Amounts[0] > 20);
        Assert.True(simulation.Tissue.Body.Amounts[1] < 4990);
    }

    [Fact(
        DisplayName = "The example tells its story, hurried: dendritic cells leave, nothing comes for the time of the delay, then the pool rises and T cells enter, all to the same bits with 1, 2 and 7 threads"
    )]
    public void ExampleHurried()
    {
        var loaded = ModelText.Load(
            "models/lymph.yaml",
            new RepositoryFiles(),
            [
                "body.reactions.priming.delay=3 h",
                "cells.DC_mature.leave to lymph=0.03 /min",
                "cells.vessel.extravasate.CD8_effector=0.01 /min",
                "parameters.naive precursors=60 /mm3",
            ]
        );
        var model = Given.Whole(loaded);
        var hashes = new List<ulong>();
        foreach (var threads in (int[])[1, 2, 7])
        {
            using var simulation = new Simulation(model, new SimulationOptions(2, threads));
            var effectors = IndexOf(model, "blood CD8_effector");
            simulation.RunTo(1200);
            Assert.True(simulation.Tissue.ByType[TypeEvent.Left, 1] > 0);
            Assert.True(simulation.Tissue.Body!.Amounts[IndexOf(model, "node DC")] > 100);
            Assert.Equal(0, simulation.Tissue.Body.Amounts[effectors]);
            simulation.RunTo(4800);
            Assert.True(simulation.Tissue.Body.Amounts[effectors] > 1000);
            Assert.True(simulation.Tissue.ByType[TypeEvent.Entered, 2] > 0);
            hashes.Add(StateHash.Of(simulation.Tissue).Value);
        }
        Assert.Single(hashes.Distinct());
    }

    /// <summary>N = N0 exp(-mu t), P of it, E' = 800 P(t - 4 d) - mu_E E by the classical fourth-order method.</summary>
    private static double Effectors(double minutes)
    {
        static double Primed(double t)
        {
            var node = t < 0 ? 0 : 8.2 * ExactMath.Exp(-0.00021 * t);
            return t < 0 ? 0.00017 * 2000 / 800 : 0.0012 * node / (node + 15);
        }
        static double Slope(double t, double e) => (800 * Primed(t - 5760)) - (0.00017 * e);
        var (e, h) = (2000.0, 1.0);
        for (var t = 0.0; t < minutes; t += h)
        {
            // The delayed rate has a corner, never inside a step.
            var early = t + h <= 5760 ? t - 1e-9 : t;
            var k1 = Slope(early, e);
            var k2 = Slope(early + (0.5 * h), e + (0.5 * h * k1));
            var k3 = Slope(early + (0.5 * h), e + (0.5 * h * k2));
            var k4 = Slope(early + h, e + (h * k3));
            e += h / 6 * (k1 + (2 * k2) + (2 * k3) + k4);
        }
        return e;
    }

    private static CompiledModel Whole(string text)
    {
        var files = new MemoryFiles
        {
            ["m.yaml"] = text,
            ["models/modules/lymph-node.yaml"] = Repository.Text("models", "modules", "lymph-node.yaml"),
        };
        return Given.Whole(Given.Load(files));
    }

    /// <summary>The tally by type at the last step of the body, as its state keeps it.</summary>
    private static double Seen(Tissue tissue, TypeEvent kind, int type, CompiledModel model)
    {
        var (column, count) = tissue.Body!.StateColumns.Single(c => c.Column.Name == "body_seen");
        return MemoryMarshal.Cast<byte, ulong>(column.Bytes(count))[((int)kind * model.Types.Length) + type];
    }

    private static int Count(Tissue tissue, int type) =>
        Enumerable.Range(0, tissue.Cells.Count).Count(r => tissue.Cells.IsLive(r) && tissue.Cells.Type[r] == type);

    private static int IndexOf(CompiledModel model, string species) =>
        Enumerable.Range(0, model.Body!.Species.Length).First(s => model.Body.Species[s].Name == species);
}
