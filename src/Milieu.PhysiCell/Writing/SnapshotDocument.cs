// The XML file of a snapshot: when, where, which labels, which files.
using System.Globalization;
using System.Text;
using System.Xml;
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>MultiCellDS version 2 as PhysiCell 1.14.2 writes it (contract 14.2): same elements, same order.</summary>
/// <remarks>
/// Wall clocks are left at zero and at 1970, so that a run that was interrupted leaves the same bytes as one that was not.
/// </remarks>
internal sealed class SnapshotDocument(CompiledModel model, IReadOnlyList<CellRow> blocks, string version)
{
    private const string Space = "micron";
    private const string Time = "min";
    private const string NoClock = "1970-01-01T00:00:00Z";

    private static readonly XmlWriterSettings Layout = new()
    {
        Indent = true,
        IndentChars = "\t",
        NewLineChars = "\n",
        OmitXmlDeclaration = true,
        Encoding = new UTF8Encoding(false),
        CloseOutput = false,
    };

    public void Write(Stream stream, SnapshotNames names, double minutes)
    {
        stream.Write("<?xml version=\"1.0\"?>\n"u8);
        using (var xml = XmlWriter.Create(stream, Layout))
        {
            Open(xml, "MultiCellDS", ("version", "2"), ("type", "snapshot/simulation"));
            WriteMetadata(xml, minutes);
            xml.WriteStartElement("microenvironment");
            Open(xml, "domain", ("name", "microenvironment"));
            WriteMesh(xml);
            WriteSubstrates(xml);
            Open(xml, "data", ("type", "matlab"));
            xml.WriteElementString("filename", names.Densities);
            Close(xml, 3);
            WriteCells(xml, names);
            Close(xml, 1);
        }
        stream.Write("\n"u8);
    }

    private void WriteMetadata(XmlWriter xml, double minutes)
    {
        xml.WriteStartElement("metadata");
        xml.WriteStartElement("software");
        xml.WriteElementString("name", "Milieu");
        xml.WriteElementString("version", SafeText.Plain(version));
        xml.WriteElementString("creator", "");
        // The mathematics and the layout of these files are those of this paper.
        xml.WriteStartElement("citation");
        xml.WriteElementString("DOI", "10.1371/journal.pcbi.1005991");
        Close(xml, 1);
        xml.WriteElementString("user", "");
        Close(xml, 1);
        xml.WriteElementString("citation", "");
        Text(xml, "current_time", NumberText.Fixed(minutes), ("units", Time));
        Text(xml, "current_runtime", NumberText.Fixed(0), ("units", "sec"));
        xml.WriteElementString("created", NoClock);
        xml.WriteElementString("last_modified", NoClock);
        Close(xml, 1);
    }

    private void WriteMesh(XmlWriter xml)
    {
        var g = model.Grid;
        var isUniform = g.Dx.Equals(g.Dy) && g.Dy.Equals(g.Dz) ? "true" : "false";
        Open(xml, "mesh", ("type", "Cartesian"), ("uniform", isUniform), ("regular", "true"), ("units", Space));
        double[] box = [g.OriginX, g.OriginY, g.OriginZ, g.EndX, g.EndY, g.EndZ];
        Text(
            xml,
            "bounding_box",
            string.Join(' ', box.Select(NumberText.Fixed)),
            ("type", "axis-aligned"),
            ("units", Space)
        );
        Coordinates(xml, "x_coordinates", g.Nx, g.CenterX);
        Coordinates(xml, "y_coordinates", g.Ny, g.CenterY);
        Coordinates(xml, "z_coordinates", g.Nz, g.CenterZ);
        Open(xml, "voxels", ("type", "matlab"));
        xml.WriteElementString("filename", SnapshotNames.Mesh);
        Close(xml, 2);
    }

    private void WriteSubstrates(XmlWriter xml)
    {
        xml.WriteStartElement("variables");
        for (var s = 0; s < model.Substrates.Length; s++)
        {
            var substrate = model.Substrates[s];
            Open(
                xml,
                "variable",
                ("name", SafeText.Plain(substrate.Name)),
                ("units", SafeText.Plain(UnitLabel.Of(substrate.Units))),
                ("ID", Text(s))
            );
            xml.WriteStartElement("physical_parameter_set");
            xml.WriteElementString("conditions", "");
            Text(xml, "diffusion_coefficient", NumberText.Fixed(substrate.Diffusion), ("units", $"{Space}^2/{Time}"));
            Text(xml, "decay_rate", NumberText.Fixed(substrate.Decay), ("units", $"1/{Time}"));
            Close(xml, 2);
        }
        Close(xml, 1);
    }

    private void WriteCells(XmlWriter xml, SnapshotNames names)
    {
        xml.WriteStartElement("cellular_information");
        xml.WriteStartElement("cell_populations");
        Open(xml, "cell_population", ("type", "individual"));
        xml.WriteStartElement("custom");
        // Readers look for this source; it names the layout of the matrix, not the program.
        Open(xml, "simplified_data", ("type", "matlab"), ("source", "PhysiCell"), ("data_version", "2"));
        xml.WriteStartElement("cell_types");
        for (var t = 0; t < model.Types.Length; t++)
            Text(xml, "type", SafeText.Plain(model.Types[t].Name), ("ID", Text(t)), ("type", Text(t)));
        Close(xml, 1);
        WriteLabels(xml);
        xml.WriteElementString("filename", names.Cells);
        Close(xml, 1);
        Graph(xml, "neighbor_graph", names.Neighbors);
        Graph(xml, "attached_cells_graph", names.Attached);
        Graph(xml, "spring_attached_cells_graph", names.Springs);
        Close(xml, 4);
    }

    private void WriteLabels(XmlWriter xml)
    {
        xml.WriteStartElement("labels");
        var index = 0;
        foreach (var block in blocks)
        {
            Text(
                xml,
                "label",
                SafeText.Plain(block.Label),
                ("index", Text(index)),
                ("size", Text(block.Size)),
                ("units", SafeText.Plain(block.Units))
            );
            index += block.Size;
        }
        Close(xml, 1);
    }

    private static void Coordinates(XmlWriter xml, string name, int count, Func<int, double> center) =>
        Text(
            xml,
            name,
            string.Join(' ', Enumerable.Range(0, count).Select(i => NumberText.Shortest(center(i)))),
            ("delimiter", " ")
        );

    private static void Graph(XmlWriter xml, string name, string file)
    {
        Open(xml, name, ("type", "text"), ("source", "PhysiCell"), ("data_version", "2"));
        xml.WriteElementString("filename", file);
        Close(xml, 1);
    }

    private static void Open(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
            xml.WriteAttributeString(attribute, value);
    }

    private static void Text(
        XmlWriter xml,
        string name,
        string text,
        params ReadOnlySpan<(string Name, string Value)> attributes
    )
    {
        Open(xml, name, attributes);
        xml.WriteString(text);
        xml.WriteEndElement();
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Close(XmlWriter xml, int elements)
    {
        for (var k = 0; k < elements; k++)
            xml.WriteEndElement();
    }
}
