// The growth study as tables of Markdown and as plots.
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Milieu.Speed;

/// <summary>What a growth study found: cells of the dense ball, voxels, substrates.</summary>
/// <param name="Cells">In order of cells within each mode and number of threads.</param>
public sealed record GrowthPage(
    ImmutableArray<WholeRow> Cells,
    ImmutableArray<GrowthSeries> Voxels,
    ImmutableArray<GrowthSeries> Substrates
)
{
    /// <summary>Pictures by file name.</summary>
    public IEnumerable<(string File, string Svg)> Plots()
    {
        yield return (
            "growth-cells.svg",
            new LogPlot("Dense ball: time", "cells", "wall seconds a simulated minute", CellCurves()).ToSvg()
        );
        yield return (
            "growth-memory.svg",
            new LogPlot("Dense ball: memory", "cells", "megabytes", MemoryCurves()).ToSvg()
        );
        const string Milliseconds = "wall milliseconds a simulated minute";
        yield return (
            "growth-voxels.svg",
            new LogPlot("One substrate, no cells", "voxels", Milliseconds, CurvesOf(Voxels)).ToSvg()
        );
        yield return (
            "growth-substrates.svg",
            new LogPlot("Substrates in a cube, no cells", "substrates", Milliseconds, CurvesOf(InCube)).ToSvg()
        );
    }

    /// <summary>The tables of the study. A slope of 1 is growth in proportion.</summary>
    public string Tables()
    {
        var text = new StringBuilder();
        CellTable(text);
        foreach (
            var (title, series) in (IEnumerable<(string, ImmutableArray<GrowthSeries>)>)
                [("voxels", Voxels), ("substrates", Substrates)]
        )
            SeriesTable(text, title, series);
        return text.ToString();
    }

    private ImmutableArray<GrowthSeries> InCube => [.. Substrates.Take(Substrates.Length / 2)];

    private IEnumerable<IGrouping<(string Mode, int Threads), WholeRow>> Runs =>
        Cells.GroupBy(c => (c.Mode, c.Threads));

    private Curve[] CellCurves() =>
        [
            .. Runs.Select(g => new Curve(
                $"{NameOf(g.Key.Mode)}, {FieldGrowth.Threads(g.Key.Threads)}",
                [.. g.Select(c => ((double)c.Cells, c.SecondsPerMinute.Median))]
            )),
        ];

    private Curve[] MemoryCurves()
    {
        var first = Runs.First().ToArray();
        return
        [
            new Curve("resident", [.. first.Select(c => ((double)c.Cells, c.ResidentBytes / 1e6))]),
            new Curve("counted", [.. first.Select(c => ((double)c.Cells, c.CountedBytes / 1e6))]),
        ];
    }

    private static Curve[] CurvesOf(ImmutableArray<GrowthSeries> series) =>
        [.. series.Select(s => new Curve(s.Name, [.. s.Points.Select(p => (p.Size, p.Cost.Median))]))];

    private void CellTable(StringBuilder text)
    {
        text.Append(
            "| cells | voxels | mode | threads | s a simulated minute | slope | ns a cell and minute | counted MB | bytes a cell | resident MB | allocated a step |\n"
        );
        text.Append("|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var run in Runs)
        {
            WholeRow? before = null;
            foreach (var c in run)
            {
                var slope = before is null
                    ? null
                    : (double?)(
                        Math.Log(c.SecondsPerMinute.Median / before.SecondsPerMinute.Median)
                        / Math.Log((double)c.Cells / before.Cells)
                    );
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {c.Cells:N0} | {c.Voxels:N0} | {NameOf(c.Mode)} | {c.Threads} | {Digits(c.SecondsPerMinute.Median)} | {slope:0.00} | {c.NanosecondsPerCellMinute:0} | {c.CountedBytes / 1e6:0.#} | {c.BytesPerCell:0} | {c.ResidentBytes / 1e6:0} | {c.AllocatedPerStep:0.#} |\n"
                );
                before = c;
            }
        }
        text.Append('\n');
    }

    private static void SeriesTable(StringBuilder text, string what, ImmutableArray<GrowthSeries> series)
    {
        if (series.IsEmpty)
            return;
        text.Append(CultureInfo.InvariantCulture, $"| {what} | ");
        text.Append(string.Join(" | ", series[0].Points.Select(p => Text($"{p.Size:N0}"))));
        text.Append(" |\n|---|").Append(string.Concat(series[0].Points.Select(_ => "--:|"))).Append('\n');
        foreach (var s in series)
        {
            var cells = s.Points.Select(
                (p, k) => Digits(p.Cost.Median) + (s.Slope(k) is { } slope ? Text($" ({slope:0.00})") : "")
            );
            text.Append(CultureInfo.InvariantCulture, $"| {s.Name}, ms | {string.Join(" | ", cells)} |\n");
        }
        var bytes = series.MaxBy(s => s.Points[^1].Bytes)!;
        text.Append(CultureInfo.InvariantCulture, $"| fields and scratch, {bytes.Name}, MB | ");
        text.Append(string.Join(" | ", bytes.Points.Select(p => Text($"{p.Bytes / 1e6:0.##}")))).Append(" |\n\n");
    }

    private static string NameOf(string mode) => mode == "native" ? "native" : "PhysiCell mode";

    private static string Digits(double value) =>
        value >= 100 ? Text($"{value:0}")
        : value >= 1 ? Text($"{value:0.0#}")
        : Text($"{value:0.####}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
