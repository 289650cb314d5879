// Densities at the start from a function of position or from a file.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

internal static class InitialFields
{
    // The compiled model holds them as text; 256^3 make about 300 MB.
    private const int MostVoxels = 1 << 24;

    /// <summary>One density per voxel, x fastest; empty when constant.</summary>
    public static ImmutableArray<double> Compile(
        CompileContext context,
        GridSpec grid,
        InitialSpec spec,
        string name,
        string path
    )
    {
        if (new object?[] { spec.Value, spec.Function, spec.File }.Count(v => v is not null) > 1)
            context.Problems.Error(path, "the start is given twice", null, "one of value, function and file");
        if (ReferenceEquals(grid, GridCompiler.Fallback) || (spec.Function ?? spec.File) is null)
            return [];
        if (grid.Voxels > MostVoxels)
        {
            context.Problems.Error(
                path,
                "too many voxels for densities of their own",
                grid.Voxels.ToString(CultureInfo.InvariantCulture),
                "a value, or at most 16777216 voxels"
            );
            return [];
        }
        if (spec.Function is { } text)
            return FromFunction(text, grid, path + ".function", context.Problems);
        return spec.File is { } file ? FromFile(context, grid, file, name, path + ".file") : [];
    }

    private static ImmutableArray<double> FromFunction(string text, GridSpec grid, string path, Problems problems)
    {
        var expression = Expression.Parse(text, ["x", "y", "z", "r"], out var problem);
        if (expression is null)
        {
            problems.Error(path, problem, text, "an expression of x, y, z and r, such as 38 - 0.01 * r");
            return [];
        }
        var field = new double[grid.Voxels];
        var n = 0;
        for (var k = 0; k < grid.Nz; k++)
        for (var j = 0; j < grid.Ny; j++)
        for (var i = 0; i < grid.Nx; i++)
        {
            var (x, y, z) = (grid.CenterX(i), grid.CenterY(j), grid.CenterZ(k));
            field[n] = expression([x, y, z, Math.Sqrt((x * x) + (y * y) + (z * z))]);
            if (!double.IsFinite(field[n]) || field[n] < 0)
            {
                problems.Error(
                    path,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the density is {field[n]} at x = {x}, y = {y}, z = {z} um; it must be finite and not negative"
                    ),
                    text
                );
                return [];
            }
            n++;
        }
        return [.. field];
    }

    private static ImmutableArray<double> FromFile(
        CompileContext context,
        GridSpec grid,
        string file,
        string name,
        string path
    )
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
            isWhole &= Fill(field, table, row, column, grid, problems);
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

    private static bool Fill(double[] field, Csv table, CsvRow row, int column, GridSpec grid, Problems problems)
    {
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
            wrong = "a density cannot be negative";
        else if (!double.IsNaN(field[Voxel(grid, i, j, k)]))
            wrong = "this voxel has a row already";
        if (wrong is null)
        {
            field[Voxel(grid, i, j, k)] = value;
            return true;
        }
        problems.ErrorAt(table.File, row.Line, 1, wrong, row.Text.Trim().ToString());
        return false;
    }

    private static int Voxel(GridSpec grid, double i, double j, double k) =>
        (((int)k * grid.Ny) + (int)j) * grid.Nx + (int)i;
}
