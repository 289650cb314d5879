// Vessels as a lattice, or from tables of nodes and edges.
using Milieu.Engine;

namespace Milieu.Model;

internal sealed class VesselLayouts(CompileContext context, GridSpec grid)
{
    /// <summary>A lattice that fills the shape of the placement, or the whole domain where it has none.</summary>
    public CompiledPlacement Lattice(
        CompiledPlacement shaped,
        PlacementSpec placement,
        VesselLayoutSpec spec,
        string path
    )
    {
        var said = new[] { spec.Spacing is not null, spec.Density is not null, spec.Nodes is not null }.Count(s => s);
        if (said != 1 || (spec.Nodes is null && spec.Edges is not null))
            context.Problems.Error(
                path,
                "how vessels are laid out is not clear",
                null,
                "one of spacing, density, and nodes (with edges)"
            );
        if (!grid.Is2D && shaped.Shape is PlacementShape.Disc or PlacementShape.Annulus)
            context.Problems.Error(
                path,
                "a lattice of vessels in 3-D does not fit a flat shape",
                null,
                "box, ball or shell"
            );
        if ((placement.Count ?? placement.Density ?? placement.Spacing) is { } extra)
            context.Problems.Warn(path, "the lattice decides how many cells there are", extra.Text);
        if (grid.Is2D && spec.Along is { } along)
            context.Problems.Warn(path + ".along", "no effect: vessels cross a 2-D domain", along);
        var spacing = Values.Of(spec.Spacing, Measure.Length, 0);
        if (spec.Density is { } density)
            spacing = SpacingOf(density, path + ".density");
        return Filling(shaped) with
        {
            Vessels = new VesselLayout
            {
                Spacing = spacing,
                Jitter = Values.Of(spec.Jitter, Measure.Fraction, 0) * spacing,
                Axis = spec.Along switch
                {
                    "x" => 0,
                    "y" => 1,
                    _ => 2,
                },
                Length = Values.Of(spec.Length, Measure.Length, 20),
            },
        };
    }

    /// <summary>In a hexagonal lattice each vessel has the area s^2 sqrt(3) / 2.</summary>
    private double SpacingOf(Quantity density, string path)
    {
        if (density.In(Unit.Micron.Pow(-2)) is > 0 and var perArea)
            return Math.Sqrt(2 / (Math.Sqrt(3) * perArea));
        context.Problems.Error(path, "vessels are counted per area", density.Text, "such as 60 /mm2");
        return 0;
    }

    /// <summary>The whole domain where the placement says no shape.</summary>
    public CompiledPlacement Filling(CompiledPlacement shaped)
    {
        if (shaped.Shape != PlacementShape.Points)
            return shaped;
        var (sx, sy, sz) = (grid.EndX - grid.OriginX, grid.EndY - grid.OriginY, grid.EndZ - grid.OriginZ);
        return shaped with
        {
            Shape = PlacementShape.Box,
            CenterX = grid.OriginX + (sx / 2),
            CenterY = grid.OriginY + (sy / 2),
            CenterZ = grid.OriginZ + (sz / 2),
            SizeX = sx,
            SizeY = sy,
            SizeZ = sz,
        };
    }
}
