// Which color is which type.
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>One line a type: a cell of its color, and its name.</summary>
internal static class SvgLegend
{
    private const double Radius = 25;
    private const double Padding = 0.15 * 2 * Radius;
    private const double RowHeight = 2 * (Radius + Padding);
    private const double Font = 0.85 * 2 * Radius;

    public static void Write(Stream stream, CompiledModel model)
    {
        using var text = SvgShapes.On(stream);
        var svg = new SvgShapes(text);
        svg.Start((2 * Radius) + (4 * Padding) + (32 * Font), model.Types.Length * RowHeight);
        for (var type = 0; type < model.Types.Length; type++)
        {
            var color = CellColors.Of(type, CellState.Live);
            var (x, y) = (Padding + Radius, (type * RowHeight) + Padding + Radius);
            svg.Circle(x, y, Radius, 1, "black", color);
            svg.Circle(x, y, 0.5 * Radius, 1, color, color);
            svg.Text(model.Types[type].Name, x + Radius + (2 * Padding), y + (0.3 * Font), Font);
        }
        svg.End();
    }
}
