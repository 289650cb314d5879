// Whether two treatments do more together than they would independently, or as doses of one.
namespace Milieu.Studies;

/// <summary>Effects are shares taken away, 0 to 1.</summary>
internal static class Synergy
{
    /// <summary>1 - left / left without treatment, kept in 0..1; NaN without anything to take away.</summary>
    public static double Inhibition(double left, double untreated) =>
        untreated > 0 ? Math.Clamp(1 - (left / untreated), 0, 1) : double.NaN;

    /// <summary>What two effects that do not know of each other do together.</summary>
    /// <remarks>E_a + E_b - E_a E_b (C. I. Bliss, 1939).</remarks>
    public static double Independent(double a, double b) => a + b - (a * b);

    public static double BlissExcess(double a, double b, double both) => both - Independent(a, b);

    /// <summary>Over the stronger of the two alone (highest single agent).</summary>
    public static double HighestSingleExcess(double a, double b, double both) => both - Math.Max(a, b);

    /// <summary>CI = d_a / D_a(E) + d_b / D_b(E), with D the dose that alone has the effect of the combination: 1 is additive, below is synergy.</summary>
    /// <returns>NaN where the combination has no effect, or where a single curve never reaches it.</returns>
    /// <remarks>S. Loewe; the index as in T.-C. Chou, Pharmacol Rev 58, 621 (2006), doi:10.1124/pr.58.3.10.</remarks>
    public static double CombinationIndex(
        double doseA,
        double doseB,
        double both,
        IReadOnlyList<(double Dose, double Effect)> curveA,
        IReadOnlyList<(double Dose, double Effect)> curveB
    ) => (doseA / DoseFor(curveA, both)) + (doseB / DoseFor(curveB, both));

    /// <summary>The dose at which a curve first reaches an effect.</summary>
    /// <param name="curve">By dose, ascending; dose 0 has effect 0 and need not be there.</param>
    /// <remarks>
    /// Between two doses the logit of the effect is linear in the logarithm of the dose, which is exact for a Hill curve that saturates at 1
    /// (median-effect equation, Chou 2006); where an end is 0 or 1,
    /// the effect is linear in the dose. Where noise lets a curve fall, its highest effect so far stands.
    /// </remarks>
    public static double DoseFor(IReadOnlyList<(double Dose, double Effect)> curve, double effect)
    {
        if (!(effect > 0))
            return double.NaN;
        var (dose, reached) = (0.0, 0.0);
        foreach (var point in curve)
        {
            if (point.Effect >= effect)
                return Between(dose, reached, point.Dose, point.Effect, effect);
            // A dose that does less than a smaller one says nothing of where more begins.
            if (point.Effect > reached)
                (dose, reached) = point;
        }
        return double.NaN;
    }

    private static double Between(double dose, double low, double next, double high, double effect)
    {
        if (dose > 0 && low > 0 && high < 1)
        {
            var share = (Logit(effect) - Logit(low)) / (Logit(high) - Logit(low));
            return Math.Exp(Math.Log(dose) + (share * (Math.Log(next) - Math.Log(dose))));
        }
        return dose + ((effect - low) / (high - low) * (next - dose));
    }

    private static double Logit(double effect) => Math.Log(effect / (1 - effect));
}
