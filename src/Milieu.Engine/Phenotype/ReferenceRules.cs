// Rules, cell by cell: the oracle of the wide kernel.
namespace Milieu.Engine;

/// <summary>Evaluates the rules of one cell after the other, as the formula reads.</summary>
/// <remarks>S = sum (s/h)^p, H = S/(1 + S), U = b0 + (bM - b0) H_up, B = U + (bm - U) H_down: docs/science/rules.md.</remarks>
internal sealed class ReferenceRules(Cells cells, RuleTable table) : IRuleKernel
{
    public void Run(int begin, int end, int worker)
    {
        for (var row = begin; row < end; row++)
        {
            if (cells.Is(row, CellFlags.Tombstone | CellFlags.Escaped))
                continue;
            var isDead = cells.Is(row, CellFlags.Dead);
            foreach (var rule in table.Of(cells.Type[row]))
                if (!isDead || rule.AppliesToDead)
                    rule.Column[row] = Hill.Combine(
                        rule.Law,
                        Response(rule.Up, row, isDead),
                        Response(rule.Down, row, isDead)
                    );
        }
    }

    private static double Response(RuleTerm[] terms, int row, bool isDead)
    {
        var sum = 0.0;
        foreach (var term in terms)
        {
            var signal = isDead && !term.AppliesToDead ? 0 : term.Signal.At(row);
            sum += Hill.Share(signal, term.HalfMax, term.Power, term.Factors);
        }
        return Hill.Response(sum);
    }
}
