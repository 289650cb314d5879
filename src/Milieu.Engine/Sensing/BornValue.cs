// What one cell bears of a gathered signal.
namespace Milieu.Engine;

/// <summary>A signal's formula over a cell's own signals, each found beforehand.</summary>
internal sealed class BornValue
{
    private readonly Formula _formula;
    private readonly SignalReader[] _inputs;
    private readonly Column<double>? _alone;

    public BornValue(StepContext context, CellStates states, TouchSignal signal)
    {
        _formula = signal.Value!;
        _inputs = [.. signal.Inputs.Select(i => new SignalReader(context, states, i.Kind, i.Index))];
        if (_formula.Steps is [{ Operation: FormulaOperation.Input }] && signal.Inputs is [{ Kind: SignalKind.Custom }])
            _alone = context.Cells.ColumnOf(context.Model.Behaviors.Custom(signal.Inputs[0].Index));
    }

    public double At(int row)
    {
        if (_alone is not null)
            return _alone[row];
        Span<double> inputs = stackalloc double[_inputs.Length];
        for (var k = 0; k < inputs.Length; k++)
            inputs[k] = _inputs[k].At(row);
        return _formula.Evaluate(inputs);
    }
}
