// The equations of custom variables, over blocks of cells.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>As <see cref="OwnEquations"/>, eight cells at a time, with the same bits.</summary>
internal sealed unsafe class WideEquations : IEquationKernel
{
    private const int MostRows = 128;
    private const int Lanes = 8;
    private readonly Cells _cells;
    private readonly double _dt;
    private readonly (OwnEquation Equation, WideFormula Law)[] _equations;
    private readonly (OwnEquation Equation, WideFormula Law)[] _inDead;
    private readonly Lot[] _lots;

    public WideEquations(StepContext context, OwnEquation[] equations)
    {
        _cells = context.Cells;
        _dt = context.Model.Timing.PhenotypeMinutes;
        _equations = [.. equations.Select(e => (e, new WideFormula(e.Law)))];
        _inDead = [.. _equations.Where(e => e.Equation.GoesOn)];
        var inputs = equations.Max(e => e.Inputs.Length);
        var depth = _equations.Max(e => e.Law.Depth);
        _lots = [.. Enumerable.Range(0, context.Pool.Workers).Select(_ => new Lot(equations.Length, inputs, depth))];
    }

    public void Run(int begin, int end, int worker)
    {
        var lot = _lots[worker];
        for (var start = begin; start < end; start += MostRows)
        {
            var last = Math.Min(start + MostRows, end);
            Run(lot, _equations, start, last, CellFlags.None);
            if (_inDead.Length > 0)
                Run(lot, _inDead, start, last, CellFlags.Dead);
        }
    }

    /// <summary>Advances the rows of a range that are live, or those that are dead.</summary>
    private void Run(Lot lot, (OwnEquation Equation, WideFormula Law)[] equations, int begin, int end, CellFlags isDead)
    {
        var count = 0;
        for (var row = begin; row < end; row++)
            if ((_cells.Flags[row] & (byte)(CellFlags.Absent | CellFlags.Dead)) == (byte)isDead)
                lot.Rows[count++] = row;
        lot.Count = count;
        for (var k = 0; count > 0 && k < equations.Length; k++)
            Advance(equations[k].Equation, equations[k].Law, lot, lot.After[k]);
        for (var k = 0; k < equations.Length; k++)
        for (var lane = 0; lane < count; lane++)
            equations[k].Equation.Column[lot.Rows[lane]] = lot.After[k][lane];
    }

    /// <summary>Classical Runge and Kutta of order 4; lanes beyond the count hold numbers that nothing reads.</summary>
    private void Advance(OwnEquation equation, WideFormula law, Lot lot, double[] after)
    {
        for (var i = 0; i < equation.Inputs.Length; i++)
        for (var lane = 0; lane < lot.Count; lane++)
            lot.Inputs[i][lane] = equation.Inputs[i].At(lot.Rows[lane]);
        for (var lane = 0; lane < lot.Count; lane++)
            lot.Values[lane] = equation.Column[lot.Rows[lane]];
        Slope(equation, law, lot, 0, lot.Values, lot.A);
        Slope(equation, law, lot, 0.5 * _dt, lot.A, lot.B);
        Slope(equation, law, lot, 0.5 * _dt, lot.B, lot.C);
        Slope(equation, law, lot, _dt, lot.C, lot.D);
        for (var k = 0; k < lot.Whole; k += Lanes)
        {
            var (a, b, c, d) = (At(lot.A, k), At(lot.B, k), At(lot.C, k), At(lot.D, k));
            (At(lot.Values, k) + (_dt / 6 * (a + (2 * b) + (2 * c) + d))).StoreUnsafe(ref after[k]);
        }
        for (var lane = 0; lane < lot.Count; lane++)
            after[lane] = equation.Within(after[lane]);
    }

    /// <summary>The slopes at the values plus <paramref name="ahead"/> minutes of <paramref name="before"/>.</summary>
    private static void Slope(
        OwnEquation equation,
        WideFormula law,
        Lot lot,
        double ahead,
        double[] before,
        double[] slopes
    )
    {
        if (equation.Own >= 0)
            for (var k = 0; k < lot.Whole; k += Lanes)
            {
                var value = At(lot.Values, k);
                var there = ahead == 0 ? value : value + (ahead * At(before, k));
                there.StoreUnsafe(ref lot.Inputs[equation.Own][k]);
            }
        var inputs = stackalloc double*[equation.Inputs.Length];
        for (var i = 0; i < equation.Inputs.Length; i++)
            inputs[i] = (double*)Unsafe.AsPointer(ref lot.Inputs[i][0]);
        law.Run(inputs, (double*)Unsafe.AsPointer(ref lot.Stack[0]), lot.Whole);
        lot.Stack.AsSpan(0, lot.Whole).CopyTo(slopes);
    }

    private static Vector512<double> At(double[] values, int k) => RuleBlock.At(values, k);

    /// <summary>What one worker needs for a run of rows.</summary>
    private sealed class Lot(int equations, int inputs, int depth)
    {
        public int Count { get; set; }

        /// <summary>The count, up to whole vectors.</summary>
        public int Whole => (Count + Lanes - 1) / Lanes * Lanes;

        public int[] Rows { get; } = new int[MostRows];

        public double[] Values { get; } = new double[MostRows];

        public double[] A { get; } = new double[MostRows];

        public double[] B { get; } = new double[MostRows];

        public double[] C { get; } = new double[MostRows];

        public double[] D { get; } = new double[MostRows];

        /// <summary>What each equation ends at.</summary>
        public double[][] After { get; } = [.. Enumerable.Range(0, equations).Select(_ => new double[MostRows])];

        /// <summary>The numbers that an equation reads; they do not move in memory.</summary>
        public double[][] Inputs { get; } =
        [.. Enumerable.Range(0, inputs).Select(_ => GC.AllocateArray<double>(MostRows, pinned: true))];

        public double[] Stack { get; } = GC.AllocateArray<double>(MostRows * depth, pinned: true);
    }
}
