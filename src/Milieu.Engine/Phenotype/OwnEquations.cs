// Custom variables that change by an equation of their own.
namespace Milieu.Engine;

/// <summary>Advances custom variables over a phenotype step.</summary>
internal interface IEquationKernel
{
    /// <summary>Advances rows [begin, end), each from what it was at the start of the step.</summary>
    void Run(int begin, int end, int worker);
}

/// <summary>The plain form: cell by cell.</summary>
/// <remarks>
/// dv/dt = f(v), all else that f reads as at the start; classical Runge and Kutta of order 4: docs/science/custom-variables.md.
/// </remarks>
internal sealed class OwnEquations(StepContext context, OwnEquation[] equations) : IEquationKernel
{
    /// <summary>Rows without a cell in the tissue.</summary>
    public const CellFlags Absent = CellFlags.Tombstone | CellFlags.Escaped;

    private readonly Cells _cells = context.Cells;
    private readonly double _dt = context.Model.Timing.PhenotypeMinutes;
    private readonly OwnEquation[] _inDead = [.. equations.Where(e => e.GoesOn)];
    private readonly int _mostInputs = equations.Max(e => e.Inputs.Length);

    /// <summary>Null where no variable has an equation.</summary>
    public static IEquationKernel? Of(StepContext context)
    {
        var equations = OwnEquation.AllOf(context);
        return equations.Length == 0 ? null
            : context.Kernel == KernelKind.Reference ? new OwnEquations(context, equations)
            : new WideEquations(context, equations);
    }

    public void Run(int begin, int end, int worker)
    {
        for (var row = begin; row < end; row++)
            if (!_cells.Is(row, Absent))
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

/// <summary>How one custom variable changes.</summary>
/// <param name="Own">Which input is the variable itself; -1 where none is.</param>
/// <param name="GoesOn">It changes in dead cells too.</param>
internal sealed record OwnEquation(
    Column<double> Column,
    Formula Law,
    SignalReader[] Inputs,
    int Own,
    double Least,
    double Most,
    bool GoesOn
)
{
    public static OwnEquation[] AllOf(StepContext context)
    {
        var model = context.Model;
        var states = new CellStates(model, context.Cells);
        return
        [
            .. Enumerable
                .Range(0, model.Customs.Length)
                .Where(c => model.Customs[c].Change is not null)
                .Select(c =>
                {
                    var formula = model.Formulas[model.Customs[c].Change!.Value];
                    return new OwnEquation(
                        context.Cells.ColumnOf(model.Behaviors.Custom(c))!,
                        formula.Law,
                        [.. formula.Inputs.Select(i => new SignalReader(context, states, i.Kind, i.Index))],
                        formula.Inputs.IndexOf(new SignalInput(SignalKind.Custom, c)),
                        model.Customs[c].Least ?? double.NegativeInfinity,
                        model.Customs[c].Most ?? double.PositiveInfinity,
                        model.Customs[c].ChangesInDead
                    );
                }),
        ];
    }

    public double After(double dt, double value, Span<double> inputs)
    {
        var a = Slope(value, inputs);
        var b = Slope(value + (0.5 * dt * a), inputs);
        var c = Slope(value + (0.5 * dt * b), inputs);
        var d = Slope(value + (dt * c), inputs);
        return Within(value + (dt / 6 * (a + (2 * b) + (2 * c) + d)));
    }

    public double Within(double value) => Math.Min(Math.Max(value, Least), Most);

    private double Slope(double value, Span<double> inputs)
    {
        if (Own >= 0)
            inputs[Own] = value;
        return Law.Evaluate(inputs);
    }
}
