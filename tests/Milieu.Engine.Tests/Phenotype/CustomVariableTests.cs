// Custom variables that are inherited, drift, are kept or have an equation of their own.
using System.Collections.Immutable;

namespace Milieu.Engine.Tests;

public sealed class CustomVariableTests
{
    private const double Sd = 0.25;

    [Fact(
        DisplayName = "Drift: each of two daughters gains a normal number of the stated sd, mean 0, apart from her sister's; 2,000 divisions see a wrong sd of 5 % or a shared draw"
    )]
    public void Drift()
    {
        using var simulation = Dividing(2000, new CustomVariable("trait", "", false) { Heritable = true, Drift = Sd });
        simulation.Step();
        var cells = simulation.Tissue.Cells;
        Assert.Equal(4000, cells.Count);
        var byId = Enumerable.Range(0, 4000).ToDictionary(r => cells.Id[r], r => Trait(simulation)[r] - 7);
        var all = byId.Values.ToArray();
        Assert.True(Math.Abs(all.Average()) < 4 * Sd / Math.Sqrt(all.Length), $"mean {all.Average()}");
        var sd = Math.Sqrt(all.Sum(v => v * v) / all.Length);
        Assert.InRange(sd, Sd * 0.95, Sd * 1.05);
        Assert.InRange(all.Sum(v => v * v * v * v) / all.Length / Math.Pow(sd, 4), 2.7, 3.3);
        // Ids follow the mothers' rows: mother k has daughter 2000 + k.
        var product = Enumerable.Range(0, 2000).Sum(k => byId[(ulong)k] * byId[(ulong)(2000 + k)]) / 2000;
        Assert.True(Math.Abs(product) < 4 * Sd * Sd / Math.Sqrt(2000), $"sisters share {product}");
    }

    [Fact(DisplayName = "Bounds hold what drift does")]
    public void DriftIsBounded()
    {
        using var simulation = Dividing(
            200,
            new CustomVariable("trait", "", false)
            {
                Heritable = true,
                Drift = 5,
                Least = 6.5,
                Most = 7.5,
            }
        );
        simulation.Step();
        var traits = Enumerable.Range(0, 400).Select(r => Trait(simulation)[r]).ToArray();
        Assert.Equal(6.5, traits.Min());
        Assert.Equal(7.5, traits.Max());
    }

    [Theory(
        DisplayName = "Transformation keeps what is heritable or kept, and gives the new type's own value of all else"
    )]
    [InlineData(false, false, 3)]
    [InlineData(true, false, 7)]
    [InlineData(false, true, 7)]
    public void Transformation(bool isHeritable, bool isKept, double expected)
    {
        var variable = new CustomVariable("trait", "", false) { Heritable = isHeritable, Kept = isKept };
        var model = Fixture.Model(
            Fixture.Plane(),
            [],
            2,
            (t, b, c) =>
            {
                c[b.Custom(0)] = t == 0 ? 7 : 3;
                c[b.Transform(1)] = 1e9;
            },
            [variable]
        );
        using var simulation = new Simulation(
            model with
            {
                Placements = [Fixture.At(0, 0, 0, 0)],
            },
            new SimulationOptions()
        );
        simulation.Step();
        Assert.Equal(1, simulation.Tissue.Cells.Type[0]);
        Assert.Equal(expected, simulation.Tissue.Cells.ColumnOf(model.Behaviors.Custom(0))![0]);
    }

    [Fact(
        DisplayName = "An equation of one's own is of fourth order: dv/dt = (5 - v) / 20 after ten steps of 6 min is within 3e-5 of the exact course, and its error falls sixteenfold with half the step"
    )]
    public void OwnEquation()
    {
        var exact = 5 + (2 * Math.Exp(-60 / 20.0));
        var error = Math.Abs(After(60) - exact);
        Assert.InRange(error, 1e-9, 3e-5);
        Assert.InRange(error / Math.Abs(After(30) - exact), 14, 19);
    }

    [Fact(
        DisplayName = "Equations of two variables both start from the values at the start of the step, dead cells stand still, and bounds hold"
    )]
    public void Coupled()
    {
        // a grows by b, b by a: with all else still during a step each gains dt times the other.
        var model = Fixture.Model(
            Fixture.Plane(),
            [],
            1,
            (_, b, c) => (c[b.Custom(0)], c[b.Custom(1)]) = (1, 2),
            [new("a", "", false) { Change = 1 }, new("b", "", false) { Change = 0, Most = 7.5 }]
        );
        using var simulation = new Simulation(
            model with
            {
                Formulas = [Is(new SignalInput(SignalKind.Custom)), Is(new SignalInput(SignalKind.Custom, 1))],
                Placements = [Fixture.At(0, 0, 0, 0, 50, 0, 0)],
            },
            new SimulationOptions()
        );
        simulation.Tissue.Cells.Flags[1] = (byte)CellFlags.Dead;
        simulation.Step();
        var (a, b) = (
            simulation.Tissue.Cells.ColumnOf(model.Behaviors.Custom(0))!,
            simulation.Tissue.Cells.ColumnOf(model.Behaviors.Custom(1))!
        );
        Assert.Equal((13.0, 7.5), (Math.Round(a[0], 12), b[0]));
        Assert.Equal((1.0, 2.0), (a[1], b[1]));
    }

