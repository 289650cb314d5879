// What the factors of a study do to its measures.
using System.Collections.Immutable;

namespace Milieu.Studies;

/// <summary>Every effect on every measure, from the last values of the runs.</summary>
internal static class Effects
{
    public static ImmutableArray<EffectResult> Of(
        Study study,
        Func<string, string, long, ImmutableArray<TimedValue>> values
    ) => [.. study.Measures.SelectMany(m => study.Effects.Select(e => Of(study, m, e, values)))];

    private static EffectResult Of(
        Study study,
        StudyMeasure measure,
        FactorEffect effect,
        Func<string, string, long, ImmutableArray<TimedValue>> values
    )
    {
        ImmutableArray<double> bySeed =
        [
            .. study
                .Seeds.Select(seed =>
                    effect.Of(arm =>
                        values(measure.Name, arm, seed) is { IsEmpty: false } all ? all[^1].Value : double.NaN
                    )
                )
                .Where(double.IsFinite),
        ];
        var (low, high) = Bootstrap.OfMean(bySeed);
        var mean = bySeed.IsEmpty ? double.NaN : bySeed.Average();
        return new EffectResult(
            measure.Name,
            effect.Name,
            effect.IsLog ? "" : measure.Unit,
            effect.IsLog,
            mean,
            low,
            high,
            bySeed
        );
    }
}
