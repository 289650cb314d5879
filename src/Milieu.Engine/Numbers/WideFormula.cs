// A formula over many places at once, with the bits of the plain one.
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Step by step over a run of numbers, eight at a time: looking up what to do costs once a run.</summary>
/// <remarks>Counts are multiples of 8; numbers put down lie in a stack of runs.</remarks>
internal sealed unsafe class WideFormula
{
    private const int Lanes = 8;
    private readonly FormulaStep[] _steps;

    public WideFormula(Formula formula)
    {
        _steps = [.. formula.Steps];
        var depth = 0;
        foreach (var step in _steps)
        {
            depth += 1 - Formula.Taken(step.Operation);
            Depth = Math.Max(Depth, depth);
        }
    }

    /// <summary>How many runs the stack holds at most.</summary>
    public int Depth { get; }

    /// <param name="inputs">For each input the numbers of the run.</param>
    /// <param name="stack"><see cref="Depth"/> runs; the first of them holds the result.</param>
    public void Run(double** inputs, double* stack, int count)
    {
        var top = stack - count;
        foreach (ref readonly var step in _steps.AsSpan())
        {
            var taken = Formula.Taken(step.Operation);
            top -= (taken - 1) * count;
            switch (taken)
            {
                case 0:
                    Put(step, inputs, top, count);
                    break;
                case 1:
                    One(step.Operation, top, count);
                    break;
                case 2:
                    Pair(step.Operation, top, count);
                    break;
                default:
                    Hill(top, count);
                    break;
            }
        }
    }

    private static void Put(in FormulaStep step, double** inputs, double* top, int count)
    {
        if (step.Operation == FormulaOperation.Input)
            new ReadOnlySpan<double>(inputs[step.Index], count).CopyTo(new Span<double>(top, count));
        else
            new Span<double>(top, count).Fill(step.Value);
    }

    private static void One(FormulaOperation operation, double* a, int count)
    {
        for (var k = 0; k < count; k += Lanes)
        {
            var x = Vector512.Load(a + k);
            var y = operation switch
            {
                FormulaOperation.Negate => -x,
                FormulaOperation.Exp => ExactMath.Exp(x),
                FormulaOperation.Log => ExactMath.Log(x),
                FormulaOperation.Sqrt => Vector512.Sqrt(x),
                FormulaOperation.Abs => Vector512.Abs(x),
                FormulaOperation.Sin or FormulaOperation.Cos => Lane(operation, x),
                _ => Vector512.ConditionalSelect(
                    Vector512.GreaterThanOrEqual(x, Vector512<double>.Zero),
                    Vector512<double>.One,
                    Vector512<double>.Zero
                ),
            };
            y.Store(a + k);
        }
    }

    private static Vector512<double> Lane(FormulaOperation operation, Vector512<double> x)
    {
        for (var k = 0; k < Lanes; k++)
            x = x.WithElement(k, operation == FormulaOperation.Sin ? ExactMath.Sin(x[k]) : ExactMath.Cos(x[k]));
        return x;
    }

    private static void Pair(FormulaOperation operation, double* a, int count)
    {
        for (var k = 0; k < count; k += Lanes)
        {
            var x = Vector512.Load(a + k);
            var y = Vector512.Load(a + count + k);
            var z = operation switch
            {
                FormulaOperation.Add => x + y,
                FormulaOperation.Subtract => x - y,
                FormulaOperation.Multiply => x * y,
                FormulaOperation.Divide => x / y,
                FormulaOperation.Power => ExactMath.Pow(x, y),
                FormulaOperation.Minimum => Vector512.Min(x, y),
                _ => Vector512.Max(x, y),
            };
            z.Store(a + k);
        }
    }

    private static void Hill(double* a, int count)
    {
        for (var k = 0; k < count; k += Lanes)
        {
            var x = Vector512.Load(a + k);
            var half = Vector512.Load(a + count + k);
            var power = Vector512.Load(a + (2 * count) + k);
            var isAbove = Vector512.GreaterThan(x, Vector512<double>.Zero);
            // Lanes that give 0 anyway must not lead the power off its fast path.
            var share = ExactMath.Pow(Vector512.ConditionalSelect(isAbove, x / half, Vector512<double>.One), power);
            var isWhole = Vector512.Equals(share, Vector512.Create(double.PositiveInfinity));
            var value = Vector512.ConditionalSelect(
                isWhole,
                Vector512<double>.One,
                share / (Vector512<double>.One + share)
            );
            Vector512.ConditionalSelect(isAbove, value, Vector512<double>.Zero).Store(a + k);
        }
    }
}
