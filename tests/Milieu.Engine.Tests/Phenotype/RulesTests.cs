// Rules: responses, signals, and what death does to them, for both kernels.
namespace Milieu.Engine.Tests;

public sealed class ReferenceRulesTests : RulesTests
{
    protected override KernelKind Kernel => KernelKind.Reference;
}

public sealed class VectorizedRulesTests : RulesTests
{
    protected override KernelKind Kernel => KernelKind.Vectorized;
}

public abstract class RulesTests
{
    private const int Out = 0;
    private const int In = 1;

    protected abstract KernelKind Kernel { get; }

    [Theory(
        DisplayName = "Responses equal PhysiCell's to 1e-12: a wrong power, sign, base or order of up and down shows at once"
    )]
    // base, max, min, then signal up (half-max, power), signal down
    [InlineData("tumor_oxygen", "necrosis", 0.003, 0.003, 0, 0, 0, 3.75, 8)]
    [InlineData("tumor_oxygen", "cycle entry", 3.333e-5, 0.003333, 0, 21.5, 4, 0, 0)]
    [InlineData("tumor_oxygen", "migration speed", 0.1, 0.1, 0, 0, 0, 5, 4)]
    [InlineData("tumor_pressure", "cycle entry", 3.333e-5, 0.003333, 0, 0, 0, 1, 4)]
    [InlineData("tumor_damage", "apoptosis", 7e-5, 0.1, 7e-5, 5, 8, 0, 0)]
    [InlineData("M0_necrdebris", "transform to M1 macrophage", 0, 0.05, 0, 0.005, 4, 0, 0)]
    [InlineData("M0_necrdebris", "migration speed", 1, 1, 0.1, 0, 0, 0.005, 4)]
    [InlineData("M0_volume", "phagocytose apoptotic cell", 0.01, 0.01, 0, 0, 0, 6000, 4)]
    [InlineData("Teff", "attack malignant epithelial cell", 0.01, 0.01, 0.01, 1, 4, 0, 0)]
    [InlineData("Teff", "migration speed", 0.1, 1, 0.01, 0.01, 4, 0, 0)]
    public void ResponsesFollowTheTraces(
        string file,
        string behavior,
        double start,
        double max,
        double min,
        double upHalf,
        double upPower,
        double downHalf,
        double downPower
    )
    {
        var rows = ReferenceTable
            .Read($"traces/rules_response_{file}.csv")
            .Where(r => r["behavior"] == behavior)
            .ToArray();
        Assert.True(rows.Length >= 81);
        SignalTerm Term(double half, double power) => new(SignalKind.Custom, In, half, power, false);
        var rule = new CompiledRule(
            Custom(Out),
            start,
            max,
            min,
            upHalf > 0 ? [Term(upHalf, upPower)] : [],
            downHalf > 0 ? [Term(downHalf, downPower)] : []
        );
        using var simulation = Row(rows.Length, [rule]);
        var (values, signals) = (Variable(simulation, Out), Variable(simulation, In));
        for (var k = 0; k < rows.Length; k++)
            signals[k] = rows[k].Number("signal_value");
        simulation.Step();
        for (var k = 0; k < rows.Length; k++)
        {
            var expected = rows[k].Number("behavior_value");
            Assert.True(
                Math.Abs(values[k] - expected) <= 1e-12 * Math.Max(1e-2, expected),
                $"{k}: {values[k]:R}, {expected:R}"
            );
        }
    }

    [Fact(
        DisplayName = "Every signal is read from its place: with s/(1 + s) written, its inverse is the signal that was set"
    )]
    public void EverySignalIsRead()
    {
        // What comes from other cells, from structures and from the body has tests of its own.
        foreach (var kind in Enum.GetValues<SignalKind>().Where(k => k < SignalKind.Touch))
        {
            var rule = new CompiledRule(Custom(Out), 0, 1, 0, [new(kind, IndexFor(kind), 1, 1, true)], []);
            using var simulation = Row(3, [rule]);
            var expected = Arrange(simulation, kind);
            simulation.Step();
            var value = Variable(simulation, Out)[1];
            Assert.True(Math.Abs((value / (1 - value)) - expected) <= 1e-6 * Math.Max(1, expected), $"{kind}: {value}");
            if (kind != SignalKind.ContactMembrane)
                Assert.True(expected > 0, $"{kind} was not set");
        }
    }

