// Custom variables that change by an equation of their own.
namespace Milieu.Engine;

/// <summary>The plain form: cell by cell.</summary>
/// <remarks>
/// dv/dt = f(v), all else that f reads as at the start; classical Runge and Kutta of order 4: docs/science/custom-variables.md.
/// </remarks>
internal sealed class OwnEquations(StepContext context, OwnEquation[] equations) : IEquationKernel
{
    private readonly Cells _cells = context.Cells;
    private readonly double _dt = context.Model.Timing.PhenotypeMinutes;
    private readonly OwnEquation[] _inDead = [.. equations.Where(e => e.GoesOn)];
    private readonly int _mostInputs = equations.Max(e => e.Inputs.Length);

    public void Run(int begin, int end, int worker)
    {
        for (var row = begin; row < end; row++)
            if (!_cells.Is(row, CellFlags.Absent))
                Run(row, _cells.IsLive(row) ? equations : _inDead);
    }

    private void Run(int row, OwnEquation[] those)
    {
        Span<double> after = stackalloc double[those.Length];
        Span<double> inputs = stackalloc double[_mostInputs];
        for (var k = 0; k < those.Length; k++)
        {
            for (var i = 0; i < those[k].Inputs.Length; i++)
                inputs[i] = those[k].Inputs[i].At(row);
            after[k] = those[k].After(_dt, those[k].Column[row], inputs);
        }
        for (var k = 0; k < those.Length; k++)
            those[k].Column[row] = after[k];
    }
}
