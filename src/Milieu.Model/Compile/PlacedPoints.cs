// Cells at given points, from the model or from a CSV file (contract 13, version 2).
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

internal sealed class PlacedPoints(CompileContext context, GridSpec grid, IReadOnlyList<CompiledType> types)
{
    public IEnumerable<CompiledPlacement> Compile(CompiledPlacement start, PlacementSpec spec, int type, string path)
    {
        if ((spec.Count ?? spec.Density ?? spec.Spacing) is { } extra)
            context.Problems.Warn(path, "points decide how many cells there are", extra.Text);
        if (spec.File is { } file)
            return FromFile(start, file, type, path);
        return type < 0 ? [] : [start with { Count = spec.Points.Count, Points = FromModel(spec, path) }];
    }

    private ImmutableArray<double> FromModel(PlacementSpec spec, string path)
    {
        var points = ImmutableArray.CreateBuilder<double>();
        for (var i = 0; i < spec.Points.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}.points[{i}]");
            var (x, y, z) = Values.Three(spec.Points[i], 0);
            if (spec.Points[i].Count != 3 && !(grid.Is2D && spec.Points[i].Count == 2))
                context.Problems.Error(at, "not a point", null, grid.Is2D ? "[x, y]" : "[x, y, z]");
            else if (!DomainText.Contains(grid, x, y, z))
                context.Problems.Error(
                    at,
                    "a cell outside the domain",
                    string.Join(", ", spec.Points[i]),
                    DomainText.Of(grid)
                );
            points.AddRange(x, y, z);
        }
        return points.ToImmutable();
    }

    private IEnumerable<CompiledPlacement> FromFile(CompiledPlacement start, string file, int type, string path)
    {
        if (Csv.Read(file, path + ".file", context) is not { } table)
            return [];
        var typeColumn = Array.IndexOf(table.Header, "type");
        if (table.Header is not ["x", "y", "z", ..] || (typeColumn != 3 && type < 0))
        {
            context.Problems.ErrorAt(
                file,
                1,
                1,
                "not the header of a table of cells",
                string.Join(',', table.Header),
                "x,y,z,type (or x,y,z where the placement names the cells)"
            );
            return [];
        }
        var columns = Columns(table, typeColumn == 3 ? 4 : 3);
        var rows = table
            .Rows.Select(r => (Row: r, Type: typeColumn == 3 ? TypeOf(table, r) : type))
            .Where(r => r.Type >= 0)
            .GroupBy(r => r.Type)
            .OrderBy(g => g.Key)
            .Select(g => (Type: g.Key, Rows: g.Select(r => r.Row).ToList()))
            .ToList();
        if (table.Rows.Count == 0)
            context.Problems.Warn(path + ".file", "the file holds no cells", file);
        return
        [
            .. rows.Select(g =>
                start with
                {
                    // Founders share their luck with the placement's name: two types may not have the same.
                    Name = rows.Count == 1 ? start.Name : $"{start.Name}:{types[g.Type].Name}",
                    Type = g.Type,
                    Count = g.Rows.Count,
                    Points = [.. g.Rows.SelectMany(r => Point(table, r))],
                    Values = [.. columns.Select(c => Column(table, g.Rows, c.Column, c.Behavior))],
                }
            ),
        ];
    }

    private List<(int Column, BehaviorWord? Behavior)> Columns(Csv table, int first)
    {
        var columns = new List<(int, BehaviorWord?)>();
        for (var c = first; c < table.Header.Length; c++)
        {
            var name = table.Header[c];
            var word = context.Words.Behavior(name);
            if (word is not null || name == "volume")
            {
                columns.Add((c, word));
                continue;
            }
            var near = context.Words.NearestBehavior(name);
            context.Problems.ErrorAt(
                table.File,
                1,
                1 + table.Header.Take(c).Sum(f => f.Length + 1),
                near is null ? "unknown column" : $"unknown column (did you mean '{near}'?)",
                name,
                "volume, or a behavior such as migration speed"
            );
        }
        return columns;
    }

    private int TypeOf(Csv table, (int Line, string[] Fields) row)
    {
        var name = row.Fields[3];
        var type = context.TypeOf(name);
        if (type < 0)
        {
            var near = Nearest.To(name, context.Words.Types);
            context.Problems.ErrorAt(
                table.File,
                row.Line,
                1 + row.Fields.Take(3).Sum(f => f.Length + 1),
                near is null ? "unknown cell type" : $"unknown cell type (did you mean '{near}'?)",
                name,
                "one of " + string.Join(", ", context.Words.Types)
            );
        }
        return type;
    }

    private double[] Point(Csv table, (int Line, string[] Fields) row)
    {
        var x = table.Number(row, 0, context.Problems);
        var y = table.Number(row, 1, context.Problems);
        var z = table.Number(row, 2, context.Problems);
        if (x is { } a && y is { } b && z is { } c && !DomainText.Contains(grid, a, b, c))
            context.Problems.ErrorAt(
                table.File,
                row.Line,
                1,
                "a cell outside the domain",
                string.Join(',', row.Fields.Take(3)),
                DomainText.Of(grid)
            );
        return [x ?? 0, y ?? 0, z ?? 0];
    }

    private PointValues Column(Csv table, List<(int Line, string[] Fields)> rows, int column, BehaviorWord? behavior)
    {
        var values = rows.Select(row =>
        {
            // An empty cell, or one that starts with s (skip), leaves the type's own value (contract 13).
            if (row.Fields[column].Length == 0 || row.Fields[column][0] is 's' or 'S')
                return double.NaN;
            var value = table.Number(row, column, context.Problems);
            if (value < 0 || (behavior is null && value == 0))
                context.Problems.ErrorAt(
                    table.File,
                    row.Line,
                    1 + row.Fields.Take(column).Sum(f => f.Length + 1),
                    behavior is null ? "a volume must be above zero" : "the value cannot be negative",
                    row.Fields[column]
                );
            return value ?? double.NaN;
        });
        return new PointValues(behavior?.Index ?? -1, [.. values]);
    }
}
