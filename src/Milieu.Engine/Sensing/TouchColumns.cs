// The gathered signals of every row.
namespace Milieu.Engine;

/// <summary>One scratch column for each signal that cells gather from others; right from Sense to the next Sort.</summary>
internal sealed class TouchColumns
{
    private readonly Column<double>[] _columns;

    public TouchColumns(CompiledModel model, Cells cells) =>
        _columns = [.. model.Touches.Select(_ => cells.Scratch<double>("touch"))];

    public Column<double> this[int signal] => _columns[signal];
}
