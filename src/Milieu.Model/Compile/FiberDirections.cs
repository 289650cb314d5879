// How fibers lie at the start.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>A unit vector for each voxel; in 2-D it lies in the plane.</summary>
internal static class FiberDirections
{
    private static readonly string[] Parts = ["x", "y", "z"];

    public static ImmutableArray<double> Compile(CompileContext context, GridSpec grid, DirectionSpec spec)
    {
        const string Path = "fibers.direction";
        var said = new[] { spec.Along.Count > 0, spec.Around.Count > 0, spec.Functions.Count > 0 };
        if (said.Count(s => s) > 1)
            context.Problems.Error(Path, "the direction is given twice", null, "one of along, around and functions");
        Func<double, double, double, (double, double, double)>? direction = Along(spec.Along);
        if (spec.Around.Count > 0)
            direction = Around(Values.Three(spec.Around, 0));
        else if (spec.Functions.Count > 0)
            direction = ByFunctions(context, spec, Path + ".functions");
        return direction is null ? [.. Enumerable.Repeat(0.0, 3 * grid.Voxels)] : Each(context, grid, direction, Path);
    }

    private static Func<double, double, double, (double, double, double)> Along(List<Quantity> parts)
    {
        double At(int k) => k < parts.Count ? Values.Of(parts[k], Measure.Number, 0) : 0;
        var one = parts.Count == 0 ? (1.0, 0.0, 0.0) : (At(0), At(1), At(2));
        return (_, _, _) => one;
    }

    /// <remarks>At the axis itself along x: any direction is tangential there.</remarks>
    private static Func<double, double, double, (double, double, double)> Around((double X, double Y, double Z) axis) =>
        (x, y, _) => x == axis.X && y == axis.Y ? (1, 0, 0) : (axis.Y - y, x - axis.X, 0);

    private static Func<double, double, double, (double, double, double)>? ByFunctions(
        CompileContext context,
        DirectionSpec spec,
        string path
    )
    {
        var parts = new Expression.Function[3];
        for (var k = 0; k < 3; k++)
        {
            var text = spec.Functions.GetValueOrDefault(Parts[k]) ?? "0";
            var part = Expression.Parse(text, ["x", "y", "z", "r"], out var problem);
            if (part is null)
            {
                context.Problems.Error($"{path}.{Parts[k]}", problem, text, "an expression of x, y, z and r");
                return null;
            }
            parts[k] = part;
        }
        foreach (var name in spec.Functions.Keys.Except(Parts))
            context.Problems.Unknown($"{path}.{name}", "part", name, Parts);
        return (x, y, z) =>
        {
            double[] place = [x, y, z, Math.Sqrt((x * x) + (y * y) + (z * z))];
            return (parts[0](place), parts[1](place), parts[2](place));
        };
    }

    private static ImmutableArray<double> Each(
        CompileContext context,
        GridSpec grid,
        Func<double, double, double, (double, double, double)> direction,
        string path
    )
    {
        var all = ImmutableArray.CreateBuilder<double>(3 * grid.Voxels);
        for (var k = 0; k < grid.Nz; k++)
        for (var j = 0; j < grid.Ny; j++)
        for (var i = 0; i < grid.Nx; i++)
        {
            var (x, y, z) = direction(grid.CenterX(i), grid.CenterY(j), grid.CenterZ(k));
            z = grid.Is2D ? 0 : z;
            var length = Math.Sqrt((x * x) + (y * y) + (z * z));
            if (!(length > 0 && double.IsFinite(length)))
            {
                context.Problems.Error(path, "the direction has no length somewhere", null, "a vector other than 0");
                return [.. Enumerable.Repeat(0.0, 3 * grid.Voxels)];
            }
            all.AddRange(x / length, y / length, z / length);
        }
        return all.MoveToImmutable();
    }
}
