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
        if (spec.Where is { } where)
            context.Problems.Warn(path + ".where", "points decide where cells are", where);
        if (spec.File is { } file)
            return FromFile(start, file, type, path);
        return type < 0 ? [] : [start with { Count = spec.Points.Count, Points = Of(spec.Points, path) }];
    }

    /// <summary>x, y and z of points of the model text, each in the domain.</summary>
    public ImmutableArray<double> Of(List<List<Quantity>> said, string path)
    {
        var points = ImmutableArray.CreateBuilder<double>();
        for (var i = 0; i < said.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}.points[{i}]");
            var (x, y, z) = Values.Three(said[i], 0);
            if (said[i].Count != 3 && !(grid.Is2D && said[i].Count == 2))
                context.Problems.Error(at, "not a point", null, grid.Is2D ? "[x, y]" : "[x, y, z]");
            else if (!DomainText.Contains(grid, x, y, z))
                context.Problems.Error(
                    at,
                    "a cell outside the domain",
                    string.Join(", ", said[i]),
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
        var groups = new Group?[types.Count];
        var isEmpty = true;
        foreach (var row in table.Rows)
        {
            isEmpty = false;
            var of = typeColumn == 3 ? TypeOf(table, row) : type;
            if (of >= 0)
                Add(groups[of] ??= new Group(columns.Count), table, row, columns);
        }
        if (isEmpty)
            context.Problems.Warn(path + ".file", "the file holds no cells", file);
        var present = Enumerable.Range(0, groups.Length).Where(t => groups[t] is not null).ToList();
        return
        [
            .. present.Select(t =>
                start with
                {
                    // Founders share their luck with the placement's name: two types may not have the same.
                    Name = present.Count == 1 ? start.Name : $"{start.Name}:{types[t].Name}",
                    Type = t,
                    Count = groups[t]!.Points.Count / 3,
                    Points = [.. groups[t]!.Points],
                    Values =
                    [
                        .. columns.Select(
                            (c, i) => new PointValues(c.Behavior?.Index ?? -1, [.. groups[t]!.Values[i]])
                        ),
                    ],
                }
            ),
        ];
    }

    private void Add(Group group, Csv table, CsvRow row, List<(int Column, BehaviorWord? Behavior)> columns)
    {
        Point(group.Points, table, row);
        for (var i = 0; i < columns.Count; i++)
            group.Values[i].Add(Value(table, row, columns[i].Column, columns[i].Behavior));
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

    private int TypeOf(Csv table, CsvRow row)
    {
        var name = row[3];
        for (var i = 0; i < context.Words.Types.Count; i++)
            if (name.SequenceEqual(context.Words.Types[i]))
                return i;
        var near = Nearest.To(name.ToString(), context.Words.Types);
        context.Problems.ErrorAt(
            table.File,
            row.Line,
            row.ColumnOf(3),
            near is null ? "unknown cell type" : $"unknown cell type (did you mean '{near}'?)",
            name.ToString(),
            "one of " + string.Join(", ", context.Words.Types)
        );
        return -1;
    }

    private void Point(List<double> points, Csv table, CsvRow row)
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
                $"{row[0]},{row[1]},{row[2]}",
                DomainText.Of(grid)
            );
        points.Add(x ?? 0);
        points.Add(y ?? 0);
        points.Add(z ?? 0);
    }

    private double Value(Csv table, CsvRow row, int column, BehaviorWord? behavior)
    {
        // An empty cell, or one that starts with s (skip), leaves the type's own value (contract 13).
        var text = row[column];
        if (text.IsEmpty || text[0] is 's' or 'S')
            return double.NaN;
        var value = table.Number(row, column, context.Problems);
        if (value < 0 || (behavior is null && value == 0))
            context.Problems.ErrorAt(
                table.File,
                row.Line,
                row.ColumnOf(column),
                behavior is null ? "a volume must be above zero" : "the value cannot be negative",
                text.ToString()
            );
        return value ?? double.NaN;
    }

    /// <summary>The cells of one type, as they come.</summary>
    private sealed class Group(int columns)
    {
        public List<double> Points { get; } = [];

        public List<double>[] Values { get; } = [.. Enumerable.Range(0, columns).Select(_ => new List<double>())];
    }
}