    [Fact(
        DisplayName = "A dead cell feels only what applies to the dead: other signals read 0, and a behavior without any such stays as it was"
    )]
    public void DeathSilencesRules()
    {
        SignalTerm Term(bool dead) => new(SignalKind.Custom, In, 1, 2, dead);
        CompiledRule[] rules =
        [
            new(Custom(Out), 5, 9, 5, [Term(false), Term(true)], []),
            new(Custom(2), 5, 9, 5, [Term(false)], []),
            new(Behaviors.PhaseExit(0), 5, 9, 5, [Term(true)], []),
        ];
        using var simulation = Row(2, rules);
        var cells = simulation.Tissue.Cells;
        cells.Flags[1] = (byte)CellFlags.Dead;
        foreach (var row in new[] { 0, 1 })
        {
            Variable(simulation, In)[row] = 3;
            Variable(simulation, 2)[row] = -7;
            cells.ColumnOf(Behaviors.PhaseExit(0))![row] = 0;
        }
        simulation.Step();
        Assert.Equal(5 + (4 * 18.0 / 19), Variable(simulation, Out)[0], 12);
        Assert.Equal(5 + (4 * 9.0 / 10), Variable(simulation, 2)[0], 12);
        Assert.Equal(5 + (4 * 9.0 / 10), cells.ColumnOf(Behaviors.PhaseExit(0))![0], 12);
        Assert.Equal(5 + (4 * 9.0 / 10), Variable(simulation, Out)[1], 12);
        Assert.Equal(-7, Variable(simulation, 2)[1]);
        Assert.Equal(0, cells.ColumnOf(Behaviors.PhaseExit(0))![1]);
    }

    [Theory(
        DisplayName = "Negative signals count as 0, whole and broken powers agree with the formula, and an endless signal saturates instead of giving NaN"
    )]
    [InlineData(-3.0, 1.5)]
    [InlineData(-3.0, 4)]
    [InlineData(2.0, 1.5)]
    [InlineData(2.0, 16)]
    [InlineData(2.0, 17)]
    [InlineData(0.3, 0.5)]
    [InlineData(1e300, 4)]
    [InlineData(1e300, 4.5)]
    public void PowersAndEdges(double signal, double power)
    {
        var rule = new CompiledRule(Custom(Out), 2, 10, -1, [new(SignalKind.Custom, In, 0.7, power, false)], []);
        using var simulation = Row(1, [rule]);
        Variable(simulation, In)[0] = signal;
        simulation.Step();
        var share = Math.Pow(Math.Max(0, signal) / 0.7, power);
        var response = double.IsInfinity(share) ? 1 : share / (1 + share);
        Assert.Equal(2 + (8 * response), Variable(simulation, Out)[0], 12);
    }

    [Fact(
        DisplayName = "Up comes first and down bites from what up reached; a signal may stand in both (Q17): each keeps its own half-max and power"
    )]
    public void UpThenDown()
    {
        var rule = new CompiledRule(
            Custom(Out),
            1,
            4,
            0.25,
            [new(SignalKind.Custom, In, 2, 3, false), new(SignalKind.Time, 0, 1, 2, false)],
            [new(SignalKind.Custom, In, 5, 1, false), new(SignalKind.Volume, 0, 2494, 2, false)]
        );
        using var simulation = Row(1, [rule]);
        Variable(simulation, In)[0] = 3;
        simulation.Step();
        var up = Math.Pow(1.5, 3);
        var down = 0.6 + 1;
        var raised = 1 + (3 * (up / (1 + up)));
        Assert.Equal(raised + ((0.25 - raised) * (down / (1 + down))), Variable(simulation, Out)[0], 12);
    }

