// The report of the benchmarks as tables of plain text.
using System.Globalization;
using Milieu.Speed;

namespace Milieu.Cli;

/// <summary>Medians, with the fastest and the slowest of the repeats.</summary>
internal sealed class BenchTables(SpeedReport report, TextWriter output)
{
    private static readonly string[] KernelColumns =
    [
        "kernel",
        "size",
        "threads",
        "ns",
        "range",
        "unit",
        "bytes",
        "of ceiling",
        "copies",
        "speed-up",
        "goal",
    ];

    public void Write()
    {
        output.WriteLine(
            Text(
                $"milieu {report.Version}, {report.Processor}, {report.Processors} cores, vectors of {report.VectorBits} bits, {report.Runtime}"
            )
        );
        if (report.Quick)
            output.WriteLine("quick: sizes are tiny, no figure says anything about speed");
        Ceilings();
        Kernels("Fields", report.Fields);
        Kernels("Mechanics", report.Mechanics);
        Whole();
        Accuracy();
    }

    private void Ceilings() =>
        Table(
            "Ceilings (pass: a = s a in place; copy: b = a; triad: a = b + s c; bytes read and written, GB/s)",
            ["what", "where", "KiB", "threads", "GB/s", "ns a float", "range"],
            report.Ceilings.Select(c =>
                new[]
                {
                    c.Kind.ToString(),
                    c.Place,
                    Text($"{c.Bytes / 1024}"),
                    Text($"{c.Threads}"),
                    Text($"{c.GigabytesPerSecond:0.0}"),
                    Number(c.NanosecondsPerElement.Median),
                    Range(c.NanosecondsPerElement),
                }
            )
        );

    private void Kernels(string title, IReadOnlyList<SpeedRow> rows)
    {
        if (rows.Count > 0)
            Table(title, KernelColumns, rows.Select(Cells));
    }

    private static string[] Cells(SpeedRow row) =>
        [
            row.Kernel,
            row.Size,
            Text($"{row.Threads}"),
            Number(row.Nanoseconds.Median),
            Range(row.Nanoseconds),
            row.Unit,
            row.Bytes > 0 ? Text($"{row.Bytes:0.#}") : "",
            row.ShareOfCeiling is { } share ? Text($"{100 * share:0.#} %") : "",
            row.Copies is { } copies ? Text($"{copies:0.0}") : "",
            row.SpeedUp is { } gain ? Text($"{gain:0.00}") : "",
            row.Goal?.ToString() ?? "",
        ];

    private void Whole()
    {
        if (report.Whole.IsEmpty)
            return;
        Table(
            "Dense ball, the whole loop",
            [
                "cells",
                "voxels",
                "mode",
                "threads",
                "s a simulated minute",
                "range",
                "ns a cell and minute",
                "speed-up",
                "counted MB",
                "bytes a cell",
                "resident MB",
                "allocated a step",
                "goals",
            ],
            report.Whole.Select(w =>
                new[]
                {
                    Text($"{w.Cells}"),
                    Text($"{w.Voxels}"),
                    w.Mode,
                    Text($"{w.Threads}"),
                    Number(w.SecondsPerMinute.Median),
                    Range(w.SecondsPerMinute),
                    Text($"{w.NanosecondsPerCellMinute:0}"),
                    w.SpeedUp is { } gain ? Text($"{gain:0.00}") : "",
                    Text($"{w.CountedBytes / 1e6:0.0}"),
                    Text($"{w.BytesPerCell:0}"),
                    Text($"{w.ResidentBytes / 1e6:0}"),
                    Text($"{w.AllocatedPerStep:0.#}"),
                    string.Join("; ", w.Goals),
                }
            )
        );
    }

    private void Accuracy()
    {
        if (report.Accuracy.IsEmpty)
            return;
        var yardstick = report.Accuracy.First(r => r.Scheme == FieldAccuracy.Yardstick).NanosecondsPerVoxelMinute;
        Table(
            "Accuracy: oxygen in a ball of uptake, 50^3 voxels, float, one thread (goal: steady error at most 0.02 mmHg in at most the time of LOD at dt 0.01)",
            [
                "scheme",
                "ns a voxel and minute",
                "time, LOD at 0.01 = 1",
                "steady error mmHg",
                "error at 1 min mmHg",
                "goal",
            ],
            report.Accuracy.Select(r =>
                new[]
                {
                    r.Scheme,
                    Number(r.NanosecondsPerVoxelMinute),
                    Text($"{r.NanosecondsPerVoxelMinute / yardstick:0.00}"),
                    Text($"{r.SteadyError:0.0E+0}"),
                    Text($"{r.TransientError:0.0E+0}"),
                    r.SteadyError <= 0.02 && r.NanosecondsPerVoxelMinute <= yardstick ? "met" : "-",
                }
            )
        );
    }

    private void Table(string title, string[] head, IEnumerable<string[]> rows)
    {
        output.WriteLine();
        output.WriteLine(title);
        var all = rows.Prepend(head).ToArray();
        var widths = head.Select((_, i) => all.Max(r => r[i].Length)).ToArray();
        foreach (var row in all)
            output.WriteLine("  " + string.Join("  ", row.Select((c, i) => c.PadRight(widths[i]))).TrimEnd());
    }

    private static string Range(Measured m) => $"{Number(m.Fastest)}-{Number(m.Slowest)}";

    /// <summary>Three digits that count.</summary>
    private static string Number(double value) =>
        value switch
        {
            >= 100 => Text($"{value:0}"),
            >= 10 => Text($"{value:0.0}"),
            >= 1 => Text($"{value:0.00}"),
            >= 0.1 => Text($"{value:0.000}"),
            _ => Text($"{value:0.0000}"),
        };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