    [Fact(
        DisplayName = "Eight cells at a time have the bits of one at a time: 300 cells, every seventh dead, of which one variable goes on, with bounds and laws that read each other"
    )]
    public void Wide()
    {
        var model = Fixture.Model(
            Fixture.Plane(4000),
            [],
            1,
            (_, b, c) => (c[b.Custom(0)], c[b.Custom(1)]) = (1, 2),
            [new("a", "", false) { Change = 0, Most = 9 }, new("b", "", false) { Change = 1, ChangesInDead = true }]
        );
        ImmutableArray<SignalInput> both = [new(SignalKind.Custom), new(SignalKind.Custom, 1)];
        // da/dt = exp(-b) sin(a), db/dt = a^0.7 / 30 - b / 11.
        var first = new Formula([
            new(FormulaOperation.Input, 1),
            new(FormulaOperation.Negate),
            new(FormulaOperation.Exp),
            new(FormulaOperation.Input),
            new(FormulaOperation.Sin),
            new(FormulaOperation.Multiply),
        ]);
        var second = new Formula([
            new(FormulaOperation.Input),
            new(FormulaOperation.Number, 0, 0.7),
            new(FormulaOperation.Power),
            new(FormulaOperation.Number, 0, 30),
            new(FormulaOperation.Divide),
            new(FormulaOperation.Input, 1),
            new(FormulaOperation.Number, 0, 11),
            new(FormulaOperation.Divide),
            new(FormulaOperation.Subtract),
        ]);
        var whole = model with
        {
            Formulas = [new("", "", "", first, both), new("", "", "", second, both)],
            Placements = [Fixture.At(0, [.. Enumerable.Range(0, 900).Select(k => k % 3 == 0 ? (k * 4.0) - 1900 : 0)])],
        };
        var plain = Ends(KernelKind.Reference, 1);
        Assert.Contains(plain, v => v.A == 9);
        Assert.NotEqual(plain[7].B, plain[14].B);
        Assert.Equal(plain, Ends(KernelKind.Vectorized, 1));
        Assert.Equal(plain, Ends(KernelKind.Vectorized, 3));

        (double A, double B)[] Ends(KernelKind kernel, int threads)
        {
            using var simulation = new Simulation(whole, new SimulationOptions(5, threads, kernel, 130));
            var cells = simulation.Tissue.Cells;
            var (a, b) = (cells.ColumnOf(model.Behaviors.Custom(0))!, cells.ColumnOf(model.Behaviors.Custom(1))!);
            for (var row = 0; row < cells.Count; row++)
            {
                (a[row], b[row]) = (0.03 * cells.Id[row], 2 - (0.01 * cells.Id[row]));
                if (cells.Id[row] % 7 == 0)
                    cells.Flags[row] = (byte)CellFlags.Dead;
            }
            for (var step = 0; step < 3; step++)
                simulation.Step();
            return [.. Enumerable.Range(0, cells.Count).OrderBy(r => cells.Id[r]).Select(r => (a[r], b[r]))];
        }
    }

    private static CompiledFormula Is(SignalInput input) =>
        new("", "", "", new Formula([new(FormulaOperation.Input)]), [input]);

    /// <summary>v after 60 min from 7, with dv/dt = (5 - v) / 20.</summary>
    private static double After(int period)
    {
        var model = Fixture.Model(
            Fixture.Plane(),
            [],
            1,
            (_, b, c) => c[b.Custom(0)] = 7,
            [new("v", "", false) { Change = 0 }]
        );
        var law = new Formula([
            new(FormulaOperation.Number, 0, 5),
            new(FormulaOperation.Input),
            new(FormulaOperation.Subtract),
            new(FormulaOperation.Number, 0, 20),
            new(FormulaOperation.Divide),
        ]);
        using var simulation = new Simulation(
            model with
            {
                Timing = model.Timing with { PhenotypePeriod = period },
                Formulas = [new("", "", "", law, [new SignalInput(SignalKind.Custom)])],
                Placements = [Fixture.At(0, 0, 0, 0)],
            },
            new SimulationOptions()
        );
        simulation.RunTo(600);
        return Trait(simulation)[0];
    }

    private static Column<double> Trait(Simulation simulation) =>
        simulation.Tissue.Cells.ColumnOf(simulation.Model.Behaviors.Custom(0))!;

    /// <summary>Cells that all divide in the first step; the variable is 7.</summary>
    private static Simulation Dividing(int count, CustomVariable variable)
    {
        var model = Fixture.Model(
            Fixture.Plane(4000),
            [],
            1,
            (_, b, c) =>
            {
                c[b.Custom(0)] = 7;
                c[b.PhaseExit(0)] = 1e9;
            },
            [variable]
        );
        ImmutableArray<CompiledType> types = [model.Types[0] with { Cycle = Fixture.Live }];
        var places = Enumerable
            .Range(0, count)
            .SelectMany(k => new[] { -1900 + (k % 50 * 75.0), -1900 + (k / 50 * 75.0), 0 });
        return new Simulation(
            model with
            {
                Types = types,
                Placements = [Fixture.At(0, [.. places])],
            },
            new SimulationOptions(11, 2)
        );
    }
}
