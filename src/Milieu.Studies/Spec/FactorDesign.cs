// Which arms weigh how much in the effects of the factors of a study.
using System.Collections.Immutable;

namespace Milieu.Studies;

/// <summary>The least-squares fit of a full factorial design, solved: its columns are orthogonal.</summary>
/// <remarks>
/// y = b0 + sum_f b_f x_f + sum_(f,g) b_fg x_f x_g, x_f from its lowest (or first) to its highest (or last) level one apart
/// and centered over the arms; then b = sum(z y) / sum(z^2) for z = x_f and for z = x_f x_g. See docs/studies.md.
/// </remarks>
internal static class FactorDesign
{
    /// <summary>Main effects, then pairs; factors of one level have none.</summary>
    public static ImmutableArray<FactorEffect> Of(
        IReadOnlyList<string> factors,
        IReadOnlyList<ArmText> arms,
        bool isLog
    )
    {
        var columns = factors.Select((_, f) => Centered([.. arms.Select(a => a.Positions[f])])).ToList();
        var effects = ImmutableArray.CreateBuilder<FactorEffect>();
        for (var f = 0; f < factors.Count; f++)
            Add([factors[f]], columns[f]);
        for (var f = 0; f < factors.Count; f++)
        for (var g = f + 1; g < factors.Count; g++)
            Add([factors[f], factors[g]], [.. columns[f].Zip(columns[g], (x, y) => x * y)]);
        return effects.ToImmutable();

        void Add(ImmutableArray<string> names, double[] column)
        {
            var square = column.Sum(z => z * z);
            if (square > 0)
                effects.Add(
                    new FactorEffect(names, isLog, [.. arms.Zip(column, (a, z) => new ArmWeight(a.Name, z / square))])
                );
        }
    }

    private static double[] Centered(double[] column)
    {
        var mean = column.Average();
        return [.. column.Select(x => x - mean)];
    }
}
