// Compiled rules in plain English, for explain.
using System.Text;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>One sentence for each behavior that rules write.</summary>
public static class RuleEnglish
{
    public static IEnumerable<(string Type, string Sentence)> Of(CompiledModel model)
    {
        var words = Vocabulary.Of(model);
        return model.Types.SelectMany(t =>
            t.Rules.Select(r => Sentence(model, r, words))
                .Concat(t.Events.Select(e => Sentence(model, e)))
                .Select(sentence => (t.Name, sentence))
        );
    }

    /// <summary>When an event happens, and what it changes.</summary>
    private static string Sentence(CompiledModel model, CompiledEvent one)
    {
        string Written(int formula) => model.Formulas[formula].Text;
        var text = new StringBuilder(one.Name);
        text.Append(one.At == EventMoment.Division ? ": at a division" : ": in a step");
        if (one.When is { } when)
            text.Append($" in which {Written(when)}");
        if (one.Probability is { } chance)
            text.Append($", with the chance {Written(chance)}");
        if (one.Rate is { } rate)
            text.Append($", at the rate {Written(rate)}");
        text.Append(", ");
        List<string> deeds =
        [
            .. one.Sets.Select(s => $"custom:{model.Customs[s.Custom].Name} becomes {Written(s.Formula)}"),
        ];
        if (one.Death is { } death)
            deeds.Add(death == 0 ? "the cell dies by apoptosis" : "the cell dies by necrosis");
        if (one.Becomes is { } type)
            deeds.Add("the cell becomes " + model.Types[type].Name);
        if (one.Divides)
            deeds.Add("the cell divides");
        return text.AppendJoin(", ", deeds).Append('.').ToString();
    }

    /// <summary>What writes one behavior, as one sentence.</summary>
    private static string Sentence(CompiledModel model, CompiledRule rule, Vocabulary words)
    {
        var behavior = words.Behavior(rule.Behavior);
        var start = rule.Start is { } use ? Of(model, use) : behavior.Text(rule.Base);
        var text = new StringBuilder($"{behavior.Name} is {start}");
        Append(text, rule.Up, $"raises it towards {behavior.Text(rule.Max)}", "raise", words);
        Append(text, rule.Down, $"lowers it towards {behavior.Text(rule.Min)}", "lower", words);
        foreach (var (term, weight) in rule.Factors)
            Append(text, [term], $"multiplies it by up to {WordText.Of(weight, "")}", "multiply", words);
        foreach (var factor in rule.FormulaFactors)
            text.Append($"; it is multiplied by {Of(model, factor)}");
        foreach (var (term, weight) in rule.Hazards)
            Append(text, [term], $"adds up to {behavior.Text(weight)}", "add", words);
        if (rule.Behavior >= words.Index.Custom(0) && RelaxationOf(model, words.Index, rule) is > 0 and var rate)
            text.Append($"; it nears that by {WordText.Of(rate, "/min")}");
        return text.Append('.').ToString();
    }

    private static double RelaxationOf(CompiledModel model, BehaviorIndex index, CompiledRule rule) =>
        model.Customs[rule.Behavior - index.Custom(0)].Relaxation;

    private static string Of(CompiledModel model, FormulaUse use) =>
        model.Formulas[use.Formula].Text + (use.AppliesToDead ? " (in dead cells too)" : "");

    private static void Append(
        StringBuilder text,
        IReadOnlyList<SignalTerm> terms,
        string effect,
        string verb,
        Vocabulary words
    )
    {
        if (terms.Count == 0)
            return;
        text.Append("; ");
        for (var i = 0; i < terms.Count; i++)
        {
            var signal = words.Signal(terms[i].Kind, terms[i].Index);
            if (i > 0)
                text.Append(i == terms.Count - 1 ? " and " : ", ");
            text.Append(signal.Name).Append(" (half-max ").Append(signal.Text(terms[i].HalfMax));
            text.Append(", Hill ").Append(WordText.Of(terms[i].Hill, ""));
            text.Append(terms[i].AppliesToDead ? ", in dead cells too)" : ")");
        }
        var many = terms.Count == 1 ? effect : verb + effect[effect.IndexOf(' ', StringComparison.Ordinal)..];
        text.Append(' ').Append(many);
    }
}
