// What every part of the compiler sees.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

/// <param name="Spec">As written.</param>
/// <param name="Words">Names, indices and units.</param>
internal sealed record CompileContext(ModelSpec Spec, Vocabulary Words, Problems Problems, IModelFiles Files)
{
    public BehaviorIndex Index => Words.Index;

    public bool IsTranslated { get; init; }

    /// <summary>The model's own signals and the expressions of its rules.</summary>
    public DerivedSignals Derived { get; } = new(Spec, Words, Problems);

    /// <summary>Named functions of x, y, z and r in um.</summary>
    public ImmutableArray<NamedPlace> Regions { get; init; } = [];

    public bool IsPhysiCell => Spec.Time.Mode == "physicell";

    public int SubstrateOf(string name) => IndexOf(Words.Substrates, name);

    public int CustomOf(string name) => IndexOf(Words.Customs, name);

    public int TypeOf(string name)
    {
        for (var i = 0; i < Words.Types.Count; i++)
            if (Words.Types[i] == name)
                return i;
        return -1;
    }

    private static int IndexOf(IReadOnlyList<NamedUnit> list, string name)
    {
        for (var i = 0; i < list.Count; i++)
            if (list[i].Name == name)
                return i;
        return -1;
    }
}

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
