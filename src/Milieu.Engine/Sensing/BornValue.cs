// What one cell bears of a gathered signal.
namespace Milieu.Engine;

/// <summary>A signal's formula over a cell's own custom variables, its columns found beforehand.</summary>
internal sealed class BornValue
{
    private readonly Formula _formula;
    private readonly Column<double>[] _inputs;
    private readonly Column<double>? _alone;

    public BornValue(CompiledModel model, Cells cells, TouchSignal signal)
    {
        _formula = signal.Value!;
        _inputs = [.. signal.Customs.Select(c => cells.ColumnOf(model.Behaviors.Custom(c))!)];
        var steps = _formula.Steps;
        if (steps.Length == 1 && steps[0].Operation == FormulaOperation.Input)
            _alone = _inputs[steps[0].Index];
    }

    public double At(int row)
    {
        if (_alone is not null)
            return _alone[row];
        Span<double> inputs = stackalloc double[_inputs.Length];
        for (var k = 0; k < inputs.Length; k++)
            inputs[k] = _inputs[k][row];
        return _formula.Evaluate(inputs);
    }
}
