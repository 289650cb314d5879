// Volumes over time, against PhysiCell's deterministic traces and against closed forms.
using System.Globalization;

namespace Milieu.Engine.Tests;

public class PhenotypeVolumeTests
{
    [Theory(
        DisplayName = "Dying cells shrink, swell and burst as in PhysiCell's traces to 1e-9; a wrong rate, order or clamp leaves them at once"
    )]
    [InlineData("volume_apoptosis.csv", 0)]
    [InlineData("volume_necrosis.csv", 1)]
    public void DeathFollowsTheTrace(string file, int death)
    {
        var rows = ReferenceTable.Read("traces/" + file);
        // The traces were run with rates of six digits, without calcification, and beyond the cell's removal.
        using var simulation = Alone(
            Lasting(Fixture.Apoptosis) with
            {
                CytoplasmicRate = 1.66667e-2,
                NuclearRate = 5.83333e-3,
            },
            Lasting(Fixture.Necrosis) with
            {
                UnlysedFluidRate = 1.11667e-2,
                LysedFluidRate = 8.33333e-4,
                CytoplasmicRate = 5.33333e-5,
                NuclearRate = 2.16667e-3,
                CalcificationRate = 0,
            },
            death
        );
        simulation.Step();
        Assert.True(simulation.Tissue.Cells.Is(0, CellFlags.Dead));
        Assert.Equal(1, simulation.Tissue.Tally[EventKind.Death]);
        Follow(simulation, rows.Where(r => r.Number("t") > 0));
    }

    [Fact(DisplayName = "A cell with doubled targets grows as in PhysiCell's trace to 1e-9")]
    public void GrowthFollowsTheTrace()
    {
        var rows = ReferenceTable.Read("traces/volume_targets_doubled.csv");
        using var simulation = Alone(Fixture.Apoptosis, Fixture.Necrosis, -1);
        simulation.Tissue.Cells.NuclearSolidTarget[0] *= 2;
        Follow(simulation, rows.Where(r => r.Number("t") > 0));
    }

    [Fact(
        DisplayName = "Solids relax as Sn* + (S0 - Sn*)(1 - k dt)^n to 1e-12, and the error against exp(-k t) halves with dt: first order, as the page says"
    )]
    public void SolidsFollowTheClosedForm()
    {
        const double Rate = 0.33 / 60;
        const double Minutes = 360;
        var errors = new List<double>();
        foreach (var dt in new[] { 12.0, 6, 3, 1.5 })
        {
            using var simulation = Alone(Fixture.Apoptosis, Fixture.Necrosis, -1, dt);
            var cells = simulation.Tissue.Cells;
            cells.NuclearSolidTarget[0] = 300;
            var steps = (int)(Minutes / dt);
            for (var k = 0; k < steps; k++)
                simulation.Step();
            Assert.Equal(300 - (165 * Math.Pow(1 - (Rate * dt), steps)), cells.NuclearSolid[0], 1e-10);
            errors.Add(Math.Abs(cells.NuclearSolid[0] - (300 - (165 * Math.Exp(-Rate * Minutes)))));
        }
        for (var k = 1; k < errors.Count; k++)
            Assert.InRange(Math.Log2(errors[k - 1] / errors[k]), 0.95, 1.1);
    }

    [Fact(
        DisplayName = "Volumes never fall below zero, however fast they should fall, and calcification saturates at 1"
    )]
    public void NothingBelowZero()
    {
        var fast = Lasting(Fixture.Apoptosis) with
        {
            UnlysedFluidRate = 5,
            CytoplasmicRate = 5,
            NuclearRate = 5,
            CalcificationRate = 0.1,
        };
        using var simulation = Alone(fast, Fixture.Necrosis, 0);
        for (var k = 0; k < 100; k++)
            simulation.Step();
        var cells = simulation.Tissue.Cells;
        Assert.Equal(
            (0.0, 0.0, 0.0, 0.0),
            (cells.Fluid[0], cells.NuclearFluid[0], cells.NuclearSolid[0], cells.CytoplasmicSolid[0])
        );
        Assert.Equal(0f, cells.Radius[0]);
        Assert.Equal(1, cells.Calcified[0], 9);
    }

