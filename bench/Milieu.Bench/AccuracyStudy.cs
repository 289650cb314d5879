// Error against time of the field schemes: a table and plots into their page.
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Milieu.Speed;

namespace Milieu.Bench;

internal static class AccuracyStudy
{
    private const string Begin = "<!-- accuracy: written by bench/Milieu.Bench -->";
    private const string End = "<!-- accuracy ends -->";

    /// <param name="wishes">--quick, --out FOLDER (docs).</param>
    public static int Run(string[] wishes)
    {
        var docs = wishes.SkipWhile(w => w != "--out").Skip(1).FirstOrDefault() ?? "docs";
        var given = new SpeedWishes
        {
            Threads = [1],
            Quick = wishes.Contains("--quick"),
            Progress = Console.Error.WriteLine,
        };
        var rows = FieldAccuracy.Measure(given);
        var images = Directory.CreateDirectory(Path.Combine(docs, "images")).FullName;
        Plot(rows, "Steady state", r => r.SteadyError, Path.Combine(images, "accuracy-steady.svg"));
        Plot(
            rows,
            "One minute after uptake sets in",
            r => r.TransientError,
            Path.Combine(images, "accuracy-minute.svg")
        );
        GrowthStudy.Insert(Path.Combine(docs, "science", "fields.md"), Begin, End, Table(rows));
        return 0;
    }

    private static void Plot(
        ImmutableArray<AccuracyRow> rows,
        string title,
        Func<AccuracyRow, double> error,
        string file
    )
    {
        var curves = rows.GroupBy(r => r.Scheme.Split(',')[0])
            .Select(g => new Curve(
                Text(
                    $"{g.Key}, dt {g.Min(r => r.StepMinutes):0.####}{(g.Count() > 1 ? Text($" to {g.Max(r => r.StepMinutes)}") : "")} min"
                ),
                [.. g.Select(r => (r.NanosecondsPerVoxelMinute, error(r)))]
            ))
            .ToArray();
        var plot = new LogPlot(
            title + ": oxygen in a ball of uptake, 50^3 voxels",
            "time, ns a voxel and simulated minute (one core)",
            "largest error, mmHg",
            curves
        )
        {
            HasGuide = false,
        };
        File.WriteAllText(file, plot.ToSvg());
    }

    private static string Table(ImmutableArray<AccuracyRow> rows)
    {
        var first = rows.First(r => r.Scheme == FieldAccuracy.Yardstick).NanosecondsPerVoxelMinute;
        var text = new StringBuilder();
        text.Append(
            "| scheme, dt in min | ns a voxel and minute | LOD at 0.01 = 1 | steady error, mmHg | error at 1 min, mmHg |\n"
        );
        text.Append("|---|--:|--:|--:|--:|\n");
        foreach (var r in rows)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {r.Scheme} | {r.NanosecondsPerVoxelMinute:0} | {r.NanosecondsPerVoxelMinute / first:0.00} | {r.SteadyError:0.0e+0} | {r.TransientError:0.0e+0} |\n"
            );
        return text.Append('\n').ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
