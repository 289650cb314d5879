// Our own seeds of a reference model.
using Milieu.Engine;
using Milieu.Model;
using Milieu.Runs;

namespace Milieu.Reference.Tests;

internal static class OurRuns
{
    /// <summary>Compiles the transcription of a reference model with the cells of its configuration.</summary>
    public static CompiledModel Compile(ReferenceModel reference, params string[] sets)
    {
        var path = Path.Combine(
            ReferenceModel.Root,
            "tests",
            "Milieu.Reference.Tests",
            "models",
            reference.Name + ".yaml"
        );
        var cells = "placements.cells.file=" + Path.Combine(reference.Folder, "config", "cells.csv");
        var loaded = ModelText.Load(path, new DiskModelFiles(), [cells, .. sets]);
        Assert.False(loaded.HasErrors, string.Join('\n', loaded.Diagnostics));
        return loaded.Compiled!;
    }

    /// <summary>Measures at the given times over our seeds, keyed as the reference's.</summary>
    public static Dictionary<(double Minutes, string Measure), List<double>> Run(
        CompiledModel model,
        IReadOnlyList<double> minutes,
        int seeds,
        int firstSeed = 1
    )
    {
        var values = new Dictionary<(double, string), List<double>>();
        for (var seed = firstSeed; seed < firstSeed + seeds; seed++)
        {
            using var simulation = new Simulation(model, new SimulationOptions((ulong)seed));
            foreach (var time in minutes)
            {
                simulation.RunTo((long)Math.Round(time / model.Timing.TickMinutes));
                foreach (var (measure, value) in Measures.Of(model, simulation.Tissue))
                {
                    if (!values.TryGetValue((time, measure), out var list))
                        values[(time, measure)] = list = [];
                    list.Add(value);
                }
            }
        }
        return values;
    }

    /// <summary>Welch's test of every measure and time that both have from at least three seeds.</summary>
    public static List<Comparison> Compare(
        Dictionary<(double Minutes, string Measure), List<double>> reference,
        Dictionary<(double Minutes, string Measure), List<double>> ours
    )
    {
        var comparisons = new List<Comparison>();
        foreach (var (key, values) in ours)
        {
            if (values.Count < 3 || !reference.TryGetValue(key, out var expected) || expected.Count < 3)
                continue;
            var (a, b) = (Sample.Of(expected), Sample.Of(values));
            comparisons.Add(
                new Comparison(
                    $"{key.Measure} at {key.Minutes} min",
                    a,
                    b,
                    Statistics.Welch(a, b, Floor(key.Measure, a))
                )
            );
        }
        return comparisons;
    }

    /// <summary>
    /// The reference's own deviation, for three seeds of ours may agree by luck; and at least half a cell for counts, or
    /// a thousandth of the value for the rest, where seeds hardly differ and the schemes' last digits do.
    /// </summary>
    private static double Floor(string measure, Sample reference)
    {
        var least = measure.Contains(" of ", StringComparison.Ordinal)
            ? Math.Max(1e-3 * Math.Abs(reference.Mean), 1e-6)
            : 0.5;
        return Math.Max(reference.Sd, least);
    }
}
