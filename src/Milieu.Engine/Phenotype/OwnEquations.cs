// Custom variables that change by an equation of their own.
namespace Milieu.Engine;

/// <summary>Advances them over a phenotype step, all from the values at its start.</summary>
/// <remarks>
/// dv/dt = f(v), all else that f reads as at the start; classical Runge and Kutta of order 4: docs/science/custom-variables.md.
/// </remarks>
internal sealed class OwnEquations
{
    private readonly Equation[] _equations;
    private readonly Equation[] _inDead;
    private readonly double _dt;
    private readonly int _mostInputs;

    public OwnEquations(StepContext context)
    {
        var model = context.Model;
        var states = new CellStates(model, context.Cells);
        _dt = model.Timing.PhenotypeMinutes;
        _equations =
        [
            .. Enumerable
                .Range(0, model.Customs.Length)
                .Where(c => model.Customs[c].Change is not null)
                .Select(c =>
                {
                    var formula = model.Formulas[model.Customs[c].Change!.Value];
                    return new Equation(
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
        _inDead = [.. _equations.Where(e => e.GoesOn)];
        _mostInputs = _equations.Select(e => e.Inputs.Length).DefaultIfEmpty().Max();
    }

    public bool IsEmpty => _equations.Length == 0;

    /// <summary>Those of a live row, or those that go on in a dead one.</summary>
    public void Run(int row, bool isLive)
    {
        var equations = isLive ? _equations : _inDead;
        Span<double> after = stackalloc double[_equations.Length];
        Span<double> inputs = stackalloc double[_mostInputs];
        for (var k = 0; k < equations.Length; k++)
        {
            var equation = equations[k];
            for (var i = 0; i < equation.Inputs.Length; i++)
                inputs[i] = equation.Inputs[i].At(row);
            after[k] = equation.After(_dt, equation.Column[row], inputs);
        }
        for (var k = 0; k < equations.Length; k++)
            equations[k].Column[row] = after[k];
    }

    /// <param name="Own">Which input is the variable itself; -1 where none is.</param>
    private sealed record Equation(
        Column<double> Column,
        Formula Law,
        SignalReader[] Inputs,
        int Own,
        double Least,
        double Most,
        bool GoesOn
    )
    {
        public double After(double dt, double value, Span<double> inputs)
        {
            var a = Slope(value, inputs);
            var b = Slope(value + (0.5 * dt * a), inputs);
            var c = Slope(value + (0.5 * dt * b), inputs);
            var d = Slope(value + (dt * c), inputs);
            return Math.Min(Math.Max(value + (dt / 6 * (a + (2 * b) + (2 * c) + d)), Least), Most);
        }

        private double Slope(double value, Span<double> inputs)
        {
            if (Own >= 0)
                inputs[Own] = value;
            return Law.Evaluate(inputs);
        }
    }
}
