// The derivative of a formula, as a formula.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>Exact derivatives by the rules of calculus, with what is plainly 0 or 1 left out.</summary>
/// <remarks>
/// At a kink (abs, min, max, step, hill at 0) it is the derivative from one side; a step counts as flat.
/// hill(x, a, n)' = n u^(n-1) / (1 + u^n)^2 u' with u = x / a above zero, else 0 (n being constant).
/// </remarks>
public static class FormulaSlope
{
    private static readonly ImmutableArray<FormulaStep> Zero = [new(FormulaOperation.Number)];
    private static readonly ImmutableArray<FormulaStep> One = [new(FormulaOperation.Number, 0, 1)];

    /// <exception cref="ArgumentException">The derivative nests too deeply for a formula.</exception>
    public static Formula Of(Formula formula, int input)
    {
        var stack = new Stack<(ImmutableArray<FormulaStep> Value, ImmutableArray<FormulaStep> Slope)>();
        foreach (var step in formula.Steps)
        {
            var taken = new (ImmutableArray<FormulaStep> Value, ImmutableArray<FormulaStep> Slope)[
                Formula.Taken(step.Operation)
            ];
            for (var k = taken.Length - 1; k >= 0; k--)
                taken[k] = stack.Pop();
            stack.Push(([.. taken.SelectMany(t => t.Value), step], SlopeOf(step, input, taken)));
        }
        return new Formula(stack.Pop().Slope);
    }

    private static ImmutableArray<FormulaStep> SlopeOf(
        FormulaStep step,
        int input,
        (ImmutableArray<FormulaStep> Value, ImmutableArray<FormulaStep> Slope)[] x
    )
    {
        if (step.Operation == FormulaOperation.Input)
            return step.Index == input ? One : Zero;
        if (Array.TrueForAll(x, part => IsZero(part.Slope)))
            return Zero;
        var (a, da) = x[0];
        if (x.Length == 3)
            return Hill(a, da, x[1].Value, x[1].Slope, x[2].Value, x[2].Slope);
        if (x.Length == 2)
            return Pair(step.Operation, a, da, x[1].Value, x[1].Slope);
        return step.Operation switch
        {
            FormulaOperation.Negate => Negate(da),
            FormulaOperation.Exp => Times([.. a, step], da),
            FormulaOperation.Log => Over(da, a),
            FormulaOperation.Sqrt => Over(da, Times(Number(2), [.. a, step])),
            FormulaOperation.Abs => Times(Minus(Times(Number(2), StepAt(a)), One), da),
            FormulaOperation.Sin => Times([.. a, new(FormulaOperation.Cos)], da),
            FormulaOperation.Cos => Negate(Times([.. a, new(FormulaOperation.Sin)], da)),
            _ => Zero,
        };
    }

    private static ImmutableArray<FormulaStep> Pair(
        FormulaOperation operation,
        ImmutableArray<FormulaStep> a,
        ImmutableArray<FormulaStep> da,
        ImmutableArray<FormulaStep> b,
        ImmutableArray<FormulaStep> db
    ) =>
        operation switch
        {
            FormulaOperation.Add => Plus(da, db),
            FormulaOperation.Subtract => Minus(da, db),
            FormulaOperation.Multiply => Plus(Times(da, b), Times(a, db)),
            FormulaOperation.Divide => Minus(Over(da, b), Over(Times(Over(a, b), db), b)),
            FormulaOperation.Power => Power(a, da, b, db),
            FormulaOperation.Minimum => Either(da, db, StepAt(Minus(b, a))),
            _ => Either(da, db, StepAt(Minus(a, b))),
        };

    private static ImmutableArray<FormulaStep> Power(
        ImmutableArray<FormulaStep> a,
        ImmutableArray<FormulaStep> da,
        ImmutableArray<FormulaStep> b,
        ImmutableArray<FormulaStep> db
    )
    {
        var byBase = IsZero(da) ? Zero : Times(Times(b, ToThe(a, Minus(b, One))), da);
        var byPower = IsZero(db) ? Zero : Times(Times(ToThe(a, b), [.. a, new(FormulaOperation.Log)]), db);
        return Plus(byBase, byPower);
    }

