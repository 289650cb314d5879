// Derivatives of formulas against differences.

namespace Milieu.Engine.Tests;

public sealed class FormulaSlopeTests
{
    private static readonly FormulaOperation[] Unary =
    [
        FormulaOperation.Negate,
        FormulaOperation.Exp,
        FormulaOperation.Log,
        FormulaOperation.Sqrt,
        FormulaOperation.Abs,
        FormulaOperation.Sin,
        FormulaOperation.Cos,
        FormulaOperation.Step,
    ];

    private static readonly FormulaOperation[] Binary =
    [
        FormulaOperation.Add,
        FormulaOperation.Subtract,
        FormulaOperation.Multiply,
        FormulaOperation.Divide,
        FormulaOperation.Power,
        FormulaOperation.Minimum,
        FormulaOperation.Maximum,
    ];

    [Fact(
        DisplayName = "The derivative of every operation and of a thousand random formulas is what differences say: a wrong rule of calculus would show"
    )]
    public void AgreesWithDifferences()
    {
        var (seen, lost) = (0, 0);
        var operations = new HashSet<FormulaOperation>();
        for (uint subject = 0; subject < 1500; subject++)
        {
            var draw = 0;
            double Next() => new Chance(7).Uniform(subject, 0, default, draw++);
            var formula = new Formula([.. Random(Next, 4)]);
            double[] at = [0.3 + (2 * Next()), 0.3 + (2 * Next())];
            for (var input = 0; input < 2; input++)
            {
                var (exact, difference, isSmooth) = Both(formula, input, at);
                if (!isSmooth)
                    continue;
                // Whoever uses a slope takes 0 where there is none, as of a hill below 0; a branch that min or max does not
                // take may have none either, and hide the one that is taken.
                if (!double.IsFinite(exact) && Math.Abs(difference) < 1e-5)
                    exact = 0;
                if (!double.IsFinite(exact))
                {
                    lost++;
                    continue;
                }
                seen++;
                operations.UnionWith(formula.Steps.Select(s => s.Operation));
                Assert.True(
                    Math.Abs(exact - difference) <= 1e-5 * Math.Max(1, Math.Abs(exact)),
                    $"{string.Join(' ', formula.Steps)} by {input}: {exact} and not {difference}"
                );
            }
        }
        Assert.True(seen > 1500, $"only {seen} formulas were smooth enough");
        Assert.InRange(lost, 0, seen / 25);
        Assert.Equal(18, operations.Count);
    }

    [Fact(
        DisplayName = "hill at 0 has the slope from above and is flat below: 1/half for power 1, 0 for more; differences over the kink would lie"
    )]
    public void HillAtZero()
    {
        Assert.Equal(0.25, Slope(1).Evaluate([0.0]));
        Assert.Equal(0, Slope(2).Evaluate([0.0]));
        Assert.Equal(0, Slope(2).Evaluate([-3.0]));
        Assert.Equal(2 * 0.25 / 4, Slope(2).Evaluate([4.0]), 15);
    }

    [Fact(DisplayName = "What a formula does not read has the slope 0, as a plain number and not as an expression")]
    public void UnreadIsZero() => Assert.Equal(0, FormulaSlope.Of(Hill(2), 1).Constant);

    private static Formula Slope(double power) => FormulaSlope.Of(Hill(power), 0);

    private static Formula Hill(double power) =>
        new([
            new(FormulaOperation.Input),
            new(FormulaOperation.Number, 0, 4),
            new(FormulaOperation.Number, 0, power),
            new(FormulaOperation.Hill),
        ]);

    private static IEnumerable<FormulaStep> Random(Func<double> next, int depth)
    {
        var kind = next();
        if (depth == 0 || kind < 0.15)
            return kind < 0.05
                ? [new(FormulaOperation.Number, 0, 0.5 + next())]
                : [new(FormulaOperation.Input, next() < 0.5 ? 0 : 1)];
        if (kind < 0.35)
            return [.. Random(next, depth - 1), new(Unary[(int)(next() * Unary.Length)])];
        if (kind < 0.45)
            return
            [
                .. Random(next, depth - 1),
                .. Random(next, depth - 1),
                .. Random(next, depth - 1),
                new(FormulaOperation.Hill),
            ];
        return [.. Random(next, depth - 1), .. Random(next, depth - 1), new(Binary[(int)(next() * Binary.Length)])];
    }

    /// <summary>The exact slope and the difference, and whether two differences agree so well that no kink or pole is near.</summary>
    private static (double Exact, double Difference, bool IsSmooth) Both(Formula formula, int input, double[] at)
    {
        double Difference(double h)
        {
            var (up, down) = ((double[])[.. at], (double[])[.. at]);
            up[input] += h;
            down[input] -= h;
            return (formula.Evaluate(up) - formula.Evaluate(down)) / (2 * h);
        }
        var (wide, narrow) = (Difference(1e-4), Difference(5e-5));
        var isSmooth =
            Math.Abs(formula.Evaluate(at)) < 1e3 && Math.Abs(wide - narrow) <= 3e-7 * Math.Max(1, Math.Abs(narrow));
        return (FormulaSlope.Of(formula, input).Evaluate(at), narrow, isSmooth);
    }
}
