// The test of our seeds against the reference's: Welch for each measure and time, false discoveries held over all.
namespace Milieu.Equivalence;

/// <summary>One comparison of many.</summary>
internal readonly record struct Comparison(string Model, Key Key, Sample Reference, Sample Ours, double P)
{
    public override string ToString() =>
        $"{Model}: {Key}: reference {Reference.Mean:G5} ({Reference.Sd:G3}, n {Reference.Count}), "
        + $"ours {Ours.Mean:G5} ({Ours.Sd:G3}, n {Ours.Count}), p {P:G3}";
}

internal static class Comparing
{
    /// <summary>Measures from fewer seeds are left out: a group that most seeds lack has no mean to speak of.</summary>
    public const int LeastSeeds = 5;

    /// <summary>The false discovery rate.</summary>
    public const double Q = 0.01;

    /// <summary>Every measure that both took from enough seeds.</summary>
    /// <param name="few">
    /// Our seeds are few: they may agree by luck, so our deviation is not taken below the reference's own, and three
    /// seeds are enough.
    /// </param>
    public static List<Comparison> Of(ReferenceModel reference, Dictionary<Key, List<double>> ours, bool few = false)
    {
        var comparisons = new List<Comparison>();
        foreach (var (key, values) in ours)
        {
            if (!reference.Samples.TryGetValue(key, out var theirs))
                continue;
            var own = Sample.Of(values);
            if (theirs.Count < LeastSeeds || own.Count < (few ? 3 : LeastSeeds))
                continue;
            var tested = few ? own with { Sd = Math.Max(own.Sd, theirs.Sd) } : own;
            comparisons.Add(new Comparison(reference.Name, key, theirs, own, P(key.Measure, theirs, tested)));
        }
        return comparisons;
    }

    /// <summary>Comparisons that fall with the false discovery rate held at <see cref="Q"/> over all of them.</summary>
    public static List<Comparison> Rejected(IReadOnlyList<Comparison> comparisons) =>
        [.. Statistics.Rejected([.. comparisons.Select(c => c.P)], Q).Select(i => comparisons[i])];

    private static double P(string measure, Sample a, Sample b) =>
        Statistics.Welch(
            a with
            {
                Sd = Math.Max(a.Sd, Floor(measure, a)),
            },
            b with
            {
                Sd = Math.Max(b.Sd, Floor(measure, a with { Count = b.Count })),
            }
        );

    /// <summary>
    /// The least deviation: a cell over the root of the seeds for counts; a millionth of the mean for the rest, of
    /// 100 um for centroids, which may be 0; a ten-thousandth for substrates, whose fields are stored in single precision,
    /// and a billionth, for what is all but absent.
    /// </summary>
    private static double Floor(string measure, Sample sample)
    {
        if (Measures.IsCount(measure))
            return Math.Max(1e-6 * Math.Abs(sample.Mean), 1 / Math.Sqrt(sample.Count));
        if (measure.Contains(Measures.Of + "substrate:", StringComparison.Ordinal))
            return Math.Max(1e-9, 1e-4 * Math.Abs(sample.Mean));
        var scale = measure[0] == 'c' && measure[2] == ' ' ? 100 : Math.Abs(sample.Mean);
        return 1e-6 * scale;
    }
}
