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

    private static XElement Read(OutputFile file) => XDocument.Load(new MemoryStream(RichScene.Bytes(file))).Root!;

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
