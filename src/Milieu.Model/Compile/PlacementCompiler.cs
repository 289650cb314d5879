// Where cells start.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

internal sealed class PlacementCompiler(
    CompileContext context,
    GridSpec grid,
    Timing timing,
    IReadOnlyList<CompiledType> types
)
{
    // Random placement without overlap jams near these covered shares (discs 0.547, balls 0.384).
    private const double FullDisc = 0.54;
    private const double FullBall = 0.38;

    private readonly Dictionary<CompiledPlacement, double> _shares = [];

    public IEnumerable<CompiledPlacement> Compile() =>
        context.Spec.Placements.SelectMany(p => Compile(p.Key, p.Value, "placements." + p.Key));

    private IEnumerable<CompiledPlacement> Compile(string name, PlacementSpec spec, string path)
    {
        string?[] shapes =
        [
            spec.Points.Count > 0 ? "points" : null,
            spec.File is null ? null : "file",
            spec.Disc is null ? null : "disc",
            spec.Ball is null ? null : "ball",
            spec.Shell is null ? null : "shell",
            spec.Annulus is null ? null : "annulus",
            spec.Box is null ? null : "box",
        ];
        // A function of place alone may choose from the whole domain.
        if (spec.Where is not null && Array.TrueForAll(shapes, s => s is null))
            shapes = ["box"];
        var type = spec.Cells is null ? -1 : context.TypeOf(spec.Cells);
        var said = shapes.Where(s => s is not null).ToList();
        if (spec.Vessels is { } vessels)
            return Laid(Start(name, spec, type), spec, vessels, type, said, path);
        if (said.Count != 1)
            context.Problems.Error(
                path,
                said.Count == 0 ? "the placement has no shape" : "the placement has several shapes",
                said.Count == 0 ? null : string.Join(", ", said),
                "one of points, file, disc, ball, shell, annulus, box"
            );
        else if (spec.Cells is null && spec.File is null)
            context.Problems.Error(
                path,
                "no cell type",
                null,
                "cells: one of " + string.Join(", ", context.Words.Types)
            );
        else if (ReferenceEquals(grid, GridCompiler.Fallback))
            return [];
        else if (said[0] is "points" or "file")
            return new PlacedPoints(context, grid, types).Compile(Start(name, spec, type), spec, type, path);
        else if (type >= 0)
            return [Filled(Start(name, spec, type), spec, types[type], path)];
        return [];
    }

    private IEnumerable<CompiledPlacement> Laid(
        CompiledPlacement start,
        PlacementSpec spec,
        VesselLayoutSpec vessels,
        int type,
        List<string?> shapes,
        string path
    )
    {
        var isTable = vessels.Nodes is not null;
        if (shapes.Count > (isTable ? 0 : 1) || shapes.Any(s => s is "points" or "file"))
            context.Problems.Error(
                path,
                isTable ? "a table of vessels has its own places" : "vessels fill one shape, or the domain",
                string.Join(", ", shapes),
                isTable ? "no shape" : "at most one of disc, ball, shell, annulus, box"
            );
        else if (ReferenceEquals(grid, GridCompiler.Fallback))
            return [];
        else if (isTable)
            return new VesselTables(context, grid, types).Compile(start, vessels, type, path + ".vessels") is { } table
                ? [table]
                : [];
        else if (type < 0)
            context.Problems.Error(
                path,
                "no cell type",
                null,
                "cells: one of " + string.Join(", ", context.Words.Types)
            );
        else
        {
            var shaped = shapes.Count == 0 ? start : Shaped(start, spec);
            if (shapes.Count > 0)
                Inside(shaped, path);
            var layouts = new VesselLayouts(context, grid);
            return vessels.Grown is null
                ? [layouts.Lattice(shaped, spec, vessels, path + ".vessels")]
                :
                [
                    new GrownLayout(context, grid, types).Compile(
                        layouts.Filling(shaped),
                        vessels,
                        Extent,
                        path + ".vessels"
                    ),
                ];
        }
        return [];
    }

    private CompiledPlacement Start(string name, PlacementSpec spec, int type) =>
        new()
        {
            Name = name,
            Type = Math.Max(0, type),
            Tick = (long)Math.Round(Values.Of(spec.At, Measure.Time, 0) / timing.TickMinutes),
            Shape = PlacementShape.Points,
            Fill = spec.Packing switch
            {
                "no overlap" => PlacementFill.NoOverlap,
                "hexagonal" => PlacementFill.Hexagonal,
                _ => PlacementFill.Uniform,
            },
            Count = 0,
            Where = spec.Where is null
                ? null
                : new RegionCompiler(context.Spec, context.Problems).Parse(
                    spec.Where,
                    context.Regions,
                    string.Create(CultureInfo.InvariantCulture, $"placements.{name}.where")
                ),
        };

    private CompiledPlacement Filled(CompiledPlacement start, PlacementSpec spec, CompiledType type, string path)
    {
        var shaped = Shaped(start, spec);
        var radius = ExactMath.Cbrt(type.Volume.Total * 3 / (4 * Math.PI));
        Inside(shaped, path);
        if (shaped.Fill == PlacementFill.Hexagonal)
        {
            if ((spec.Count ?? spec.Density) is { } count)
                context.Problems.Warn(path, "hexagonal packing decides how many cells there are", count.Text);
            return shaped with { Spacing = Values.Of(spec.Spacing, Measure.Length, 2 * radius) };
        }
        if (spec.Spacing is { } spacing)
            context.Problems.Warn(path + ".spacing", "only hexagonal packing has a spacing", spacing.Text);
        var filled = shaped with { Count = Count(shaped, spec, path) };
        var share = filled.Count * (grid.Is2D ? Math.PI * radius * radius : type.Volume.Total) / Extent(filled);
        if (filled.Fill == PlacementFill.NoOverlap && share > (grid.Is2D ? FullDisc : FullBall))
            context.Problems.Error(
                path,
                "so many cells do not fit without overlap",
                filled.Count.ToString(CultureInfo.InvariantCulture),
                "fewer cells, a larger shape, or packing: hexagonal"
            );
        return filled;
    }

    private CompiledPlacement Shaped(CompiledPlacement start, PlacementSpec spec)
    {
        var center =
            spec.Disc?.Center ?? spec.Ball?.Center ?? spec.Shell?.Center ?? spec.Annulus?.Center ?? spec.Box?.Center;
        var (x, y, z) = Values.Three(center ?? [], 0);
        var ring = spec.Shell ?? spec.Annulus;
        var (sx, sy, sz) = Values.Three(spec.Box?.Size ?? [], 0);
        if ((spec.Disc ?? spec.Ball) is null && ring is null && spec.Box is null)
        {
            (x, y, z) = (grid.OriginX + grid.EndX, grid.OriginY + grid.EndY, grid.OriginZ + grid.EndZ);
            (x, y, z) = (x / 2, y / 2, z / 2);
            (sx, sy, sz) = (grid.EndX - grid.OriginX, grid.EndY - grid.OriginY, grid.EndZ - grid.OriginZ);
        }
        return start with
        {
            Shape = spec switch
            {
                { Disc: not null } => PlacementShape.Disc,
                { Ball: not null } => PlacementShape.Ball,
                { Shell: not null } => PlacementShape.Shell,
                { Annulus: not null } => PlacementShape.Annulus,
                _ => PlacementShape.Box,
            },
            CenterX = x,
            CenterY = y,
            CenterZ = z,
            R1 = Values.Of(ring?.Inner, Measure.Length, 0),
            R2 = Values.Of(ring?.Outer ?? (spec.Disc ?? spec.Ball)?.Radius, Measure.Length, 0),
            SizeX = sx,
            SizeY = sy,
            SizeZ = sz,
        };
    }

    private int Count(CompiledPlacement shape, PlacementSpec spec, string path)
    {
        if ((spec.Count is null) == (spec.Density is null))
            context.Problems.Error(path, "how many cells is not clear", null, "either count or density");
        if (spec.Density is not { } density)
            return (int)Values.Of(spec.Count, Measure.Count, 0);
        // A 2-D domain is a slab: a density per volume counts over its height.
        var perVolume = density.In(Unit.Micron.Pow(-3));
        var own = grid.Is2D ? density.In(Unit.Micron.Pow(-2)) ?? perVolume * (grid.EndZ - grid.OriginZ) : perVolume;
        if (density.Unit?.Dimension.Length < 0 && own is null)
            context.Problems.Error(
                path + ".density",
                "the density does not fit the dimensions of the domain",
                density.Text,
                "cells per volume, such as 100000 /mm3"
            );
        var count = Math.Round((own ?? 0) * Extent(shape));
        if (count is >= 0 and <= int.MaxValue)
            return (int)count;
        context.Problems.Error(path + ".density", "too many cells", density.Text);
        return 0;
    }

    /// <summary>Area in 2-D, volume in 3-D, of what the placement may fill, in um.</summary>
    private double Extent(CompiledPlacement p)
    {
        if (p.Where is null)
            return Whole(p);
        // Many types share a shape and a function.
        var shape = p with
        {
            Name = "",
            Type = 0,
            Fill = PlacementFill.Uniform,
            Tick = 0,
            Count = 0,
        };
        if (!_shares.TryGetValue(shape, out var share))
            _shares[shape] = share = WantedShare.Of(p, grid);
        return Whole(p) * share;
    }

    private double Whole(CompiledPlacement p)
    {
        var (r1, r2) = (p.R1, p.R2);
        var isFlatShape = p.Shape is PlacementShape.Disc or PlacementShape.Annulus;
        if (p.Shape == PlacementShape.Box)
            return p.SizeX * p.SizeY * (grid.Is2D ? 1 : p.SizeZ);
        if (grid.Is2D)
            return Math.PI * ((r2 * r2) - (r1 * r1));
        // A disc in a 3-D domain is one layer of cells: a voxel high.
        return isFlatShape
            ? Math.PI * ((r2 * r2) - (r1 * r1)) * grid.Dz
            : 4 * Math.PI / 3 * ((r2 * r2 * r2) - (r1 * r1 * r1));
    }

    private void Inside(CompiledPlacement p, string path)
    {
        if (p.Shape is PlacementShape.Shell or PlacementShape.Annulus && p.R1 >= p.R2)
            context.Problems.Error(path, "the ring is empty", null, "inner below outer");
        if (p.Shape != PlacementShape.Box && p.R2 <= 0)
            context.Problems.Error(path, "no radius", null, "radius: 100 um");
        if (p.Shape == PlacementShape.Box && !(p.SizeX > 0 && p.SizeY > 0 && (grid.Is2D || p.SizeZ > 0)))
            context.Problems.Error(path, "the box has no size", null, "size: [200 um, 200 um, 200 um]");
        var isBox = p.Shape == PlacementShape.Box;
        var isFlat = grid.Is2D || p.Shape is PlacementShape.Disc or PlacementShape.Annulus;
        var (hx, hy) = isBox ? (p.SizeX / 2, p.SizeY / 2) : (p.R2, p.R2);
        var hz =
            isFlat ? 0
            : isBox ? p.SizeZ / 2
            : p.R2;
        // Rounding of converted units may not throw a box out that is as large as the domain.
        var slack = 1e-9 * (grid.EndX - grid.OriginX);
        var isInside =
            p.CenterX - hx >= grid.OriginX - slack
            && p.CenterX + hx <= grid.EndX + slack
            && p.CenterY - hy >= grid.OriginY - slack
            && p.CenterY + hy <= grid.EndY + slack
            && (grid.Is2D || (p.CenterZ - hz >= grid.OriginZ - slack && p.CenterZ + hz <= grid.EndZ + slack));
        if (!isInside)
            context.Problems.Error(path, "cells outside the domain", null, DomainText.Of(grid));
    }
}
