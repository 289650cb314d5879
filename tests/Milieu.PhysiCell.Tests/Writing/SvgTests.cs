// Pictures in the form that viewers of PhysiCell's pictures read.
using System.Globalization;
using System.Xml.Linq;
using Milieu.Engine;

namespace Milieu.PhysiCell.Tests;

public sealed class SvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory(
        DisplayName = "A snapshot holds one group for each cell that meets z = 0, with the circles of its section there"
    )]
    [InlineData(true)]
    [InlineData(false)]
    public void GroupsAreSections(bool is2D)
    {
        using var scene = new RichScene(is2D);
        var (cells, grid) = (scene.Cells, scene.Model.Grid);
        var root = Read(scene.Output.Picture("snapshot00000007", 1530.5));
        Assert.Equal((grid.EndX - grid.OriginX, 200 + 14.0), (Number(root, "width"), Number(root, "height")));
        var tissue = root.Elements(Svg + "g").Single(g => g.Attribute("id")!.Value == "tissue");
        Assert.Equal("translate(0,214) scale(1,-1)", tissue.Attribute("transform")!.Value);
        var groups = tissue.Elements().Single(g => g.Attribute("id")!.Value == "cells").Elements().ToList();
        var cut = scene.Rows.Where(r => Math.Abs(cells.Z[r]) < cells.Radius[r]).ToList();
        Assert.Equal(cut.Select(r => $"cell{cells.Id[r]}"), groups.Select(g => g.Attribute("id")!.Value));
        Assert.True(is2D ? cut.Count == scene.Rows.Length : cut.Count < scene.Rows.Length && cut.Count > 5);
        foreach (var (row, group) in cut.Zip(groups))
        {
            Assert.Equal(scene.Model.Types[cells.Type[row]].Name, group.Attribute("type")!.Value);
            Assert.Equal(cells.IsLive(row) ? "false" : "true", group.Attribute("dead")!.Value);
            var circles = group.Elements().ToList();
            var z = cells.Z[row];
            Circle(circles[0], Math.Sqrt((cells.Radius[row] * (double)cells.Radius[row]) - (z * z)));
            double nucleus = CellGeometry.Radius(cells.NuclearFluid[row] + cells.NuclearSolid[row]);
            Assert.Equal(Math.Abs(z) < nucleus ? 2 : 1, circles.Count);
            if (circles.Count > 1)
                Circle(circles[1], Math.Sqrt((nucleus * nucleus) - (z * z)));
            void Circle(XElement circle, double radius)
            {
                Assert.Equal(cells.X[row] - grid.OriginX, Number(circle, "cx"), 1e-3);
                Assert.Equal(cells.Y[row] - grid.OriginY, Number(circle, "cy"), 1e-3);
                Assert.Equal(radius, Number(circle, "r"), 1e-3);
            }
        }
        var texts = root.Elements(Svg + "text").Select(t => t.Value.Trim()).ToList();
        Assert.Equal("Current time: 1 days, 1 hours, and 30.50 minutes, z = 0.00 \u03bcm", texts[0]);
        Assert.Equal($"{scene.Rows.Length} agents", texts[1]);
    }

    [Fact(
        DisplayName = "Colors are those that PhysiCell users know: by type, black and brown where dead; the legend agrees"
    )]
    public void Colors()
    {
        using var scene = new RichScene(true);
        var states = new CellStates(scene.Model, scene.Cells);
        var groups = Read(scene.Output.Picture("final", 0)).Descendants(Svg + "g").Skip(3).ToList();
        string[] byType = ["grey", "red", "yellow"];
        var seen = new HashSet<CellState>();
        foreach (var (row, group) in scene.Rows.Zip(groups))
        {
            seen.Add(states.Of(row));
            var color = states.Of(row) switch
            {
                CellState.Apoptotic => "black",
                CellState.Necrotic => "saddlebrown",
                _ => byType[scene.Cells.Type[row]],
            };
            Assert.All(group.Elements(), c => Assert.Equal(color, c.Attribute("fill")!.Value));
            Assert.Equal("black", group.Elements().First().Attribute("stroke")!.Value);
        }
        Assert.Superset(new HashSet<CellState> { CellState.Live, CellState.Apoptotic, CellState.Necrotic }, seen);
        var legend = Read(scene.Output.Once(1).Single(f => f.Name == "legend.svg"));
        Assert.Equal(["tumor", "T cell", "scout"], legend.Elements(Svg + "text").Select(t => t.Value.Trim()));
        Assert.Equal(
            byType.SelectMany(c => new[] { c, c }),
            legend.Elements(Svg + "circle").Select(c => c.Attribute("fill")!.Value)
        );
        Assert.Equal("white", CellColors.Of(13, CellState.Live));
    }

    [Theory(
        DisplayName = "A substrate stands behind the cells as one rectangle a voxel of the slice, colored between its two ends, with a bar"
    )]
    [InlineData(true)]
    [InlineData(false)]
    public void SubstrateIsPainted(bool is2D)
    {
        using var scene = new RichScene(is2D, 30);
        var (field, grid) = (scene.Simulation.Tissue.Fields[0], scene.Model.Grid);
        var layer = is2D ? 0 : 3;
        var plot = new SubstratePlot("oxygen", 30, 38, "viridis");
        var output = new PhysiCellOutput(scene.Model, scene.Simulation.Tissue, "1", plot);
        var root = Read(output.Picture("snapshot00000000", 30));
        Assert.Equal(grid.EndX - grid.OriginX + 200, Number(root, "width"));
        var tissue = root.Elements(Svg + "g").Single();
        var voxels = tissue.Elements().Single(g => g.Attribute("id")!.Value == "ECM").Elements().ToList();
        Assert.Equal(grid.Nx * grid.Ny, voxels.Count);
        var colors = new ColorMap("viridis");
        for (var v = 0; v < voxels.Count; v++)
        {
            var (i, j) = (v % grid.Nx, v / grid.Nx);
            Assert.Equal((20 * i, 20 * j), (Number(voxels[v], "x"), Number(voxels[v], "y")));
            Assert.Equal(colors.At((field[field.Offset(i, j, layer)] - 30) / 8), voxels[v].Attribute("fill")!.Value);
        }
        Assert.True(voxels.Select(v => v.Attribute("fill")!.Value).Distinct().Count() > 3);
        var bar = root.Elements(Svg + "text").Select(t => t.Value.Trim()).ToList();
        Assert.Contains("38", bar);
        Assert.Contains("oxygen", bar);
        Assert.Equal(11, root.Elements(Svg + "rect").Count(r => r.Attribute("width")!.Value == "25"));
    }

    [Fact(
        DisplayName = "Color maps run between their ends, either way; unknown names and numbers that are none are still colors"
    )]
    public void ColorMaps()
    {
        Assert.Equal(
            ("rgb(68,1,84)", "rgb(253,231,37)"),
            (new ColorMap("viridis").At(-1), new ColorMap("viridis").At(2))
        );
        Assert.Equal("rgb(68,1,84)", new ColorMap("viridis_r").At(1));
        Assert.Equal("rgb(255,246,182)", new ColorMap("YlOrRd").At(0.0625));
        Assert.Equal(new ColorMap("YlOrRd").At(0.4), new ColorMap("original").At(0.4));
        Assert.Equal("rgb(255,255,204)", new ColorMap("").At(double.NaN));
        using var scene = new RichScene(true, 0);
        foreach (var plot in (SubstratePlot[])[new("nothing", null, null, ""), new("signal", null, null, "jet")])
        {
            var root = Read(new PhysiCellOutput(scene.Model, scene.Simulation.Tissue, "1", plot).Picture("initial", 0));
            Assert.DoesNotContain("NaN", root.ToString(), StringComparison.Ordinal);
        }
    }

    private static XElement Read(OutputFile file) => XDocument.Load(new MemoryStream(RichScene.Bytes(file))).Root!;

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
