// Quantities as numbers.
namespace Milieu.Model;

/// <summary>Numbers of quantities, once the checker has seen them: what it refused falls back to the default.</summary>
internal static class Values
{
    public static double Of(Quantity? quantity, Measure measure, double fallback) =>
        Of(quantity, measure, Unit.One, fallback);

    /// <param name="own">The unit of the substrate or custom variable at hand.</param>
    public static double Of(Quantity? quantity, Measure measure, Unit own, double fallback) =>
        quantity?.In(Measures.UnitOf(measure, own)) is { } value && double.IsFinite(value) ? value : fallback;

    /// <summary>The three coordinates of a center or size in um; missing ones are <paramref name="fallback"/>.</summary>
    public static (double X, double Y, double Z) Three(List<Quantity> list, double fallback)
    {
        double At(int i) => i < list.Count ? Of(list[i], Measure.Length, fallback) : fallback;
        return (At(0), At(1), At(2));
    }
}