    private static ImmutableArray<FormulaStep> Hill(
        ImmutableArray<FormulaStep> x,
        ImmutableArray<FormulaStep> dx,
        ImmutableArray<FormulaStep> half,
        ImmutableArray<FormulaStep> dHalf,
        ImmutableArray<FormulaStep> n,
        ImmutableArray<FormulaStep> dn
    )
    {
        var u = Over([.. x, .. Zero, new(FormulaOperation.Maximum)], half);
        var below = Plus(One, ToThe(u, n));
        var du = Minus(Over(dx, half), Over(Times(u, dHalf), half));
        var byShare = Times(Over(Times(n, ToThe(u, Minus(n, One))), Times(below, below)), Times(du, StepAt(x)));
        if (IsZero(dn))
            return byShare;
        var byPower = Over(Times(ToThe(u, n), [.. u, new(FormulaOperation.Log)]), Times(below, below));
        return Plus(byShare, Times(byPower, dn));
    }

    private static ImmutableArray<FormulaStep> Either(
        ImmutableArray<FormulaStep> da,
        ImmutableArray<FormulaStep> db,
        ImmutableArray<FormulaStep> isFirst
    ) => Plus(Times(isFirst, da), Times(Minus(One, isFirst), db));

    private static bool IsZero(ImmutableArray<FormulaStep> a) => IsNumber(a, 0);

    private static bool IsNumber(ImmutableArray<FormulaStep> a, double number) =>
        a.Length == 1 && a[0].Operation == FormulaOperation.Number && a[0].Value == number;

    private static ImmutableArray<FormulaStep> Number(double number) => [new(FormulaOperation.Number, 0, number)];

    private static ImmutableArray<FormulaStep> StepAt(ImmutableArray<FormulaStep> a) =>
        [.. a, new(FormulaOperation.Step)];

    private static ImmutableArray<FormulaStep> Negate(ImmutableArray<FormulaStep> a) =>
        IsZero(a) ? Zero : [.. a, new(FormulaOperation.Negate)];

    private static ImmutableArray<FormulaStep> Plus(ImmutableArray<FormulaStep> a, ImmutableArray<FormulaStep> b) =>
        IsZero(a) ? b
        : IsZero(b) ? a
        : [.. a, .. b, new(FormulaOperation.Add)];

    private static ImmutableArray<FormulaStep> Minus(ImmutableArray<FormulaStep> a, ImmutableArray<FormulaStep> b)
    {
        if (IsZero(b))
            return a;
        if (IsZero(a))
            return Negate(b);
        if (a.Length == 1 && b.Length == 1 && a[0].Operation == b[0].Operation && a[0].Operation == default)
            return Number(a[0].Value - b[0].Value);
        return [.. a, .. b, new(FormulaOperation.Subtract)];
    }

    private static ImmutableArray<FormulaStep> Times(ImmutableArray<FormulaStep> a, ImmutableArray<FormulaStep> b)
    {
        if (IsZero(a) || IsZero(b))
            return Zero;
        if (IsNumber(a, 1))
            return b;
        return IsNumber(b, 1) ? a : [.. a, .. b, new(FormulaOperation.Multiply)];
    }

    private static ImmutableArray<FormulaStep> Over(ImmutableArray<FormulaStep> a, ImmutableArray<FormulaStep> b) =>
        IsZero(a) ? Zero : [.. a, .. b, new(FormulaOperation.Divide)];

    private static ImmutableArray<FormulaStep> ToThe(ImmutableArray<FormulaStep> a, ImmutableArray<FormulaStep> power)
    {
        if (IsNumber(power, 1))
            return a;
        return IsNumber(power, 0) ? One : [.. a, .. power, new(FormulaOperation.Power)];
    }
}
