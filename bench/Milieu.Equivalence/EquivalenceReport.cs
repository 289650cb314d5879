// The table of docs/physicell.md: every reference, all comparisons, the largest differences.
using System.Globalization;

namespace Milieu.Equivalence;

internal static class EquivalenceReport
{
    private const int Largest = 10;

    /// <summary>Runs our seeds of each reference and prints the table; the exit code is 1 when anything is rejected.</summary>
    public static int Run(Wishes wishes, TextWriter to)
    {
        var seeds = (int)wishes.Number("seeds", 20);
        var first = (int)wishes.Number("first-seed", 1);
        var all = new List<Comparison>();
        to.WriteLine("| model | minutes | seeds there | seeds here | comparisons | smallest p |");
        to.WriteLine("|---|--:|--:|--:|--:|--:|");
        foreach (var reference in Places.All(wishes.List("models", "")))
        {
            var ours = OurRuns.Run(
                OurRuns.Compile(reference),
                reference.Minutes,
                seeds,
                reference.HasNeighborhoods,
                first
            );
            var comparisons = Comparing.Of(reference, ours);
            all.AddRange(comparisons);
            to.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {reference.Name} | {reference.Minutes[^1]} | {reference.Samples.Values.Max(s => s.Count)} | {seeds} | {comparisons.Count} | {comparisons.Min(c => c.P):G2} |"
                )
            );
            to.Flush();
        }
        var rejected = Comparing.Rejected(all);
        to.WriteLine();
        to.WriteLine($"{all.Count} comparisons, {rejected.Count} rejected (Benjamini and Hochberg, q = 0.01).");
        to.WriteLine();
        Differences(all.OrderBy(c => c.P).Take((int)wishes.Number("list", Largest)), to);
        return rejected.Count == 0 ? 0 : 1;
    }

    private static void Differences(IEnumerable<Comparison> comparisons, TextWriter to)
    {
        to.WriteLine("| model | measure | minutes | there: mean (sd, n) | here: mean (sd, n) | p |");
        to.WriteLine("|---|---|--:|--:|--:|--:|");
        foreach (var c in comparisons)
            to.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {c.Model} | {c.Key.Measure} | {c.Key.Minutes} | {Text(c.Reference)} | {Text(c.Ours)} | {c.P:G2} |"
                )
            );
    }

    private static string Text(Sample sample) =>
        string.Create(CultureInfo.InvariantCulture, $"{sample.Mean:G5} ({sample.Sd:G3}, {sample.Count})");
}
