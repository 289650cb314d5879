// A number for each voxel from a function of position or from a file.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Densities at the start, or factors of diffusion: finite and not negative.</summary>
/// <param name="name">The substrate: a column of the file.</param>
/// <param name="what">A word for the numbers.</param>
internal sealed class VoxelNumbers(CompileContext context, GridSpec grid, string name, string what)
{
    // The compiled model holds them as text; 256^3 make about 300 MB.
    private const int MostVoxels = 1 << 24;

    /// <summary>One number per voxel, x fastest; empty when neither is given.</summary>
    public ImmutableArray<double> Compile(string? function, string? file, string path)
    {
        if (ReferenceEquals(grid, GridCompiler.Fallback) || (function ?? file) is null)
            return [];
        if (grid.Voxels > MostVoxels)
        {
            context.Problems.Error(
                path,
                $"too many voxels for a {what} each",
                grid.Voxels.ToString(CultureInfo.InvariantCulture),
                "at most 16777216 voxels"
            );
            return [];
        }
        return function is null ? FromFile(file!, path + ".file") : FromFunction(function, path + ".function");
    }

    private ImmutableArray<double> FromFunction(string text, string path)
    {
        var problems = context.Problems;
        var regions = context.Regions;
        var expression = Expression.Parse(text, ["x", "y", "z", "r", .. regions.Select(n => n.Name)], out var problem);
        if (expression is null)
        {
            problems.Error(
                path,
                problem,
                text,
                "an expression of x, y, z and r, and of regions, such as 38 - 0.01 * r"
            );
            return [];
        }
        var field = new double[grid.Voxels];
        var n = 0;
        var values = new double[4 + regions.Length];
        for (var k = 0; k < grid.Nz; k++)
        for (var j = 0; j < grid.Ny; j++)
        for (var i = 0; i < grid.Nx; i++)
        {
            var (x, y, z) = (grid.CenterX(i), grid.CenterY(j), grid.CenterZ(k));
            (values[0], values[1], values[2], values[3]) = (x, y, z, Math.Sqrt((x * x) + (y * y) + (z * z)));
            for (var m = 0; m < regions.Length; m++)
                values[4 + m] = regions[m].Function.Evaluate(values);
            field[n] = expression(values);
            if (!double.IsFinite(field[n]) || field[n] < 0)
            {
                problems.Error(
                    path,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the {what} is {field[n]} at x = {x}, y = {y}, z = {z} um; it must be finite and not negative"
                    ),
                    text
                );
                return [];
            }
            n++;
        }
        return [.. field];
    }

    private ImmutableArray<double> FromFile(string file, string path)
    {
        var problems = context.Problems;
        if (Csv.Read(file, path, context) is not { } table)
            return [];
        var column = Array.IndexOf(table.Header, name);
        if (column < 3 || table.Header is not ["x", "y", "z", ..])
        {
            problems.ErrorAt(file, 1, 1, "not the header of a field", string.Join(',', table.Header), "x,y,z," + name);
            return [];
        }
        var field = Enumerable.Repeat(double.NaN, grid.Voxels).ToArray();
        var isWhole = true;
        foreach (var row in table.Rows)
            isWhole &= Fill(field, table, row, column);
        var missing = field.Count(double.IsNaN);
        if (missing > 0 && isWhole)
            problems.Error(
                path,
                string.Create(CultureInfo.InvariantCulture, $"{missing} of {field.Length} voxels have no row"),
                file,
                "one row for every voxel"
            );
        return [.. field];
    }

    private bool Fill(double[] field, Csv table, CsvRow row, int column)
    {
        var problems = context.Problems;
        var x = table.Number(row, 0, problems);
        var y = table.Number(row, 1, problems);
        var z = table.Number(row, 2, problems);
        if (x is null || y is null || z is null || table.Number(row, column, problems) is not { } value)
            return false;
        var i = Math.Floor((x.Value - grid.OriginX) / grid.Dx);
        var j = Math.Floor((y.Value - grid.OriginY) / grid.Dy);
        var k = Math.Floor((z.Value - grid.OriginZ) / grid.Dz);
        string? wrong = null;
        if (!(i >= 0 && i < grid.Nx && j >= 0 && j < grid.Ny && k >= 0 && k < grid.Nz))
            wrong = "this row lies outside the domain";
        else if (value < 0)
            wrong = $"a {what} cannot be negative";
        else if (!double.IsNaN(field[Voxel(i, j, k)]))
            wrong = "this voxel has a row already";
        if (wrong is null)
        {
            field[Voxel(i, j, k)] = value;
            return true;
        }
        problems.ErrorAt(table.File, row.Line, 1, wrong, row.Text.Trim().ToString());
        return false;
    }

    private int Voxel(double i, double j, double k) => (((int)k * grid.Ny) + (int)j) * grid.Nx + (int)i;
}
