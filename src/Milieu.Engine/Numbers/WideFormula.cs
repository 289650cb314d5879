// A formula over many rows or voxels at once, with the bits of the plain one.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Step by step over a run of numbers, eight at a time: looking up what to do costs once a run.</summary>
/// <remarks>Counts are multiples of 8. Inputs and constants are used where they lie; results lie in a stack of runs.</remarks>
internal sealed unsafe class WideFormula
{
    private const int Lanes = 8;
    private readonly Operation[] _operations;
    private readonly Place _result;

    /// <summary>Eight times each constant, at addresses that do not move.</summary>
    private readonly double[] _constants;

    public WideFormula(Formula formula)
    {
        var places = new Stack<Place>();
        var operations = new List<Operation>();
        var constants = new List<double>();
        foreach (var step in formula.Steps)
        {
            if (step.Operation == FormulaOperation.Input)
                places.Push(new Place(PlaceKind.Input, step.Index));
            else if (step.Operation == FormulaOperation.Number)
            {
                places.Push(new Place(PlaceKind.Constant, constants.Count));
                constants.AddRange(Enumerable.Repeat(step.Value, Lanes));
            }
            else
            {
                var taken = new Place[Formula.Taken(step.Operation)];
                for (var k = taken.Length - 1; k >= 0; k--)
                    taken[k] = places.Pop();
                operations.Add(
                    new Operation(step.Operation, taken[0], taken[^1], taken[taken.Length / 2], places.Count)
                );
                places.Push(new Place(PlaceKind.Stack, places.Count));
                Depth = Math.Max(Depth, places.Count);
            }
        }
        _operations = [.. operations];
        _result = places.Pop();
        _constants = GC.AllocateArray<double>(constants.Count, pinned: true);
        constants.CopyTo(_constants);
    }

    /// <summary>How many runs the stack holds at most.</summary>
    public int Depth { get; } = 1;

    /// <param name="inputs">For each input the numbers of the run.</param>
    /// <param name="stack"><see cref="Depth"/> runs; the first of them holds the result.</param>
    public void Run(double** inputs, double* stack, int count)
    {
        foreach (ref readonly var o in _operations.AsSpan())
        {
            var to = stack + (o.To * count);
            var (a, b) = (At(o.A, inputs, stack, count), At(o.B, inputs, stack, count));
            if (o.Kind == FormulaOperation.Hill)
                Hills(a, At(o.Middle, inputs, stack, count), b, to, count);
            else
                Values(o.Kind, a, b, to, count);
        }
        if (_result.Kind == PlaceKind.Stack)
            return;
        var only = At(_result, inputs, stack, count);
        for (var k = 0; k < count; k += Lanes)
            only.Load(k).Store(stack + k);
    }

    private Source At(Place place, double** inputs, double* stack, int count) =>
        place.Kind switch
        {
            PlaceKind.Input => new Source(inputs[place.Index], 1),
            PlaceKind.Stack => new Source(stack + (place.Index * count), 1),
            _ => new Source((double*)Unsafe.AsPointer(ref _constants[place.Index]), 0),
        };

    private static void Values(FormulaOperation kind, Source a, Source b, double* to, int count)
    {
        for (var k = 0; k < count; k += Lanes)
            Value(kind, a.Load(k), b.Load(k)).Store(to + k);
    }

    private static Vector512<double> Value(FormulaOperation kind, Vector512<double> a, Vector512<double> b) =>
        kind switch
        {
            FormulaOperation.Add => a + b,
            FormulaOperation.Subtract => a - b,
            FormulaOperation.Multiply => a * b,
            FormulaOperation.Divide => a / b,
            FormulaOperation.Power => ExactMath.Pow(a, b),
            FormulaOperation.Minimum => Vector512.Min(a, b),
            FormulaOperation.Maximum => Vector512.Max(a, b),
            FormulaOperation.Negate => a ^ Vector512.Create(-0.0),
            FormulaOperation.Exp => ExactMath.Exp(a),
            FormulaOperation.Log => ExactMath.Log(a),
            FormulaOperation.Sqrt => Vector512.Sqrt(a),
            FormulaOperation.Abs => Vector512.Abs(a),
            FormulaOperation.Sin or FormulaOperation.Cos => Turn(kind, a),
            _ => Vector512.ConditionalSelect(
                Vector512.GreaterThanOrEqual(a, Vector512<double>.Zero),
                Vector512<double>.One,
                Vector512<double>.Zero
            ),
        };

    private static void Hills(Source x, Source half, Source power, double* to, int count)
    {
        for (var k = 0; k < count; k += Lanes)
        {
            var signal = x.Load(k);
            var isAbove = Vector512.GreaterThan(signal, Vector512<double>.Zero);
            // Lanes that give 0 anyway keep clear of the slow ways of odd numbers.
            var ratio = Vector512.ConditionalSelect(isAbove, signal / half.Load(k), Vector512<double>.One);
            var response = Hill.Response(ExactMath.Pow(ratio, power.Load(k)));
            Vector512.ConditionalSelect(isAbove, response, Vector512<double>.Zero).Store(to + k);
        }
    }

    private static Vector512<double> Turn(FormulaOperation kind, Vector512<double> a)
    {
        for (var k = 0; k < Lanes; k++)
            a = a.WithElement(k, kind == FormulaOperation.Sin ? ExactMath.Sin(a[k]) : ExactMath.Cos(a[k]));
        return a;
    }

    private enum PlaceKind
    {
        Constant,
        Input,
        Stack,
    }

    /// <summary>Where numbers lie.</summary>
    private readonly record struct Place(PlaceKind Kind, int Index);

    /// <param name="A">The first number taken.</param>
    /// <param name="B">The last number taken.</param>
    private readonly record struct Operation(FormulaOperation Kind, Place A, Place B, Place Middle, int To);

    /// <summary>A run of numbers, or with a stride of 0 one number again and again.</summary>
    private readonly struct Source(double* first, int stride)
    {
        public Vector512<double> Load(int k) => Vector512.Load(first + (k * stride));
    }
}
