// Vessels that grow before the run.
using Milieu.Engine;

namespace Milieu.Model;

internal sealed class GrownLayout(CompileContext context, GridSpec grid, IReadOnlyList<CompiledType> types)
{
    // Pieces a length apart: the share of the plane or of space, in squares or cubes of that edge, which a network can reach.
    private const double FullPlane = 0.8;
    private const double FullSpace = 0.3;

    /// <param name="shaped">The shape, or the whole domain.</param>
    /// <param name="extent">Area in 2-D, volume in 3-D, of what a placement may fill.</param>
    public CompiledPlacement Compile(
        CompiledPlacement shaped,
        VesselLayoutSpec spec,
        Func<CompiledPlacement, double> extent,
        string path
    )
    {
        var grown = spec.Grown!;
        if ((spec.Spacing is null) == (spec.Density is null) || spec.Nodes is not null || spec.Edges is not null)
            context.Problems.Error(path, "how vessels are laid out is not clear", null, "either spacing or density");
        if (!grid.Is2D && shaped.Shape is PlacementShape.Disc or PlacementShape.Annulus)
            context.Problems.Error(path, "vessels in 3-D do not fit a flat shape", null, "box, ball or shell");
        if ((spec.Along ?? spec.Jitter?.Text) is { } extra)
            context.Problems.Warn(path, "no effect: grown vessels have neither direction nor jitter", extra);
        if (grown.Inlets is { } few && few.In(Unit.One) < 2)
            context.Problems.Error(path + ".grown.inlets", "blood comes in and goes out", few.Text, "two or more");
        var points = new PlacedPoints(context, grid, types).Of(grown.Points, path + ".grown");
        if (points.Length == 3)
            context.Problems.Error(path + ".grown.points", "blood comes in and goes out", null, "two points or more");
        var length = Values.Of(spec.Length, Measure.Length, 20);
        var spacing = Values.Of(spec.Spacing, Measure.Length, 0);
        if (spec.Spacing is { } near && spacing < length)
            context.Problems.Error(path + ".spacing", "vessels nearer than a piece is long", near.Text);
        return shaped with
        {
            Vessels = new VesselLayout
            {
                Length = length,
                Growth = new VesselGrowth
                {
                    Inlets = points.IsEmpty ? (int)Values.Of(grown.Inlets, Measure.Count, 4) : 0,
                    Points = points,
                    Reach = spacing / 2,
                    Pieces = spec.Density is { } density
                        ? Pieces(density, length, extent(shaped), path + ".density")
                        : 0,
                },
            },
        };
    }

    /// <summary>Pieces per area in 2-D; in 3-D a length per volume, of which each piece is one length.</summary>
    private int Pieces(Quantity density, double length, double extent, string path)
    {
        if (density.In(Unit.Micron.Pow(-2)) is not (> 0 and var dense))
        {
            context.Problems.Error(
                path,
                grid.Is2D
                    ? "grown vessels are counted in pieces per area"
                    : "grown vessels are counted in length per volume",
                density.Text,
                grid.Is2D ? "such as 400 /mm2" : "such as 60 mm/mm3"
            );
            return 1;
        }
        // Per square of a length in 2-D; in 3-D each piece is a length, per cube of it.
        var share = dense * length * length;
        if (share > (grid.Is2D ? FullPlane : FullSpace))
            context.Problems.Error(path, "so many pieces do not fit", density.Text, "fewer, or a smaller length");
        return (int)Math.Max(1, Math.Round(Math.Min(1e8, grid.Is2D ? dense * extent : dense * extent / length)));
    }
}
