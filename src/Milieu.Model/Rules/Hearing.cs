// What cells of a type hear of a substrate: rules with "sensitivity to SUBSTRATE".
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Collects the factors on what a type hears, and has its rules hear that instead of the density.</summary>
/// <remarks>
/// Factors read what is there, not what is heard. What a cell gathers from others is what those sense.
/// </remarks>
internal sealed class Hearing(CompileContext context)
{
    private const string Sensitivity = "sensitivity to ";
    private readonly List<(string Id, int Substrate, int Factor)> _factors = [];
    private readonly Dictionary<int, int> _heard = [];
    private readonly Dictionary<SignalInput, SignalInput> _known = [];

    public static bool Is(string behavior) => behavior.StartsWith(Sensitivity, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes in a factor; what is wrong has been said.</summary>
    public void Add(string path, RuleText text, string id)
    {
        var name = text.Behavior[Sensitivity.Length..].Trim();
        var substrate = context.SubstrateOf(name);
        if (substrate < 0)
            context.Problems.Unknown(path, "substrate", name, [.. context.Words.Substrates.Select(s => s.Name)]);
        if (text.Kind is not (RuleKind.IsMultiplied or RuleKind.Multiplies))
            context.Problems.Error(
                path,
                "a sensitivity is 1 unless something multiplies it",
                text.Behavior,
                "sensitivity to SUBSTRATE is multiplied by EXPRESSION, or SIGNAL multiplies sensitivity to SUBSTRATE by NUMBER"
            );
        else if (substrate >= 0 && Factor(path, text) is >= 0 and var factor)
        {
            _factors.RemoveAll(f => id.Length > 0 && f.Id == id && f.Substrate == substrate);
            _factors.Add((id, substrate, factor));
        }
    }

    /// <summary>The rules as the type hears; those of its chemotaxis are factors of their own.</summary>
    public List<ReadRule> Heard(List<ReadRule> rules, ChemotaxisSpec? taxis, string path)
    {
        foreach (var (_, substrate, factor) in _factors)
            _heard[substrate] = _heard.TryGetValue(substrate, out var before)
                ? context.Derived.Product(before, factor)
                : factor;
        foreach (var (substrate, factor) in _heard)
            _known[new SignalInput(SignalKind.Substrate, substrate)] = new SignalInput(
                SignalKind.Formula,
                context.Derived.Heard(substrate, factor)
            );
        var heard = _factors.Count == 0 ? rules : rules.ConvertAll(Heard);
        return [.. heard, .. Taxes(heard, taxis, path)];
    }

    private ReadRule Heard(ReadRule rule) =>
        rule with
        {
            Term =
                rule.Term is { } term && Heard(new SignalInput(term.Kind, term.Index)) is var signal
                    ? term with
                    {
                        Kind = signal.Kind,
                        Index = signal.Index,
                    }
                    : null,
            Use = rule.Use is { } use
                ? use with
                {
                    Formula = Heard(new SignalInput(SignalKind.Formula, use.Formula)).Index,
                }
                : null,
        };

    /// <summary>The signal itself, or what takes its place: a formula anew where it reads what is heard.</summary>
    private SignalInput Heard(SignalInput signal)
    {
        if (_known.TryGetValue(signal, out var known) || signal.Kind != SignalKind.Formula)
            return known == default ? signal : known;
        var formula = context.Derived.Formulas[signal.Index];
        ImmutableArray<SignalInput> inputs = [.. formula.Inputs.Select(Heard)];
        var heard = inputs.SequenceEqual(formula.Inputs)
            ? signal
            : new SignalInput(SignalKind.Formula, context.Derived.Again(signal.Index, inputs));
        _known[signal] = heard;
        return heard;
    }

    private IEnumerable<ReadRule> Taxes(List<ReadRule> rules, ChemotaxisSpec? taxis, string path)
    {
        foreach (var (substrate, factor) in _heard)
        {
            var name = context.Words.Substrates[substrate].Name;
            var weight = context.Index.ChemotacticSensitivity(substrate);
            var isWeighed =
                taxis?.Sensitivities.ContainsKey(name) == true || rules.Exists(r => r.Behavior.Index == weight);
            if (isWeighed || name == taxis?.Towards || name == taxis?.AwayFrom)
                yield return new ReadRule(
                    path,
                    RuleKind.IsMultiplied,
                    null,
                    true,
                    context.Words.Behavior(isWeighed ? weight : context.Index.Bias),
                    null,
                    0,
                    null,
                    new FormulaUse(factor, false)
                );
        }
    }

    private int Factor(string path, RuleText text)
    {
        if (text.Kind == RuleKind.IsMultiplied)
            return context.Derived.Expression(path, text.Expression, Unit.One, "a plain number");
        return context.Derived.Expression(
            path,
            $"1 + ({text.To!.Text} - 1) * hill({text.Signal}, {text.HalfMax.Text}, {text.Hill.Text})",
            Unit.One,
            "a plain number"
        );
    }
}
