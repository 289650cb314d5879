// Two treatments alone and together: what they take away, and whether that is more than their parts.
using System.Collections.Immutable;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>An arm of known dose; without doses they are NaN.</summary>
internal readonly record struct DoseArm(double Dose, string Arm);

/// <summary>An arm with both treatments, and those that it is compared with.</summary>
internal sealed record CombinedArm(string Both, string Control, DoseArm A, DoseArm B)
{
    /// <summary>Arms with A alone, ascending in dose; empty where doses are not known.</summary>
    public ImmutableArray<DoseArm> CurveA { get; init; } = [];

    public ImmutableArray<DoseArm> CurveB { get; init; } = [];
}

/// <summary>Excess over Bliss independence and over the highest single agent; on a grid of doses also Loewe's combination index.</summary>
/// <param name="Count">The measure that treatments are to take away.</param>
/// <param name="Minutes">Null for the last value.</param>
/// <param name="Controls">The control of every arm that has one.</param>
internal sealed record Combination(
    string Name,
    string Count,
    double? Minutes,
    ImmutableArray<CombinedArm> Combined,
    ImmutableArray<KeyValuePair<string, string>> Controls
) : Endpoint(Name)
{
    public string Inhibition => "inhibition of " + Name;

    public string Bliss => "bliss excess of " + Name;

    public string Highest => "HSA excess of " + Name;

    public string Index => "combination index of " + Name;

    public bool HasDoses => Combined.Any(c => !c.CurveA.IsEmpty);

    public override ImmutableArray<EndpointMeasure> Measures
    {
        get
        {
            ImmutableArray<string> both = [.. Combined.Select(c => c.Both)];
            ImmutableArray<string> treated = [.. Controls.Select(c => c.Key)];
            ImmutableArray<EndpointMeasure> all =
            [
                Of(Inhibition, "1 - what is left over what is left in the control, in 0..1", treated),
                Of(Bliss, "above what independent effects would do together", both),
                Of(Highest, "above the stronger of both alone", both),
            ];
            return HasDoses ? [.. all, Of(Index, "Loewe: 1 is additive, below is synergy", both)] : all;
        }
    }

    public override IEnumerable<EndpointValue> Of(Func<string, string, ImmutableArray<TimedValue>> measured)
    {
        var effects = new Dictionary<string, double>();
        foreach (var (arm, control) in Controls)
        {
            var (left, without) = (Left(arm), Left(control));
            effects[arm] = Synergy.Inhibition(left.Value, without.Value);
            yield return new EndpointValue(Inhibition, arm, left with { Value = effects[arm] });
        }
        foreach (var c in Combined)
        {
            var minutes = Left(c.Both).Minutes;
            var (a, b, both) = (effects[c.A.Arm], effects[c.B.Arm], effects[c.Both]);
            yield return Value(Bliss, Synergy.BlissExcess(a, b, both));
            yield return Value(Highest, Synergy.HighestSingleExcess(a, b, both));
            if (HasDoses)
                yield return Value(
                    Index,
                    Synergy.CombinationIndex(c.A.Dose, c.B.Dose, both, Curve(c.CurveA), Curve(c.CurveB))
                );

            EndpointValue Value(string measure, double value) => new(measure, c.Both, new TimedValue(minutes, value));
        }

        TimedValue Left(string arm) => At(measured(Count, arm), Minutes);
        List<(double, double)> Curve(ImmutableArray<DoseArm> arms) => [.. arms.Select(d => (d.Dose, effects[d.Arm]))];
    }

    private static EndpointMeasure Of(string name, string about, ImmutableArray<string> arms) =>
        new(name, about, "", Unit.One, MeasureTime.AtEnd, arms);
}

/// <summary>What a treatment does to the tumor over what it does to the patient.</summary>
/// <param name="Count">The measure that the treatment is to take away.</param>
/// <param name="Harm">A measure whose value is the toxicity, or of which the treatment takes a share away.</param>
/// <param name="IsLoss">The toxicity is the share of <paramref name="Harm"/> that is lost.</param>
internal sealed record TherapeuticIndex(
    string Name,
    string Count,
    string Harm,
    bool IsLoss,
    string Control,
    double? Minutes,
    ImmutableArray<string> Arms
) : Endpoint(Name)
{
    public string Index => "therapeutic index of " + Name;

    public override ImmutableArray<EndpointMeasure> Measures =>
        [new(Index, "effect on the tumor over toxicity", "", Unit.One, MeasureTime.AtEnd, Arms)];

    public override IEnumerable<EndpointValue> Of(Func<string, string, ImmutableArray<TimedValue>> measured)
    {
        foreach (var arm in Arms)
        {
            var left = Value(Count, arm);
            var effect = Synergy.Inhibition(left.Value, Value(Count, Control).Value);
            var harm = IsLoss
                ? Synergy.Inhibition(Value(Harm, arm).Value, Value(Harm, Control).Value)
                : Value(Harm, arm).Value;
            yield return new EndpointValue(Index, arm, left with { Value = effect / harm });
        }

        TimedValue Value(string measure, string arm) => At(measured(measure, arm), Minutes);
    }
}
