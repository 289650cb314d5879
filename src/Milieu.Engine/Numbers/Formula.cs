// Arithmetic that a model's author wrote, as a short program over numbered inputs.
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Milieu.Engine;

/// <summary>What a step of a formula does to the numbers before it.</summary>
public enum FormulaOperation
{
    /// <summary>Puts a number down.</summary>
    Number = 0,

    /// <summary>Puts an input down.</summary>
    Input = 1,
    Negate = 2,
    Add = 3,
    Subtract = 4,
    Multiply = 5,
    Divide = 6,
    Power = 7,
    Exp = 8,
    Log = 9,
    Sqrt = 10,
    Abs = 11,
    Sin = 12,
    Cos = 13,

    /// <summary>1 at and above zero, else 0.</summary>
    Step = 14,
    Minimum = 15,
    Maximum = 16,

    /// <summary>hill(x, half, n) = x^n / (half^n + x^n) for x above zero, else 0.</summary>
    Hill = 17,
}

/// <param name="Index">The input of <see cref="FormulaOperation.Input"/>.</param>
/// <param name="Value">The number of <see cref="FormulaOperation.Number"/>.</param>
public readonly record struct FormulaStep(FormulaOperation Operation, int Index = 0, double Value = 0);

/// <summary>A checked expression in postfix order; what its inputs are is known to whoever keeps it.</summary>
/// <remarks>Evaluated step by step in double with the engine's own functions: the same bits everywhere.</remarks>
public sealed class Formula : IEquatable<Formula>
{
    private const int LargestDepth = 64;
    private readonly FormulaStep[] _steps;

    /// <exception cref="ArgumentException">The steps do not leave exactly one number, or need too many at once.</exception>
    public Formula(ImmutableArray<FormulaStep> steps)
    {
        Steps = steps;
        _steps = [.. steps];
        var depth = 0;
        foreach (var step in steps)
        {
            depth += 1 - Taken(step.Operation);
            if (depth is < 1 or > LargestDepth)
                throw new ArgumentException("the steps of a formula do not fit together", nameof(steps));
            if (step.Operation == FormulaOperation.Input)
                Inputs = Math.Max(Inputs, step.Index + 1);
        }
        if (depth != 1)
            throw new ArgumentException("a formula leaves one number", nameof(steps));
    }

    public ImmutableArray<FormulaStep> Steps { get; }

    /// <summary>One more than the largest input that is read.</summary>
    public int Inputs { get; }

    /// <summary>The value when the formula reads nothing.</summary>
    public double? Constant => Inputs == 0 ? Evaluate([]) : null;

    public static Formula Of(double number) => new([new FormulaStep(FormulaOperation.Number, 0, number)]);

    /// <param name="inputs">At least <see cref="Inputs"/> numbers.</param>
    [SkipLocalsInit]
    public double Evaluate(ReadOnlySpan<double> inputs)
    {
        Span<double> stack = stackalloc double[LargestDepth];
        var top = -1;
        foreach (ref readonly var step in _steps.AsSpan())
        {
            top -= Taken(step.Operation) - 1;
            stack[top] = step.Operation switch
            {
                FormulaOperation.Number => step.Value,
                FormulaOperation.Input => inputs[step.Index],
                FormulaOperation.Hill => HillOf(stack[top], stack[top + 1], stack[top + 2]),
                >= FormulaOperation.Add
                and <= FormulaOperation.Power
                or FormulaOperation.Minimum
                or FormulaOperation.Maximum => Pair(step.Operation, stack[top], stack[top + 1]),
                _ => One(step.Operation, stack[top]),
            };
        }
        return stack[0];
    }

    public bool Equals(Formula? other) => other is not null && _steps.AsSpan().SequenceEqual(other._steps);

    public override bool Equals(object? obj) => Equals(obj as Formula);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var step in _steps)
            hash.Add(step);
        return hash.ToHashCode();
    }

    /// <summary>How many numbers an operation takes from those before it.</summary>
    public static int Taken(FormulaOperation operation) =>
        operation switch
        {
            FormulaOperation.Number or FormulaOperation.Input => 0,
            >= FormulaOperation.Add and <= FormulaOperation.Power => 2,
            FormulaOperation.Minimum or FormulaOperation.Maximum => 2,
            FormulaOperation.Hill => 3,
            _ => 1,
        };

    private static double One(FormulaOperation operation, double a) =>
        operation switch
        {
            FormulaOperation.Negate => -a,
            FormulaOperation.Exp => ExactMath.Exp(a),
            FormulaOperation.Log => ExactMath.Log(a),
            FormulaOperation.Sqrt => Math.Sqrt(a),
            FormulaOperation.Abs => Math.Abs(a),
            FormulaOperation.Sin => ExactMath.Sin(a),
            FormulaOperation.Cos => ExactMath.Cos(a),
            _ => a >= 0 ? 1 : 0,
        };

    private static double Pair(FormulaOperation operation, double a, double b) =>
        operation switch
        {
            FormulaOperation.Add => a + b,
            FormulaOperation.Subtract => a - b,
            FormulaOperation.Multiply => a * b,
            FormulaOperation.Divide => a / b,
            FormulaOperation.Power => ExactMath.Pow(a, b),
            FormulaOperation.Minimum => Math.Min(a, b),
            _ => Math.Max(a, b),
        };

    private static double HillOf(double x, double half, double power)
    {
        if (!(x > 0))
            return 0;
        var share = ExactMath.Pow(x / half, power);
        return double.IsPositiveInfinity(share) ? 1 : share / (1 + share);
    }
}
