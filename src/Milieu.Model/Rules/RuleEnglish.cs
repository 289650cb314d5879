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
        return model.Types.SelectMany(t => t.Rules.Select(r => (t.Name, Sentence(r, words))));
    }

    private static string Sentence(CompiledRule rule, Vocabulary words)
    {
        var behavior = words.Behavior(rule.Behavior);
        var text = new StringBuilder($"{behavior.Name} is {behavior.Text(rule.Base)}");
        Append(text, rule.Up, $"raises it towards {behavior.Text(rule.Max)}", "raise", words);
        Append(text, rule.Down, $"lowers it towards {behavior.Text(rule.Min)}", "lower", words);
        return text.Append('.').ToString();
    }

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
