// Pictures show what is there, the same in both formats.
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Milieu.Engine;
using Milieu.Engine.Tests;

namespace Milieu.Runs.Tests;

public class PictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact(
        DisplayName = "SVG: one circle a cell in its color and place, and a legend with every type, the units and the time"
    )]
    public void SvgShowsEveryCell()
    {
        using var simulation = new Simulation(TestModels.Plane, new SimulationOptions(2));
        simulation.RunTo(100);
        var scene = TissueScene.Of(TestModels.Plane, simulation.Tissue, 1505);
        var svg = XDocument.Parse(Encoding.UTF8.GetString(SvgPainter.Paint(scene))).Root!;
        var circles = svg.Elements(Svg + "g").First().Descendants(Svg + "circle").ToList();
        Assert.Equal(simulation.Tissue.Cells.Count, circles.Count);
        var first = simulation.Tissue.Cells;
        var (x, y) = (24 + ((first.X[0] + 200) * 1.8), 24 + ((200 - first.Y[0]) * 1.8));
        Assert.Contains(circles, c => Math.Abs(Number(c, "cx") - x) < 0.06 && Math.Abs(Number(c, "cy") - y) < 0.06);
        var texts = svg.Descendants(Svg + "text").Select(t => t.Value).ToList();
        Assert.Superset(
            new HashSet<string> { "small test", "1 d 01 h 05 min", "tumor", "T cell", "oxygen (mmHg)", "38", "100 µm" },
            texts.ToHashSet()
        );
    }

    [Fact(
        DisplayName = "PNG: whole by its own checksums; a cell's middle has its type's color, its rim is dark, a corner the field's"
    )]
    public void PngShowsTheSame()
    {
        var model = TestModels.Plane with { Placements = [Fixture.At(0, 0, 0, 0), Fixture.At(1, 100, 50, 0)] };
        using var simulation = new Simulation(model, new SimulationOptions(2));
        var scene = TissueScene.Of(model, simulation.Tissue, 0);
        var (width, height, pixels) = Decode(Raster.Paint(scene));
        Assert.Equal((scene.Width, scene.Height), (width, height));
        Assert.Equal(Palette.Of(0, CellState.Live), pixels[(384 * width) + 384]);
        Assert.Equal(Palette.Of(1, CellState.Live), pixels[(294 * width) + 564]);
        Assert.Equal(FieldColors.At(1), pixels[(30 * width) + 30]);
        Assert.Equal(Rgb.White, pixels[(2 * width) + 2]);
        // Radius 8.41 um is 15.1 pixels: 14.6 away lies the rim, 17 away the field.
        Assert.True(pixels[(384 * width) + 384 + 14].R < Palette.Of(0, CellState.Live).R - 50);
        Assert.Equal(FieldColors.At(1), pixels[(384 * width) + 384 + 17]);
    }

    [Fact(DisplayName = "In 3-D a slice shows only cells that it cuts, with the radius of their section")]
    public void SliceCutsCells()
    {
        var model = TestModels.Cube with
        {
            Placements = [Fixture.At(0, 0, 0, 5), Fixture.At(0, 50, 0, 9), Fixture.At(1, 0, 50, 0)],
        };
        using var simulation = new Simulation(model, new SimulationOptions(2));
        var discs = TissueScene.Of(model, simulation.Tissue, 0).PanelShapes.OfType<DiscShape>().ToList();
        var radius = (double)simulation.Tissue.Cells.Radius[0];
        Assert.Equal([Math.Sqrt((radius * radius) - 25) * 3.6, radius * 3.6], discs.Select(d => d.Radius), Close);
    }

    [Fact(
        DisplayName = "Pieces of a vessel are seen joined, in SVG as in PNG, other cells are not; in a slice only those that lie in it: a link drawn elsewhere, or for neighbors, would show"
    )]
    public void VesselsAreJoined()
    {
        var model = Joined(TestModels.Plane, 0, 50, 0);
        using var simulation = new Simulation(model, new SimulationOptions(2));
        var scene = TissueScene.Of(model, simulation.Tissue, 0);
        var line = Assert.Single(scene.PanelShapes.OfType<LineShape>());
        Assert.Equal((90.0, 0.0), (Math.Abs(line.X1 - line.X0), line.Y1 - line.Y0));
        var svg = XDocument.Parse(Encoding.UTF8.GetString(SvgPainter.Paint(scene))).Root!;
        Assert.Equal(90, Math.Abs(Number(svg.Descendants(Svg + "line").Single(), "x2") - 384), 1.0);
        var (width, _, pixels) = Decode(Raster.Paint(scene));
        Assert.Equal(line.Color, pixels[(384 * width) + 384 + 45]);
        Assert.Equal(FieldColors.At(1), pixels[(384 * width) + 384 - 45]);
        Assert.Equal(FieldColors.At(1), pixels[((384 + 12) * width) + 384 + 45]);
    }

    [Theory(DisplayName = "A slice shows the links of vessels that lie in it")]
    [InlineData(0, 1)]
    [InlineData(40, 0)]
    public void SliceCutsVessels(double z, int lines)
    {
        var model = Joined(TestModels.Cube, 0, 40, z);
        using var simulation = new Simulation(model, new SimulationOptions(2));
        Assert.Equal(lines, TissueScene.Of(model, simulation.Tissue, 0).PanelShapes.OfType<LineShape>().Count());
        Assert.NotNull(SectionScene.Of(model, simulation.Tissue, 0)());
    }

    [Fact(
        DisplayName = "The ball cut open: a cell in the missing eighth is not drawn, its mirror image is, and a cell on the cut shows a flat face"
    )]
    public void SectionLacksAnEighth()
    {
        // Six cells far out keep the middle near the origin; the marked type stands in the eighth, below it, at its corner.
        double[] frame = [90, 0, 0, -90, 0, 0, 0, 90, 0, 0, -90, 0, 0, 0, 90, 0, 0, -90];
        Assert.Equal(0, Marked(frame, [45, 45, 45]));
        Assert.InRange(Marked(frame, [45, 45, -45]), 500, 5000);
        var flat = Marked(frame, [0, 0, 0], Palette.Of(1, CellState.Live).Mix(Rgb.White, 0.10));
        Assert.InRange(flat, 200, 5000);
    }

    [Fact(DisplayName = "Letters, digits and signs of names and numbers all have a glyph of their own")]
    public void FontKnowsNames()
    {
        const string Needed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;-+=/%()[]_'<>*#^µ·";
        var unknown = StrokeFont.Lines("\u2603", 0, 0, 12).ToList();
        foreach (var c in Needed)
            Assert.NotEqual(unknown, StrokeFont.Lines(c.ToString(), 0, 0, 12));
        Assert.Equal(
            Needed.Length,
            Needed.Select(c => string.Join(' ', StrokeFont.Lines(c.ToString(), 0, 0, 12))).Distinct().Count() + 1
        );
    }

    /// <summary>Two linked pieces of a vessel, and a cell beside them.</summary>
    private static CompiledModel Joined(CompiledModel model, double x0, double x1, double z) =>
        model with
        {
            Placements =
            [
                Fixture.At(0, x0, 0, z, x1, 0, z) with
                {
                    Vessels = new VesselLayout { Links = [0, 1], Inlets = [0, 1] },
                },
                Fixture.At(1, -50, 0, z),
            ],
        };

    private static int Marked(double[] frame, double[] marked, Rgb? exact = null)
    {
        var model = TestModels.Cube with { Placements = [Fixture.At(0, frame), Fixture.At(1, marked)] };
        using var simulation = new Simulation(model, new SimulationOptions(2));
        var (width, _, pixels) = Decode(Raster.Paint(SectionScene.Of(model, simulation.Tissue, 0)()));
        return pixels.Where((_, k) => k % width < 744).Count(p => exact is { } c ? p == c : p.G > p.R + 20);
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-4;

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    // A reader of what the writer writes, with the checksum done the slow way.
    private static (int Width, int Height, Rgb[] Pixels) Decode(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        var (at, width, height) = (8, 0, 0);
        using var packed = new MemoryStream();
        while (at < png.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var name = Encoding.ASCII.GetString(png, at + 4, 4);
            var body = png.AsSpan(at + 8, length);
            Assert.Equal(
                Crc(png.AsSpan(at + 4, length + 4)),
                BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length))
            );
            if (name == "IHDR")
                (width, height) = (
                    BinaryPrimitives.ReadInt32BigEndian(body),
                    BinaryPrimitives.ReadInt32BigEndian(body[4..])
                );
            if (name == "IDAT")
                packed.Write(body);
            at += 12 + length;
        }
        packed.Position = 0;
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        var pixels = new Rgb[width * height];
        var row = new byte[1 + (3 * width)];
        for (var y = 0; y < height; y++)
        {
            zlib.ReadExactly(row);
            Assert.Equal(1, row[0]);
            var left = default(Rgb);
            for (var x = 0; x < width; x++)
                pixels[(y * width) + x] = left = new Rgb(
                    (byte)(left.R + row[(3 * x) + 1]),
                    (byte)(left.G + row[(3 * x) + 2]),
                    (byte)(left.B + row[(3 * x) + 3])
                );
        }
        Assert.Equal(-1, zlib.ReadByte());
        return (width, height, pixels);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
            for (var bit = 0; bit < 8; bit++)
                crc = ((crc ^ (uint)(b >> bit)) & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        return ~crc;
    }
}
