// A tissue as a picture: cells over a field, and what the colors mean.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>The plane of a 2-D tissue, or the slice at middle height of a 3-D one; cells have the radius of their section.</summary>
internal sealed class TissueScene
{
    private const double LongestSide = 720;
    private const double Margin = 24;
    private readonly CompiledModel _model;
    private readonly Tissue _tissue;
    private readonly PixelBox _panel;
    private readonly double _scale;

    private TissueScene(CompiledModel model, Tissue tissue)
    {
        (_model, _tissue) = (model, tissue);
        var grid = model.Grid;
        var (width, height) = (grid.EndX - grid.OriginX, grid.EndY - grid.OriginY);
        _scale = LongestSide / Math.Max(width, height);
        _panel = new PixelBox(Margin, Margin, Math.Ceiling(width * _scale), Math.Ceiling(height * _scale));
    }

    /// <param name="shown">The substrate or structure behind the cells; null for the first.</param>
    public static Scene Of(CompiledModel model, Tissue tissue, double minutes, string? shown = null)
    {
        var fields = tissue.VoxelState;
        var field = fields.FirstOrDefault(f => f.Substrate.Name == shown) ?? fields.FirstOrDefault();
        var picture = new TissueScene(model, tissue);
        var legend = new Legend(model, tissue, picture._panel);
        var shapes = new List<Shape>();
        if (field is not null)
            shapes.Add(picture.FieldImage(field));
        else
            shapes.Add(new BoxShape(picture._panel, FieldColors.At(1)));
        picture.AddVessels(shapes);
        picture.AddCells(shapes);
        shapes.AddRange(ScaleBar.Of(picture._panel, picture._scale));
        var note = model.Grid.Is2D
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"slice at z = {model.Grid.MiddleZ:0.#} um");
        return legend.Compose(shapes, minutes, note, field);
    }

    private ImageShape FieldImage(Field field)
    {
        var grid = _model.Grid;
        var range = ColorRange.Of(field);
        var pixels = new Rgb[grid.Nx * grid.Ny];
        var k = grid.Nz / 2;
        for (var j = 0; j < grid.Ny; j++)
        for (var i = 0; i < grid.Nx; i++)
        {
            var value = field[field.Offset(i, j, k)];
            // An even number of layers has its middle between two of them.
            if (grid.Nz % 2 == 0)
                value = 0.5 * (value + field[field.Offset(i, j, k - 1)]);
            pixels[((grid.Ny - 1 - j) * grid.Nx) + i] = FieldColors.At(range.Share(value));
        }
        return new ImageShape(_panel, grid.Nx, grid.Ny, pixels);
    }

    // Beneath the cells: a vessel is seen as one, and its pieces as cells.
    private void AddVessels(List<Shape> shapes)
    {
        var (cells, links) = (_tissue.Cells, _tissue.Links);
        var states = new CellStates(_model, cells);
        for (var k = 0; k < links.Count; k++)
        {
            var (a, b) = (links.A[k], links.B[k]);
            var isVessel = (links.Kind[k] & (byte)LinkKind.Vessel) != 0;
            if (!isVessel || cells.Is(a, CellFlags.Tombstone) || cells.Is(b, CellFlags.Tombstone))
                continue;
            var width = Math.Min(cells.Radius[a], cells.Radius[b]);
            if (!_model.Grid.Is2D && Math.Abs((0.5 * (cells.Z[a] + cells.Z[b])) - _model.Grid.MiddleZ) >= width)
                continue;
            shapes.Add(
                new LineShape(
                    PixelX(a),
                    PixelY(a),
                    PixelX(b),
                    PixelY(b),
                    Math.Max(1, width * _scale),
                    Palette.Of(cells.Type[a], states.Of(a))
                )
            );
        }
    }

    private double PixelX(int row) => _panel.X + ((_tissue.Cells.X[row] - _model.Grid.OriginX) * _scale);

    private double PixelY(int row) => _panel.Y + ((_model.Grid.EndY - _tissue.Cells.Y[row]) * _scale);

    // Grouped by look, so that the order of rows cannot decide which type lies on top.
    private void AddCells(List<Shape> shapes)
    {
        var (cells, grid) = (_tissue.Cells, _model.Grid);
        var states = new CellStates(_model, cells);
        var looks = new List<DiscShape>[_model.Types.Length * 4];
        for (var row = 0; row < cells.Count; row++)
        {
            if (cells.Is(row, CellFlags.Tombstone))
                continue;
            var (radius, away) = ((double)cells.Radius[row], grid.Is2D ? 0 : cells.Z[row] - grid.MiddleZ);
            if (Math.Abs(away) >= radius)
                continue;
            var (type, state) = (cells.Type[row], states.Of(row));
            var fill = Palette.Of(type, state);
            var disc = new DiscShape(
                PixelX(row),
                PixelY(row),
                Math.Sqrt((radius * radius) - (away * away)) * _scale,
                fill,
                fill.Mix(Rgb.Ink, 0.55),
                Math.Clamp(0.12 * radius * _scale, 0.4, 1.2)
            );
            (looks[((3 - (int)state) * _model.Types.Length) + type] ??= []).Add(disc);
        }
        foreach (var look in looks)
            if (look is not null)
                shapes.AddRange(look.Select(d => d with { EdgeWidth = look[0].EdgeWidth }));
    }
}
