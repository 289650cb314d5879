// A custom variable with an equation of its own, and the seam between plain loops and wide ones.
namespace Milieu.Engine;

/// <summary>Advances custom variables over a phenotype step.</summary>
internal interface IEquationKernel
{
    /// <summary>Advances rows [begin, end), each from what it was at the start of the step.</summary>
    void Run(int begin, int end, int worker);
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
