// The rules of every type, with every signal and every column found beforehand.
namespace Milieu.Engine;

/// <summary>A signal read through a Hill function.</summary>
internal sealed class RuleTerm(SignalReader signal, SignalTerm term)
{
    public SignalReader Signal => signal;

    public double HalfMax => term.HalfMax;

    public double Power => term.Hill;

    /// <summary>The power as a count of factors, 0 where it is not whole.</summary>
    public int Factors { get; } = Hill.FactorsOf(term.Hill);

    /// <summary>A dead cell's signal counts; otherwise it reads as 0.</summary>
    public bool AppliesToDead => term.AppliesToDead;
}

/// <summary>All that writes one behavior.</summary>
/// <param name="AppliesToDead">Some term does; otherwise a dead cell's behavior stays as it is.</param>
internal sealed record Rule(
    CompiledRule Law,
    Column<double> Column,
    RuleTerm[] Up,
    RuleTerm[] Down,
    bool AppliesToDead
);

/// <summary>Rules by type, in the order in which they are applied.</summary>
internal sealed class RuleTable
{
    private readonly Rule[][] _rules;

    public RuleTable(StepContext context)
    {
        var states = new CellStates(context.Model, context.Cells);
        _rules = [.. context.Model.Types.Select(t => t.Rules.Select(r => Prepare(context, states, r)).ToArray())];
    }

    public bool IsEmpty => Array.TrueForAll(_rules, r => r.Length == 0);

    public Rule[] Of(int type) => _rules[type];

    private static Rule Prepare(StepContext context, CellStates states, CompiledRule rule)
    {
        var b = context.Model.Behaviors;
        // A dead cell has left its cycle: nothing writes the rates of its phases.
        var isPhaseExit = rule.Behavior >= b.PhaseExit(0) && rule.Behavior < b.PhaseExit(BehaviorIndex.PhaseExits);
        return new Rule(
            rule,
            context.Cells.ColumnOf(rule.Behavior)!,
            Prepare(context, states, rule.Up),
            Prepare(context, states, rule.Down),
            !isPhaseExit && rule.Up.Concat(rule.Down).Any(t => t.AppliesToDead)
        );
    }

    private static RuleTerm[] Prepare(StepContext context, CellStates states, IEnumerable<SignalTerm> terms) =>
        [.. terms.Select(t => new RuleTerm(new SignalReader(context, states, t.Kind, t.Index), t))];
}

/// <summary>Writes every rule's behavior into the rows of a range.</summary>
internal interface IRuleKernel
{
    /// <summary>Ignores tombstones and cells out of the domain.</summary>
    void Run(int begin, int end, int worker);
}
