// Formulas over many rows at once.
namespace Milieu.Engine.Tests;

public sealed class NumbersWideFormulaTests
{
    private const int Rows = 64;

    [Fact(
        DisplayName = "A wide formula has the bits of the plain one: 400 random formulas with every operation, over zeros, negative, huge and tiny numbers"
    )]
    public unsafe void BitsAgree()
    {
        var chance = new Chance(7);
        var seen = new HashSet<FormulaOperation>();
        var inputs = stackalloc double*[3];
        for (var f = 0u; f < 400; f++)
        {
            var formula = Random(chance, f);
            seen.UnionWith(formula.Steps.Select(s => s.Operation));
            var wide = new WideFormula(formula);
            var slots = Enumerable.Range(0, 3).Select(i => Numbers(chance, (f * 8) + (uint)i)).ToArray();
            var stack = new double[Rows * wide.Depth];
            fixed (
                double* a = slots[0],
                    b = slots[1],
                    c = slots[2],
                    room = stack
            )
            {
                inputs[0] = c;
                inputs[1] = a;
                inputs[2] = b;
                wide.Run(inputs, room, Rows);
            }
            var result = stack;
            for (var k = 0; k < Rows; k++)
            {
                var expected = formula.Evaluate([slots[2][k], slots[0][k], slots[1][k]]);
                Assert.True(
                    BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(result[k])
                        || (double.IsNaN(expected) && double.IsNaN(result[k])),
                    $"{string.Join(' ', formula.Steps)}: {result[k]:R} for {expected:R}"
                );
            }
        }
        Assert.Equal(Enum.GetValues<FormulaOperation>().Length, seen.Count);
    }

    /// <summary>Postfix steps that always leave one number: up to twelve operations.</summary>
    private static Formula Random(Chance chance, uint subject)
    {
        var steps = new List<FormulaStep>();
        var depth = 0;
        for (var k = 0; k < 40 || depth > 1; k++)
        {
            var (a, b) = chance.Pair(subject, (uint)k, Purpose.Distribution);
            var kinds = Enum.GetValues<FormulaOperation>()
                .Where(o => Formula.Taken(o) <= depth && (Formula.Taken(o) > 0) == (k >= 40 || depth > 5 || a > 0.5))
                .Where(o => k < 40 || Formula.Taken(o) > 1)
                .ToArray();
            if (kinds.Length == 0)
                kinds = [FormulaOperation.Number, FormulaOperation.Input];
            var kind = kinds[(int)(b * kinds.Length)];
            steps.Add(new FormulaStep(kind, (int)(a * 97) % 3, Math.Round((b - 0.4) * 20) / 4));
            depth += 1 - Formula.Taken(kind);
        }
        return new Formula([.. steps]);
    }

    private static double[] Numbers(Chance chance, uint subject)
    {
        double[] odd = [0, -0.0, 1, -1, 1e-310, 1e300, -1e300, double.PositiveInfinity, double.NaN, 0.5, 2, -3];
        return
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(k =>
                {
                    var (a, b) = chance.Pair(subject, (uint)k, Purpose.Arrival);
                    return k % 3 == 0 ? odd[(int)(b * odd.Length)] : (a - 0.3) * 10;
                }),
        ];
    }
}