    private static BehaviorIndex Behaviors => new(1, 1, 3);

    private static int Custom(int variable) => Behaviors.Custom(variable);

    private static Column<double> Variable(Simulation simulation, int variable) =>
        simulation.Tissue.Cells.ColumnOf(Custom(variable))!;

    private static int IndexFor(SignalKind kind) => kind == SignalKind.Custom ? In : 0;

    /// <summary>Cells far apart in a row, so that only what a test sets is sensed; contacts are not primed.</summary>
    private Simulation Row(int count, CompiledRule[] rules)
    {
        var substrate = Fixture.Substrate(diffusion: 0, decay: 0) with
        {
            TracksInternalized = true,
            InitialField = [.. Enumerable.Range(0, 30 * 30).Select(v => v % 30 * 0.5)],
        };
        var model = Fixture.Model(
            Fixture.Plane(600),
            [substrate],
            set: (_, b, c) =>
            {
                c[b.Attack(0)] = 1e-300;
                c[b.Adhesion] = c[b.Repulsion] = c[b.MembraneRepulsion] = 0;
            },
            customs: [new("out", "", false), new("in", "", false), new("other", "", false)]
        );
        model = model with
        {
            Conventions = Conventions.PhysiCell,
            Formulas =
            [
                new(
                    "twice",
                    "",
                    "2 * custom:in",
                    new Formula([
                        new(FormulaOperation.Number, 0, 2),
                        new(FormulaOperation.Input),
                        new(FormulaOperation.Multiply),
                    ]),
                    [new SignalInput(SignalKind.Custom, In)]
                ),
            ],
            Types = [model.Types[0] with { Rules = [.. rules] }],
            Placements =
            [
                Fixture.At(
                    0,
                    [
                        .. Enumerable
                            .Range(0, count)
                            .SelectMany(k => new[] { -290.0 + (k % 9 * 60), -290 + (k / 9 * 60), 0 }),
                    ]
                ),
            ],
        };
        return new Simulation(model, new SimulationOptions(Kernel: Kernel));
    }

    /// <summary>Gives the second cell a value of the signal.</summary>
    private static double Arrange(Simulation simulation, SignalKind kind)
    {
        const int Cell = 1;
        var cells = simulation.Tissue.Cells;
        switch (kind)
        {
            case SignalKind.Substrate:
                return 1.5; // voxel 3 of 0.5 each
            case SignalKind.Gradient:
                return 0.5 / 20;
            case SignalKind.Internalized:
                cells.Internalized[0][Cell] = 4988;
                return 2;
            case SignalKind.Pressure:
                cells.Pressure[Cell] = 0.75f;
                return 0.75;
            case SignalKind.Volume:
                return 2494;
            case >= SignalKind.ContactType and <= SignalKind.ContactOtherDead:
                cells.Contacts[0][Cell] = 5;
                return 5;
            case SignalKind.Damage:
                cells.Damage![Cell] = 3;
                return 3;
            case SignalKind.DamageDelivered:
                cells.DamageDelivered![Cell] = 4;
                return 4;
            case SignalKind.AttackTime:
                cells.AttackTime![Cell] = 6;
                return 6;
            case SignalKind.Attacking:
                cells.AttackTarget![Cell] = 0;
                return 1;
            case SignalKind.Custom:
                Variable(simulation, In)[Cell] = 1.25;
                return 1.25;
            case SignalKind.Formula:
                Variable(simulation, In)[Cell] = 1.25;
                return 2.5;
            case SignalKind.Time:
                simulation.Tissue.Tick = 60;
                return 6;
            case SignalKind.Dead:
            case SignalKind.Apoptotic:
                cells.Flags[Cell] = (byte)CellFlags.Dead;
                return 1;
            case SignalKind.Necrotic:
                cells.Flags[Cell] = (byte)(CellFlags.Dead | CellFlags.Necrosis);
                return 1;
            default:
                return 0;
        }
    }
}
