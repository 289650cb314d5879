// How far Milieu's own integrators move each curve from PhysiCell's.
using System.Globalization;

namespace Milieu.Equivalence;

internal static class NativeReport
{
    /// <summary>Beside the populations.</summary>
    private static readonly string[] Curves = ["rg", "mean_volume", "mean_pressure", "mean_damage", "mean", "min"];

    /// <summary>
    /// Prints, for each reference, the curves that native mode moves most, by p: the time of the largest move, and both
    /// means there.
    /// </summary>
    public static int Run(Wishes wishes, TextWriter to)
    {
        var seeds = (int)wishes.Number("seeds", 20);
        var rows = (int)wishes.Number("list", 3);
        to.WriteLine("| model | curve | minutes | PhysiCell: mean (sd) | native: mean (sd) | move | p |");
        to.WriteLine("|---|---|--:|--:|--:|--:|--:|");
        foreach (var reference in Places.All(wishes.List("models", "")))
        {
            var model = OurRuns.Compile(reference, native: true);
            var ours = OurRuns.Run(model, reference.Minutes, seeds, reference.HasNeighborhoods);
            var largest = Comparing
                .Of(reference, ours)
                // At minute 0 native mode knows contacts already, PhysiCell not yet.
                .Where(c => c.Key.Minutes > 0 && IsCurve(c.Key.Measure))
                .GroupBy(c => c.Key.Measure, StringComparer.Ordinal)
                .Select(g => g.MinBy(c => c.P))
                .OrderBy(c => c.P)
                .Take(rows);
            foreach (var c in largest)
                to.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {c.Model} | {c.Key.Measure} | {c.Key.Minutes} | {c.Reference.Mean:G5} ({c.Reference.Sd:G3}) | {c.Ours.Mean:G5} ({c.Ours.Sd:G3}) | {Percent(c)} | {c.P:G2} |"
                    )
                );
            to.Flush();
        }
        return 0;
    }

    private static bool IsCurve(string measure) =>
        Measures.IsCount(measure)
        || Array.Exists(Curves, c => measure.StartsWith(c + Measures.Of, StringComparison.Ordinal));

    private static string Percent(Comparison c) =>
        c.Reference.Mean == 0
            ? "-"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{100 * ((c.Ours.Mean / c.Reference.Mean) - 1):+0.0;-0.0;0} %"
            );
}
