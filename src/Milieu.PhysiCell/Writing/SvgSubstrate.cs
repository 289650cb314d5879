// The substrate behind the cells of a picture, and its color bar.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>One rectangle a voxel of the layer that holds the slice; a bar of ten colors to the right.</summary>
internal sealed class SvgSubstrate
{
    /// <summary>What the bar adds to the width of the picture.</summary>
    public const double BarRoom = 200;

    private const int Steps = 10;
    private const double BarGap = 25;
    private const double BarWidth = 25;
    private readonly Field _field;
    private readonly GridSpec _grid;
    private readonly int _layer;
    private readonly double _low;
    private readonly double _high;
    private readonly ColorMap _colors;

    private SvgSubstrate(Field field, double slice, SubstratePlot plot)
    {
        (_field, _grid) = (field, field.Grid);
        _layer = Math.Clamp((int)Math.Floor((slice - _grid.OriginZ) / _grid.Dz), 0, _grid.Nz - 1);
        var densities = Enumerable.Range(0, _grid.Voxels).Select(v => field[field.OffsetOfVoxel(v)]);
        _low = plot.Low ?? densities.Min();
        _high = plot.High ?? densities.Max();
        // A field that is the same everywhere still has two ends.
        if (_high <= _low)
            _high = _low + 1;
        _colors = new ColorMap(plot.Colors);
    }

    /// <summary>Null where no substrate is to be shown, or none has that name.</summary>
    public static SvgSubstrate? Of(Tissue tissue, double slice, SubstratePlot? plot) =>
        plot is null ? null
        : tissue.Fields.FirstOrDefault(f => f.Substrate.Name == plot.Substrate) is { } field
            ? new SvgSubstrate(field, slice, plot)
        : null;

    public void Voxels(SvgShapes svg)
    {
        for (var j = 0; j < _grid.Ny; j++)
        for (var i = 0; i < _grid.Nx; i++)
            svg.Rectangle(
                i * _grid.Dx,
                j * _grid.Dy,
                _grid.Dx,
                _grid.Dy,
                0,
                "none",
                Color(_field[_field.Offset(i, j, _layer)])
            );
    }

    /// <param name="left">The right edge of the tissue.</param>
    public void Bar(SvgShapes svg, double left, double top, double height, double font)
    {
        var x = left + BarGap;
        var step = (height - BarGap) / Steps;
        for (var k = 0; k < Steps; k++)
        {
            var density = _low + ((_high - _low) / Steps * (Steps - 1 - k));
            svg.Rectangle(x, top + (k * step), BarWidth, step, 0.002 * height, "none", Color(density));
            if (k % 2 != 0)
                Mark(svg, density, x + BarWidth, top + ((k + 1) * step), height, font);
        }
        Mark(svg, _high, x + BarWidth, top, height, font);
        svg.Rectangle(x, top, BarWidth, height - BarGap, 0.002 * height, "black", "none");
        svg.Text(_field.Substrate.Name, x, top + height - (0.2 * font), 0.8 * font);
    }

    private static void Mark(SvgShapes svg, double density, double x, double y, double height, double font)
    {
        svg.Rectangle(x, y - (0.001 * height), 3, 0.002 * height, 0, "rgb(0,0,0)", "rgb(0,0,0)");
        svg.Text(density.ToString("G2", CultureInfo.InvariantCulture), x + 3, y, font);
    }

    private string Color(double density) => _colors.At((density - _low) / (_high - _low));
}
