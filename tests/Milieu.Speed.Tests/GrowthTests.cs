// The growth study: slopes, tables, plots.
using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;

namespace Milieu.Speed.Tests;

public sealed class GrowthTests
{
    [Fact(
        DisplayName = "A slope is the power of growth between two sizes: 1 in proportion, 2 where twice the size costs four times"
    )]
    public void SlopeIsThePower()
    {
        var series = new GrowthSeries("s", 1, [Point(10, 1), Point(100, 10), Point(200, 40)]);
        Assert.Null(series.Slope(0));
        Assert.Equal(1, series.Slope(1)!.Value, 1e-12);
        Assert.Equal(2, series.Slope(2)!.Value, 1e-12);
    }

    [Fact(
        DisplayName = "Quick series have a point a size with time and bytes, for both schemes; four times the voxels take more bytes"
    )]
    public void QuickSeriesAreWhole()
    {
        var wishes = new SpeedWishes { Threads = [1], Quick = true };
        var voxels = FieldGrowth.Voxels(wishes);
        Assert.Equal(["LOD, 1 thread", "RKL1, 1 thread"], voxels.Select(s => s.Name));
        Assert.All(voxels, s => Assert.True(s.Points[1].Bytes > s.Points[0].Bytes && s.Points[0].Cost.Median > 0));
        var substrates = FieldGrowth.Substrates(wishes);
        Assert.Equal([1.0, 2.0], substrates[0].Points.Select(p => p.Size));
        Assert.Equal(4, substrates.Length);
    }

    [Fact(
        DisplayName = "Plots are well-formed, name axes with units, and lay a point where its decade is; the guide grows in proportion"
    )]
    public void PlotsAreTrue()
    {
        var curve = new Curve("a & b", [(10, 1), (1000, 100)]);
        var svg = XDocument.Parse(new LogPlot("title", "cells", "wall seconds", [curve]).ToSvg());
        var texts = svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToArray();
        foreach (var word in (string[])["title", "cells", "wall seconds", "a & b", "10", "1000", "100"])
            Assert.Contains(word, texts);
        var marks = svg.Descendants()
            .Where(e => e.Name.LocalName == "circle")
            .Select(e => (X: At(e, "cx"), Y: At(e, "cy")))
            .ToArray();
        // Both axes span two decades, the points lie in opposite corners, and the guide runs through both.
        Assert.Equal((78, 378, 540, 44), (marks[0].X, marks[0].Y, marks[1].X, marks[1].Y));
        Assert.Contains(svg.Descendants(), e => (string?)e.Attribute("d") == "M78 378L540 44");
        Assert.Contains(svg.Descendants(), e => e.Name.LocalName == "rect" && (string?)e.Attribute("fill") == "white");
    }

    [Fact(
        DisplayName = "The page has a row a size with its slope and a plot each for cells, memory, voxels and substrates"
    )]
    public void PageHasAll()
    {
        var row = new WholeRow(
            1_000,
            8_000,
            "physicell",
            1,
            new Measured(0.5, 0.4, 0.6),
            null,
            300_000,
            60_000_000,
            0,
            []
        );
        var more = row with { Cells = 10_000, SecondsPerMinute = new Measured(5, 4, 6), CountedBytes = 3_000_000 };
        ImmutableArray<GrowthSeries> series = [new("LOD, 1 thread", 1, [Point(100, 1), Point(1000, 10)])];
        var page = new GrowthPage([row, more], series, [.. series, .. series]);
        var tables = page.Tables();
        Assert.Contains(
            "| 10,000 | 8,000 | PhysiCell mode | 1 | 5.0 | 1.00 | 500000 | 3 | 300 | 60 | 0 |\n",
            tables,
            StringComparison.Ordinal
        );
        Assert.Contains("| LOD, 1 thread, ms | 1.0 | 10.0 (1.00) |\n", tables, StringComparison.Ordinal);
        Assert.Equal(
            ["growth-cells.svg", "growth-memory.svg", "growth-voxels.svg", "growth-substrates.svg"],
            page.Plots().Select(p => p.File)
        );
        Assert.All(page.Plots(), p => XDocument.Parse(p.Svg));
    }

    private static GrowthPoint Point(double size, double cost) => new(size, new Measured(cost, cost, cost), 8);

    private static double At(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
