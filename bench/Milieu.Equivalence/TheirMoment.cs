// A moment of PhysiCell, read from the files that it saves.
using System.Buffers.Binary;
using System.Globalization;
using System.Xml.Linq;
using Milieu.Engine;

namespace Milieu.Equivalence;

internal static class TheirMoment
{
    /// <summary>The numbered snapshots in a folder of output, in order of time.</summary>
    public static IEnumerable<Moment> All(string folder) =>
        Directory.GetFiles(folder, "output*.xml").Order(StringComparer.Ordinal).Select(Read);

    /// <summary>One snapshot: its XML, matrices and graph of springs.</summary>
    public static Moment Read(string file)
    {
        var root = XDocument.Load(file).Root!;
        var cellsXml = root.Descendants("simplified_data").First();
        var rowOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var label in cellsXml.Descendants("label"))
            rowOf.TryAdd(label.Value, (int)label.Attribute("index")!);
        var types = cellsXml.Descendants("type").ToDictionary(t => (int)t.Attribute("type")!, t => t.Value);
        var name = file[..^".xml".Length];
        var links = Degrees(name + "_spring_attached_cells_graph.txt");
        var columns = Matrix(name + "_cells.mat");
        var variables = root.Descendants("variable").Select(v => (string)v.Attribute("name")!).ToList();
        var voxels = Matrix(name + "_microenvironment0.mat");
        return new Moment(
            double.Parse(root.Descendants("current_time").First().Value, CultureInfo.InvariantCulture),
            [.. types.OrderBy(t => t.Key).Select(t => t.Value)],
            [.. columns.Select(c => Cell(c, rowOf, types, links))],
            [.. variables.Select((v, s) => Substrate(v, s, voxels, columns, rowOf["internalized_total_substrates"]))]
        );
    }

    private static CellView Cell(
        double[] column,
        Dictionary<string, int> rowOf,
        Dictionary<int, string> types,
        Dictionary<int, int> links
    )
    {
        double Value(string label) => column[rowOf[label]];
        var position = rowOf["position"];
        var state =
            Value("dead") < 0.5
                ? CellState.Live
                : (int)Value("current_phase") switch
                {
                    100 => CellState.Apoptotic,
                    >= 101 and <= 103 => CellState.Necrotic,
                    _ => CellState.OtherDead,
                };
        return new CellView(
            types[(int)Value("cell_type")],
            state,
            column[position],
            column[position + 1],
            column[position + 2],
            Value("total_volume"),
            Value("pressure"),
            Value("migration_speed"),
            Value("damage"),
            Value("total_attack_time"),
            Value("attack_target") >= 0,
            links.GetValueOrDefault((int)Value("ID"))
        );
    }

    private static SubstrateView Substrate(
        string name,
        int substrate,
        List<double[]> voxels,
        List<double[]> cells,
        int internalized
    )
    {
        var densities = voxels.Select(v => v[4 + substrate]).ToList();
        return new SubstrateView(
            name,
            densities.Average(),
            densities.Min(),
            densities.Max(),
            voxels.Sum(v => v[3] * v[4 + substrate]),
            cells.Sum(c => c[internalized + substrate])
        );
    }

    /// <summary>Lines "id: other,other": how many others each id has.</summary>
    private static Dictionary<int, int> Degrees(string file) =>
        File.ReadLines(file)
            .Select(l => l.Split(':'))
            .Where(p => p.Length == 2)
            .ToDictionary(
                p => int.Parse(p[0], CultureInfo.InvariantCulture),
                p => p[1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length
            );

    /// <summary>Columns of a MATLAB level-4 matrix of doubles.</summary>
    private static List<double[]> Matrix(string file)
    {
        var bytes = File.ReadAllBytes(file).AsSpan();
        int Head(int k, ReadOnlySpan<byte> b) => BinaryPrimitives.ReadInt32LittleEndian(b[(4 * k)..]);
        var (rows, columns, at) = (Head(1, bytes), Head(2, bytes), 20 + Head(4, bytes));
        var matrix = new List<double[]>(columns);
        for (var c = 0; c < columns; c++)
        {
            var column = new double[rows];
            for (var r = 0; r < rows; r++, at += 8)
                column[r] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..]);
            matrix.Add(column);
        }
        return matrix;
    }
}