    [Fact(DisplayName = "Each type dies at the rates of its own models of death, and of the one that it dies by")]
    public void RatesOfItsOwnType()
    {
        var slow = Lasting(Fixture.Apoptosis) with { CytoplasmicRate = 0.01 };
        var fast = Lasting(Fixture.Necrosis) with { CytoplasmicRate = 0.03 };
        var model = LifeScene.Model(
            1,
            types: 3,
            set: (t, b, c) => (c[b.Death(0)], c[b.Death(1)]) = (t == 0 ? 1e9 : 0, t == 0 ? 0 : 1e9)
        );
        model = model with
        {
            Types =
            [
                model.Types[0] with
                {
                    Deaths = [slow, fast with { CytoplasmicRate = 0.09 }],
                },
                model.Types[1] with
                {
                    Deaths = [slow, fast],
                },
                model.Types[2] with
                {
                    Deaths = [slow, fast with { CytoplasmicRate = 0.05 }],
                },
            ],
        };
        using var scene = new LifeScene(model);
        scene.Steps(2);
        double[] rates = [0.01, 0.03, 0.05];
        for (var row = 0; row < 3; row++)
        {
            // Dead after the first step; its target is then 0, and its rates act from the second on.
            Assert.Equal(488.5 * (1 - (6 * rates[scene.Cells.Type[row]])), scene.Cells.CytoplasmicSolid[row], 9);
        }
    }

    private static DeathModel Lasting(DeathModel death) =>
        death with
        {
            Graph = death.Graph with
            {
                Phases =
                [
                    .. death.Graph.Phases.Select(p =>
                        p with
                        {
                            Links = [.. p.Links.Select(l => l.WaitsForRupture ? l : l with { Rate = 1e-9 })],
                        }
                    ),
                ],
            },
        };

    /// <summary>One cell, every stage every 6 min; it dies in the first step where a model of death is given.</summary>
    private static Simulation Alone(DeathModel apoptosis, DeathModel necrosis, int death, double dt = 6)
    {
        var model = Fixture.Model(
            Fixture.Plane(),
            [],
            set: (_, b, c) =>
            {
                if (death >= 0)
                    c[b.Death(death)] = 1e9;
            }
        );
        model = model with
        {
            Timing = new Timing(dt, 1, 1, 1, 10_000),
            Types = [model.Types[0] with { Deaths = [apoptosis, necrosis] }],
            Placements = [Fixture.At(0, 0, 0, 0)],
        };
        return new Simulation(model, new SimulationOptions());
    }

    private static void Follow(Simulation simulation, IEnumerable<Dictionary<string, string>> rows)
    {
        var cells = simulation.Tissue.Cells;
        var burst = false;
        foreach (var row in rows)
        {
            simulation.Step();
            Close(row, "fluid", cells.Fluid[0]);
            Close(row, "nuclear_fluid", cells.NuclearFluid[0]);
            Close(row, "nuclear_solid", cells.NuclearSolid[0]);
            Close(row, "cytoplasmic_solid", cells.CytoplasmicSolid[0]);
            Close(row, "calcified_fraction", cells.Calcified[0]);
            Close(row, "total", cells.Volume(0));
            Assert.Equal(row.Number("radius"), cells.Radius[0], 2e-6);
            burst |= row["phase_code"] == "102";
            Assert.Equal(burst, cells.Is(0, CellFlags.Lysed));
        }
    }

    private static void Close(Dictionary<string, string> row, string column, double actual)
    {
        var expected = row.Number(column);
        Assert.True(
            Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected)),
            string.Create(CultureInfo.InvariantCulture, $"{column} at t={row["t"]}: {actual:R} instead of {expected:R}")
        );
    }
}
