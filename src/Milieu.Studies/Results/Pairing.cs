// What common seeds, and a common past, are worth: how much of the noise of a comparison is left.
using System.Collections.Immutable;

namespace Milieu.Studies;

/// <summary>One arm against another in one measure, by its last values.</summary>
/// <param name="Paired">Variance over seeds of the difference within a seed.</param>
/// <param name="Independent">Variance of the difference of runs of different seeds.</param>
public sealed record PairedNoise(
    string Measure,
    string Arm,
    string Against,
    int Pairs,
    double Paired,
    double Independent
)
{
    /// <summary>The share of the variance that pairing leaves; null where there is none to begin with.</summary>
    public double? Left => Independent > 0 && double.IsFinite(Paired / Independent) ? Paired / Independent : null;
}

internal static class Pairing
{
    /// <summary>Every arm against the one that goes on as the trunk, or against the first.</summary>
    public static ImmutableArray<PairedNoise> Of(StudyResults results)
    {
        var against =
            results.Arms.FirstOrDefault(a => a.ModelHash == results.Trunk?.ModelHash) ?? results.Arms.FirstOrDefault();
        return against is null
            ? []
            :
            [
                .. results.Measures.SelectMany(m =>
                    results.Arms.Where(a => a != against).Select(a => Of(results, m.Name, a.Name, against.Name))
                ),
            ];
    }

    private static PairedNoise Of(StudyResults results, string measure, string arm, string against)
    {
        var pairs = results
            .Seeds.Select(s => (A: Last(results.Of(measure, arm, s)), B: Last(results.Of(measure, against, s))))
            .Where(p => double.IsFinite(p.A) && double.IsFinite(p.B))
            .ToList();
        return new PairedNoise(
            measure,
            arm,
            against,
            pairs.Count,
            Spread.Variance([.. pairs.Select(p => p.A - p.B)]),
            Spread.Variance([.. pairs.Select(p => p.A)]) + Spread.Variance([.. pairs.Select(p => p.B)])
        );
    }

    private static double Last(ImmutableArray<TimedValue> values) => values.IsEmpty ? double.NaN : values[^1].Value;
}
