// What a factor does to a measure, as a weighted sum over arms.
using System.Collections.Immutable;

namespace Milieu.Studies;

/// <summary>How much the value of an arm counts.</summary>
public readonly record struct ArmWeight(string Arm, double Weight);

/// <summary>The coefficient of a factor, or of two together, in the regression over the arms of one seed.</summary>
/// <param name="Factors">One for a main effect, two for an interaction.</param>
/// <param name="IsLog">The regression is that of logarithms.</param>
public sealed record FactorEffect(ImmutableArray<string> Factors, bool IsLog, ImmutableArray<ArmWeight> Weights)
{
    /// <summary>Such as <c>dose</c>, or <c>dose x stroma</c>.</summary>
    public string Name => string.Join(" x ", Factors);

    /// <summary>NaN where an arm has no finite value, or none above zero where logarithms are taken.</summary>
    public double Of(Func<string, double> value)
    {
        var sum = 0.0;
        foreach (var (arm, weight) in Weights)
            sum += weight * (IsLog ? Math.Log(value(arm)) : value(arm));
        return double.IsFinite(sum) ? sum : double.NaN;
    }
}
