// Reads an output folder back: PhysiCell's own, or ours.
using System.Globalization;
using System.Xml.Linq;

namespace Milieu.PhysiCell.Tests;

/// <summary>One label of the matrix of cells.</summary>
internal sealed record Label(string Name, int Index, int Size, string Units);

/// <summary>A snapshot as its files tell it. Everything is found through the XML.</summary>
internal sealed class OutputReader
{
    private readonly Func<string, byte[]> _files;
    private readonly XElement _cells;

    /// <param name="document">Name of the XML file.</param>
    public OutputReader(Func<string, byte[]> files, string document)
    {
        _files = files;
        using var stream = new MemoryStream(files(document));
        var root = XDocument.Load(stream).Root!;
        Root = root;
        Minutes = Number(root.Element("metadata")!.Element("current_time")!.Value);
        var domain = root.Element("microenvironment")!.Element("domain")!;
        var mesh = domain.Element("mesh")!;
        Box = Numbers(mesh.Element("bounding_box")!.Value);
        Axes = [.. "xyz".Select(c => Numbers(mesh.Element(c + "_coordinates")!.Value))];
        Mesh = Matrix(mesh.Element("voxels")!);
        Substrates = [.. domain.Element("variables")!.Elements().Select(v => v.Attribute("name")!.Value)];
        Densities = Matrix(domain.Element("data")!);
        _cells = root.Descendants("custom").Single();
        var simplified = _cells.Element("simplified_data")!;
        Types = [.. simplified.Element("cell_types")!.Elements().Select(t => t.Value)];
        Labels = [.. simplified.Element("labels")!.Elements().Select(Read)];
        Cells = Matrix(simplified);
    }

    public XElement Root { get; }

    public double Minutes { get; }

    public double[] Box { get; }

    public double[][] Axes { get; }

    public string[] Substrates { get; }

    public string[] Types { get; }

    public Label[] Labels { get; }

    public MatlabMatrix Mesh { get; }

    public MatlabMatrix Densities { get; }

    public MatlabMatrix Cells { get; }

    /// <summary>The values of a label for one cell.</summary>
    public double[] Values(Label label, int cell) => Cells.Column(cell).Slice(label.Index, label.Size).ToArray();

    public double[] Values(string label, int cell) => Values(Labels.First(l => l.Name == label), cell);

    public Dictionary<ulong, ulong[]> Graph(string element)
    {
        var text = System.Text.Encoding.UTF8.GetString(_files(_cells.Element(element)!.Element("filename")!.Value));
        Assert.False(text.EndsWith('\n'));
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": "))
            .ToDictionary(
                parts => ulong.Parse(parts[0], CultureInfo.InvariantCulture),
                parts =>
                    parts[1]
                        .Split(',', StringSplitOptions.RemoveEmptyEntries)
                        .Select(id => ulong.Parse(id, CultureInfo.InvariantCulture))
                        .ToArray()
            );
    }

    private MatlabMatrix Matrix(XElement owner)
    {
        var name = owner.Element("filename")!.Value;
        var matrix = MatlabReader.Read(_files(name), out var problem);
        Assert.True(matrix is not null, $"{name}: {problem}");
        return matrix;
    }

    private static Label Read(XElement label) =>
        new(
            label.Value,
            int.Parse(label.Attribute("index")!.Value, CultureInfo.InvariantCulture),
            int.Parse(label.Attribute("size")!.Value, CultureInfo.InvariantCulture),
            label.Attribute("units")!.Value
        );

    private static double[] Numbers(string text) => [.. text.Split(' ').Select(Number)];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
