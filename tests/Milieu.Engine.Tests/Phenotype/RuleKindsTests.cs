// The four kinds of rules beside Hill sums, against numbers worked out by hand, for both kernels.
using System.Collections.Immutable;

namespace Milieu.Engine.Tests;

public sealed class ReferenceRuleKindsTests : RuleKindsTests
{
    protected override KernelKind Kernel => KernelKind.Reference;
}

public sealed class VectorizedRuleKindsTests : RuleKindsTests
{
    protected override KernelKind Kernel => KernelKind.Vectorized;
}

public abstract class RuleKindsTests
{
    private const int Out = 0;
    private const int In = 1;
    private const int Other = 2;

    protected abstract KernelKind Kernel { get; }

    private static int Custom(int variable) => new BehaviorIndex(0, 1, 3).Custom(variable);

    private static SignalTerm Term(int variable, bool dead = false) => new(SignalKind.Custom, variable, 2, 2, dead);

    private static CompiledRule Rule(double start = 1) => new(Custom(Out), start, start, start, [], []);

    /// <summary>in * factor.</summary>
    private static CompiledFormula Times(double factor, SignalInput input) =>
        new(
            "",
            "",
            "",
            new Formula([
                new(FormulaOperation.Input),
                new(FormulaOperation.Number, 0, factor),
                new(FormulaOperation.Multiply),
            ]),
            [input]
        );

    [Fact(
        DisplayName = "A behavior that is an expression starts from it: up and down then bite, and where both do the expression counts on either side"
    )]
    public void Start()
    {
        var rule = Rule() with { Start = new FormulaUse(0, false) };
        Assert.Equal(7.5, After(rule, 3, 0), 12);
        Assert.Equal(7.5 + ((20 - 7.5) * 9 / 13), After(rule with { Max = 20, Up = [Term(In)] }, 3, 0), 12);
        Assert.Equal(7.5 - (7.5 * 16 / 20), After(rule with { Min = 0, Down = [Term(Other)] }, 3, 4), 12);
        // 7.5 is above the maximum of 5 and below the minimum of 10: neither side moves it.
        var both = rule with
        {
            Max = 5,
            Min = 10,
            Up = [Term(In)],
            Down = [Term(Other)],
        };
        Assert.Equal(7.5, After(both, 3, 4), 12);
    }

    [Fact(
        DisplayName = "Factors multiply after the Hill sums, 1 + (w - 1) H each, expressions likewise; hazards are added last: any other order gives another number"
    )]
    public void Order()
    {
        var rule = Rule(2) with
        {
            Max = 6,
            Up = [Term(In)],
            Factors = [new(Term(Other), 0.25)],
            FormulaFactors = [new FormulaUse(0, false)],
            Hazards = [new(Term(In), 0.5), new(Term(Other), 3)],
        };
        var (up, other) = (9.0 / 13, 16.0 / 20);
        var expected = ((2 + (4 * up)) * (1 + (-0.75 * other)) * 7.5) + (0.5 * up) + (3 * other);
        Assert.Equal(expected, After(rule, 3, 4), 12);
    }

    [Fact(DisplayName = "Limits hold what expressions would take too far, on both sides")]
    public void Limits()
    {
        var rule = Rule() with { Start = new FormulaUse(0, false), Limits = new RuleLimits(0, 1) };
        Assert.Equal(0, After(rule, -3, 0));
        Assert.Equal(1, After(rule, 3, 0));
        Assert.Equal(0.5, After(rule, 0.2, 0), 12);
    }

    [Fact(
        DisplayName = "Formulas are worked out before the first rule writes: a rule that changes what a formula reads does not change the formula of that step"
    )]
    public void FormulasComeFirst()
    {
        var first = new CompiledRule(Custom(In), 100, 100, 100, [], []);
        var second = Rule() with { Start = new FormulaUse(1, false) };
        using var simulation = Cell([first, second], 3, 0, false);
        simulation.Step();
        Assert.Equal(100, Column(simulation, In)[0]);
        Assert.Equal(2 * 7.5, Column(simulation, Out)[0], 12);
    }

    [Fact(
        DisplayName = "Dead cells: what does not apply to them is the type's own base, a factor of 1 and a hazard of 0; without any that does they keep their value"
    )]
    public void Death()
    {
        var rule = Rule(2) with
        {
            Start = new FormulaUse(0, false),
            Factors = [new(Term(In), 5)],
            FormulaFactors = [new FormulaUse(0, false)],
            Hazards = [new(Term(In), 5)],
        };
        Assert.Equal(-7, After(rule, 3, 4, true));
        Assert.Equal(2 + (3 * 0.8), After(rule with { Hazards = [new(Term(Other, true), 3)] }, 3, 4, true), 12);
        Assert.Equal(7.5, After(rule with { Start = new FormulaUse(0, true) }, 3, 4, true), 12);
        Assert.Equal(15, After(rule with { FormulaFactors = [new FormulaUse(0, true)] }, 3, 4, true), 12);
    }

    [Fact(DisplayName = "A variable that relaxes goes 1 - exp(-k dt) of the way to what its rules say, exactly")]
    public void Relaxation()
    {
        var rule = Rule(10);
        using var simulation = Cell([rule], 0, 0, false, new CustomVariable("out", "", false) { Relaxation = 0.05 });
        simulation.Step();
        Assert.Equal(10 + (-17 * Math.Exp(-0.05 * 6)), Column(simulation, Out)[0], 12);
    }

    private double After(CompiledRule rule, double input, double other, bool isDead = false)
    {
        using var simulation = Cell([rule], input, other, isDead);
        simulation.Step();
        return Column(simulation, Out)[0];
    }

    private static Column<double> Column(Simulation simulation, int variable) =>
        simulation.Tissue.Cells.ColumnOf(Custom(variable))!;

    /// <summary>One cell; formula 0 is in * 2.5, formula 1 is formula 0 * 2; the variable out starts at -7.</summary>
    private Simulation Cell(
        ImmutableArray<CompiledRule> rules,
        double input,
        double other,
        bool isDead,
        CustomVariable? variable = null
    )
    {
        var model = Fixture.Model(
            Fixture.Plane(),
            [],
            customs: [variable ?? new("out", "", false), new("in", "", false), new("other", "", false)]
        );
        var simulation = new Simulation(
            model with
            {
                Types = [model.Types[0] with { Rules = rules }],
                Formulas =
                [
                    Times(2.5, new SignalInput(SignalKind.Custom, In)),
                    Times(2, new SignalInput(SignalKind.Formula, 0)),
                ],
                Placements = [Fixture.At(0, 0, 0, 0)],
            },
            new SimulationOptions(Kernel: Kernel)
        );
        Column(simulation, Out)[0] = -7;
        Column(simulation, In)[0] = input;
        Column(simulation, Other)[0] = other;
        if (isDead)
            simulation.Tissue.Cells.Flags[0] = (byte)CellFlags.Dead;
        return simulation;
    }
}
