// A network of vessels from a table of nodes and a table of edges.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Each node is a piece, each edge a chain of pieces between its nodes. Lengths in um.</summary>
/// <remarks>A piece of radius r has the volume of its cylinder, pi r^2 length. Nodes with at most one edge are inlets.</remarks>
internal sealed class VesselTables(CompileContext context, GridSpec grid, IReadOnlyList<CompiledType> types)
{
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);
    private readonly List<Node> _pieces = [];
    private readonly List<int> _links = [];
    private double _length;

    /// <summary>Null where a table could not be read.</summary>
    /// <param name="type">The type of nodes that name none; -1 where the placement names none.</param>
    public CompiledPlacement? Compile(CompiledPlacement start, VesselLayoutSpec spec, int type, string path)
    {
        _length = Values.Of(spec.Length, Measure.Length, 20);
        if (Csv.Read(spec.Nodes!, path + ".nodes", context) is not { } nodes || !ReadNodes(nodes, type))
            return null;
        if (spec.Edges is { } edges && !(Csv.Read(edges, path + ".edges", context) is { } table && ReadEdges(table)))
            return null;
        return start with
        {
            Type = _pieces.Count > 0 ? Math.Max(0, _pieces[0].Type) : start.Type,
            Count = _pieces.Count,
            Points = [.. _pieces.SelectMany(p => new[] { p.X, p.Y, p.Z })],
            Values = [new PointValues(-1, [.. _pieces.Select(p => Math.PI * p.Radius * p.Radius * _length)])],
            Vessels = new VesselLayout
            {
                Length = _length,
                Links = [.. _links],
                Inlets = [.. Enumerable.Range(0, _pieces.Count).Where(k => _pieces[k].Edges < 2)],
                Types = [.. _pieces.Select(p => p.Type)],
            },
        };
    }

    private bool ReadNodes(Csv table, int type)
    {
        var hasType = table.Header is ["node", "x", "y", "z", "radius", "type"];
        if (!hasType && (table.Header is not ["node", "x", "y", "z", "radius"] || type < 0))
            return Header(table, "node,x,y,z,radius,type (or without type where the placement names the cells)");
        foreach (var row in table.Rows)
        {
            var node = new Node
            {
                Index = _pieces.Count,
                X = table.Number(row, 1, context.Problems) ?? 0,
                Y = table.Number(row, 2, context.Problems) ?? 0,
                Z = table.Number(row, 3, context.Problems) ?? 0,
                Radius = table.Number(row, 4, context.Problems) ?? 1,
                Type = hasType ? TypeOf(table, row) : type,
            };
            if (!DomainText.Contains(grid, node.X, node.Y, node.Z))
                Wrong(table, row, 1, "a node outside the domain", $"{row[1]},{row[2]},{row[3]}", DomainText.Of(grid));
            if (node.Radius <= 0)
                Wrong(table, row, 4, "a radius must be above zero", row[4].ToString(), null);
            if (!_nodes.TryAdd(row[0].ToString(), node))
                Wrong(table, row, 0, "a node of this name was there before", row[0].ToString(), null);
            _pieces.Add(node);
        }
        return true;
    }

    private bool ReadEdges(Csv table)
    {
        if (table.Header is not ["a", "b"])
            return Header(table, "a,b");
        var seen = new HashSet<(int, int)>();
        foreach (var row in table.Rows)
        {
            if (NodeOf(table, row, 0) is not { } a || NodeOf(table, row, 1) is not { } b)
                continue;
            if (Distance(a, b) <= 0)
                Wrong(table, row, 0, "an edge of no length", $"{row[0]},{row[1]}", "two nodes at different places");
            else if (!seen.Add((Math.Min(a.Index, b.Index), Math.Max(a.Index, b.Index))))
                Wrong(table, row, 0, "this edge was there before", $"{row[0]},{row[1]}", null);
            else
                Chain(a, b);
        }
        return true;
    }

    private Node? NodeOf(Csv table, CsvRow row, int column)
    {
        if (_nodes.TryGetValue(row[column].ToString(), out var node))
            return node;
        Wrong(table, row, column, "unknown node", row[column].ToString(), "a node of the table of nodes");
        return null;
    }

    /// <summary>Pieces of about the length, evenly between two nodes, each of the kind of the nearer node.</summary>
    private void Chain(Node a, Node b)
    {
        a.Edges++;
        b.Edges++;
        var steps = Math.Max(1, (int)Math.Round(Distance(a, b) / _length));
        var last = a.Index;
        for (var k = 1; k < steps; k++)
        {
            var share = (double)k / steps;
            _links.AddRange(last, _pieces.Count);
            last = _pieces.Count;
            _pieces.Add(
                new Node
                {
                    Index = last,
                    X = a.X + (share * (b.X - a.X)),
                    Y = a.Y + (share * (b.Y - a.Y)),
                    Z = a.Z + (share * (b.Z - a.Z)),
                    Radius = a.Radius + (share * (b.Radius - a.Radius)),
                    Type = share < 0.5 ? a.Type : b.Type,
                    Edges = 2,
                }
            );
        }
        _links.AddRange(last, b.Index);
    }

    private double Distance(Node a, Node b)
    {
        var (x, y, z) = (a.X - b.X, a.Y - b.Y, grid.Is2D ? 0 : a.Z - b.Z);
        return Math.Sqrt((x * x) + (y * y) + (z * z));
    }

    private int TypeOf(Csv table, CsvRow row)
    {
        var name = row[5].ToString();
        var type = context.TypeOf(name);
        if (type < 0)
            Wrong(table, row, 5, "unknown cell type", name, "one of " + string.Join(", ", types.Select(t => t.Name)));
        return type;
    }

    private bool Header(Csv table, string expected)
    {
        context.Problems.ErrorAt(
            table.File,
            1,
            1,
            "not the header of this table",
            string.Join(',', table.Header),
            expected
        );
        return false;
    }

    private void Wrong(Csv table, CsvRow row, int column, string message, string value, string? expected) =>
        context.Problems.ErrorAt(table.File, row.Line, row.ColumnOf(column), message, value, expected);

    /// <summary>A piece of vessel that is a node of the table, or lies between two.</summary>
    private sealed class Node
    {
        public required int Index { get; init; }
        public required double X { get; init; }
        public required double Y { get; init; }
        public required double Z { get; init; }
        public required double Radius { get; init; }
        public required int Type { get; init; }
        public int Edges { get; set; }
    }
}
