// A picture of the slice z = 0, made of the elements that viewers of PhysiCell's pictures read.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>One group a cell whose sphere meets the slice, with its section and the section of its nucleus (contract 14.4).</summary>
internal sealed class SvgSnapshot
{
    private const double BarLength = 200;
    private readonly CompiledModel _model;
    private readonly Cells _cells;
    private readonly CellStates _states;
    private readonly double _slice;
    private readonly double _width;
    private readonly double _height;
    private readonly double _font;
    private readonly double _top;
    private readonly SvgSubstrate? _substrate;

    public SvgSnapshot(CompiledModel model, Tissue tissue, SubstratePlot? plot)
    {
        (_model, _cells) = (model, tissue.Cells);
        _states = new CellStates(model, _cells);
        var grid = model.Grid;
        // Flat tissues lie in the middle of z; a deep domain that does not hold z = 0 is cut there too.
        _slice = !grid.Is2D && grid.OriginZ <= 0 && grid.EndZ >= 0 ? 0 : grid.MiddleZ;
        (_width, _height) = (grid.EndX - grid.OriginX, grid.EndY - grid.OriginY);
        _font = 0.025 * _height;
        _top = 2.8 * _font;
        _substrate = SvgSubstrate.Of(tissue, _slice, plot);
    }

    /// <param name="rows">Rows of the tissue, in the order of the file.</param>
    public void Write(Stream stream, int[] rows, double minutes)
    {
        using var text = SvgShapes.On(stream);
        var svg = new SvgShapes(text);
        var width = _width + (_substrate is null ? 0 : SvgSubstrate.BarRoom);
        svg.Start(width, _height + _top);
        svg.Rectangle(0, 0, width, _height + _top, 0.002 * _height, "white", "white");
        svg.Text(Title(minutes), 0.5 * _font, 1.2 * _font, _font);
        svg.Text(Count(rows.Length), 0.5 * _font, 2.3 * _font, 0.95 * _font);
        svg.Line(" <g id=\"tissue\" ");
        svg.Line($"    transform=\"translate(0,{NumberText.Short(_height + _top)}) scale(1,-1)\">");
        svg.Line("  <g id=\"ECM\">");
        _substrate?.Voxels(svg);
        svg.Line("  </g>");
        svg.Line("  <g id=\"cells\">");
        foreach (var row in rows)
            Cell(svg, row);
        svg.Line("  </g>");
        svg.Line(" </g>");
        Bar(svg);
        svg.Rectangle(0, _top, _width, _height, 0.002 * _height, "rgb(0,0,0)", "none");
        _substrate?.Bar(svg, _width, _top, _height, _font);
        svg.End();
    }

    private void Cell(SvgShapes svg, int row)
    {
        var radius = (double)_cells.Radius[row];
        var distance = Math.Abs(_cells.Z[row] - _slice);
        if (distance >= radius)
            return;
        var type = SafeText.Escaped(_model.Types[_cells.Type[row]].Name);
        var isDead = _cells.Is(row, CellFlags.Dead) ? "true" : "false";
        svg.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"   <g id=\"cell{_cells.Id[row]}\" type=\"{type}\" dead=\"{isDead}\" >"
            )
        );
        var color = CellColors.Of(_cells.Type[row], _states.Of(row));
        var (x, y) = (_cells.X[row] - _model.Grid.OriginX, _cells.Y[row] - _model.Grid.OriginY);
        svg.Circle(x, y, Section(radius, distance), 0.5, "black", color);
        var nucleus = (double)CellGeometry.Radius(_cells.NuclearFluid[row] + _cells.NuclearSolid[row]);
        if (distance < nucleus)
            svg.Circle(x, y, Section(nucleus, distance), 0.5, color, color);
        svg.Line("   </g>");
    }

    private void Bar(SvgShapes svg)
    {
        var margin = 0.025 * _height;
        var height = 0.01 * _height;
        var (x, y) = (_width - margin - BarLength, _height + _top - margin - height);
        svg.Rectangle(x, y, BarLength, height, 0.002 * _height, "rgb(255,255,255)", "rgb(0,0,0)");
        svg.Text($"{NumberText.Short(BarLength)} \u03bcm", x + (0.25 * _font), y - (0.25 * _font), _font);
    }

    private string Title(double minutes)
    {
        var whole = (long)Math.Round(minutes, MidpointRounding.ToEven);
        var (days, hours) = (whole / 1440, whole % 1440 / 60);
        var rest = Math.Max(0, minutes - (60 * ((days * 24) + hours)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Current time: {days} days, {hours} hours, and {rest:F2} minutes, z = {_slice:F2} \u03bcm"
        );
    }

    private static string Count(int cells) => string.Create(CultureInfo.InvariantCulture, $"{cells} agents");

    private static double Section(double radius, double distance) =>
        Math.Sqrt((radius * radius) - (distance * distance));
}
