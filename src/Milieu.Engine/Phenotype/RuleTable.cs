// The rules of every type, with every signal and every column found beforehand.
namespace Milieu.Engine;

/// <summary>A signal read through a Hill function.</summary>
/// <param name="slot">Where the type's signals hold it; -1 where it is read in its turn.</param>
/// <param name="weight">The factor or the hazard of a full signal, where it is one.</param>
internal sealed class RuleTerm(SignalReader signal, SignalTerm term, int slot, double weight)
{
    public SignalReader Signal => signal;

    public bool IsFormula => term.Kind == SignalKind.Formula;

    public int Slot => slot;

    public double HalfMax => term.HalfMax;

    public double Power => term.Hill;

    public double Weight => weight;

    /// <summary>The power as a count of factors, 0 where it is not whole.</summary>
    public int Factors { get; } = Hill.FactorsOf(term.Hill);

    /// <summary>A dead cell's signal counts; otherwise it reads as 0.</summary>
    public bool AppliesToDead => term.AppliesToDead;
}

/// <summary>A formula's value as a rule takes it.</summary>
internal sealed record RuleFormula(int Slot, bool AppliesToDead);

/// <summary>All that writes one behavior.</summary>
/// <param name="AppliesToDead">Some part does; otherwise a dead cell's behavior stays as it is.</param>
internal sealed record Rule(CompiledRule Law, Column<double> Column, RuleTerm[] Up, RuleTerm[] Down, bool AppliesToDead)
{
    public RuleFormula? Start { get; init; }

    public RuleTerm[] Factors { get; init; } = [];

    public RuleFormula[] FormulaFactors { get; init; } = [];

    public RuleTerm[] Hazards { get; init; } = [];

    /// <summary>Share of the way to what the rule says that is gone in a step; 1 where it is taken at once.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Signals that both raise and lower count the value of <see cref="Start"/> on either side.</summary>
    public bool CountsStart => Start is not null && Up.Length > 0 && Down.Length > 0;
}

/// <summary>Rules by type, in the order in which they are applied.</summary>
internal sealed class RuleTable
{
    private readonly Rule[][] _rules;
    private readonly TypeSignals[] _signals;

    public RuleTable(StepContext context)
    {
        var states = new CellStates(context.Model, context.Cells);
        _signals = [.. context.Model.Types.Select(t => new TypeSignals(context, states, t))];
        _rules =
        [
            .. context.Model.Types.Select(
                (t, k) => t.Rules.Select(r => Prepare(context, states, _signals[k], r)).ToArray()
            ),
        ];
        Slots = _signals.Select(s => s.Slots).DefaultIfEmpty().Max();
    }

    public bool IsEmpty => Array.TrueForAll(_rules, r => r.Length == 0);

    /// <summary>Most slots of any type.</summary>
    public int Slots { get; }

    public Rule[] Of(int type) => _rules[type];

    public TypeSignals SignalsOf(int type) => _signals[type];

    private static Rule Prepare(StepContext context, CellStates states, TypeSignals signals, CompiledRule rule)
    {
        var b = context.Model.Behaviors;
        // A dead cell has left its cycle: nothing writes the rates of its phases.
        var isPhaseExit = rule.Behavior >= b.PhaseExit(0) && rule.Behavior < b.PhaseExit(BehaviorIndex.PhaseExits);
        RuleTerm Term(SignalTerm t, double weight) =>
            new(new SignalReader(context, states, t.Kind, t.Index), t, signals.SlotOf(t), weight);
        RuleFormula Use(FormulaUse use) => new(signals.SlotOf(use), use.AppliesToDead);
        return new Rule(
            rule,
            context.Cells.ColumnOf(rule.Behavior)!,
            [.. rule.Up.Select(t => Term(t, 0))],
            [.. rule.Down.Select(t => Term(t, 0))],
            !isPhaseExit && (rule.Terms().Any(t => t.AppliesToDead) || rule.Uses().Any(u => u.AppliesToDead))
        )
        {
            Start = rule.Start is { } start ? Use(start) : null,
            Factors = [.. rule.Factors.Select(f => Term(f.Term, f.Weight))],
            FormulaFactors = [.. rule.FormulaFactors.Select(Use)],
            Hazards = [.. rule.Hazards.Select(h => Term(h.Term, h.Weight))],
            Share = ShareOf(context.Model, rule.Behavior),
        };
    }

    /// <summary>1 - exp(-k dt), the exact step of dv/dt = k (T - v) while T holds.</summary>
    private static double ShareOf(CompiledModel model, int behavior)
    {
        var custom = behavior - model.Behaviors.Custom(0);
        var rate = custom < 0 ? 0 : model.Customs[custom].Relaxation;
        return rate > 0 ? 1 - ExactMath.Exp(-rate * model.Timing.PhenotypeMinutes) : 1;
    }
}

/// <summary>Writes every rule's behavior into the rows of a range.</summary>
internal interface IRuleKernel
{
    /// <summary>Ignores tombstones and cells out of the domain.</summary>
    void Run(int begin, int end, int worker);
}
