// Rules, cell by cell: the oracle of the wide kernel.
namespace Milieu.Engine;

/// <summary>Evaluates the rules of one cell after the other, as the formula reads.</summary>
/// <remarks>
/// S = sum (s/h)^p, H = S/(1 + S), U = b0 + (bM - b0) H_up, B = U + (bm - U) H_down, times factors, plus hazards:
/// docs/science/rules.md.
/// </remarks>
internal sealed class ReferenceRules : IRuleKernel
{
    private readonly Cells _cells;
    private readonly RuleTable _table;
    private readonly double[][] _slots;

    public ReferenceRules(StepContext context, RuleTable table)
    {
        (_cells, _table) = (context.Cells, table);
        _slots = [.. Enumerable.Range(0, context.Pool.Workers).Select(_ => new double[table.Slots])];
    }

    public void Run(int begin, int end, int worker)
    {
        for (var row = begin; row < end; row++)
        {
            if (_cells.Is(row, CellFlags.Absent))
                continue;
            var isDead = _cells.Is(row, CellFlags.Dead);
            var type = _cells.Type[row];
            _table.SignalsOf(type).Read(row, _slots[worker]);
            foreach (var rule in _table.Of(type))
                if (!isDead || rule.AppliesToDead)
                {
                    var value = Value(rule, row, isDead, _slots[worker]);
                    var before = rule.Column[row];
                    rule.Column[row] = rule.Share == 1 ? value : before + ((value - before) * rule.Share);
                }
        }
    }

    private static double Value(Rule rule, int row, bool isDead, double[] slots)
    {
        var law = rule.Law;
        var start = Of(rule.Start, law.Base, isDead, slots);
        var (max, min) = (law.Max, law.Min);
        if (rule.CountsStart)
            (max, min) = (Math.Max(max, start), Math.Min(min, start));
        var up = Hill.Response(Sum(rule.Up, row, isDead, slots));
        var down = Hill.Response(Sum(rule.Down, row, isDead, slots));
        var value = Hill.Combine(start, max, min, up, down);
        foreach (var factor in rule.Factors)
            value *= 1 + ((factor.Weight - 1) * Hill.Response(Share(factor, row, isDead, slots)));
        foreach (var factor in rule.FormulaFactors)
            value *= Of(factor, 1, isDead, slots);
        foreach (var hazard in rule.Hazards)
            value += hazard.Weight * Hill.Response(Share(hazard, row, isDead, slots));
        return law.Limits is { } limits ? Math.Min(Math.Max(value, limits.Least), limits.Most) : value;
    }

    private static double Of(RuleFormula? formula, double without, bool isDead, double[] slots) =>
        formula is null || (isDead && !formula.AppliesToDead) ? without : slots[formula.Slot];

    private static double Sum(RuleTerm[] terms, int row, bool isDead, double[] slots)
    {
        var sum = 0.0;
        foreach (var term in terms)
            sum += Share(term, row, isDead, slots);
        return sum;
    }

    private static double Share(RuleTerm term, int row, bool isDead, double[] slots)
    {
        var signal = isDead && !term.AppliesToDead ? 0 : Signal(term, row, slots);
        return Hill.Share(signal, term.HalfMax, term.Power, term.Factors);
    }

    private static double Signal(RuleTerm term, int row, double[] slots) =>
        term.IsFormula ? slots[term.Slot] : term.Signal.At(row);
}
