// The grammar of one rule sentence.
using System.Text.RegularExpressions;

namespace Milieu.Model;

/// <summary>A sentence taken apart; names and numbers are still text.</summary>
internal sealed record RuleText(
    string Signal,
    bool IsUp,
    string Behavior,
    Quantity? From,
    Quantity To,
    Quantity HalfMax,
    Quantity Hill,
    bool AppliesToDead
)
{
    public const string Form =
        "SIGNAL increases|decreases BEHAVIOR [from VALUE] to VALUE, half-max VALUE, hill NUMBER[, applies to dead]";

    /// <summary>Null when the sentence does not have this form; every reason goes to <paramref name="report"/>.</summary>
    /// <param name="isBehavior">Whether a text is the name of a behavior: such names may hold "from" and "to".</param>
    /// <param name="report">Takes a message, the text at fault, what was expected and the nearest word.</param>
    public static RuleText? Parse(
        string sentence,
        Func<string, bool> isBehavior,
        Action<string, string?, string?, string?> report
    )
    {
        var parts = sentence.Split(',', StringSplitOptions.TrimEntries);
        var verb = Regex.Match(parts[0], @"^(.+?)\s+(increases|decreases)\s+(.+)$", RegexOptions.CultureInvariant);
        if (!verb.Success)
        {
            var near = parts[0]
                .Split(' ')
                .Select(w => Nearest.To(w, ["increases", "decreases"]))
                .FirstOrDefault(w => w is not null);
            report("the rule has no verb", sentence, Form, near);
            return null;
        }
        var rest = verb.Groups[3].Value;
        var to = rest.LastIndexOf(" to ", StringComparison.Ordinal);
        if (to < 0 || !StartsNumber(rest[(to + 4)..]))
        {
            report("the rule does not say to which value", sentence, Form, null);
            return null;
        }
        var (behavior, from) = Base(rest[..to], isBehavior);
        if (Clauses(parts[1..], sentence, report) is not var (halfMax, hill, dead))
            return null;
        return new RuleText(
            verb.Groups[1].Value,
            verb.Groups[2].Value == "increases",
            behavior,
            from,
            Quantity.Parse(rest[(to + 4)..]),
            halfMax,
            hill,
            dead
        );
    }

    private static (string Behavior, Quantity? From) Base(string text, Func<string, bool> isBehavior)
    {
        var from = text.LastIndexOf(" from ", StringComparison.Ordinal);
        return from < 0 || isBehavior(text) || !StartsNumber(text[(from + 6)..])
            ? (text.Trim(), null)
            : (text[..from].Trim(), Quantity.Parse(text[(from + 6)..]));
    }

    private static (Quantity HalfMax, Quantity Hill, bool Dead)? Clauses(
        string[] clauses,
        string sentence,
        Action<string, string?, string?, string?> report
    )
    {
        Quantity? halfMax = null;
        Quantity? hill = null;
        var isDead = false;
        var isWhole = true;
        foreach (var clause in clauses)
        {
            if (clause.StartsWith("half-max ", StringComparison.Ordinal) && halfMax is null)
                halfMax = Quantity.Parse(clause[9..]);
            else if (clause.StartsWith("hill ", StringComparison.Ordinal) && hill is null)
                hill = Quantity.Parse(clause[5..]);
            else if (clause == "applies to dead" && !isDead)
                isDead = true;
            else
            {
                isWhole = false;
                var near = Nearest.To(clause.Split(' ')[0], ["half-max", "hill", "applies"]);
                report("the rule has a part that is not known, or twice", clause, Form, near);
            }
        }
        if (isWhole && halfMax is null)
            report("the rule has no half-max", sentence, Form, null);
        if (isWhole && hill is null)
            report("the rule has no hill", sentence, Form, null);
        return isWhole && halfMax is not null && hill is not null ? (halfMax, hill, isDead) : null;
    }

    private static bool StartsNumber(string text) =>
        Regex.IsMatch(
            text,
            @"^\s*([-+]?\.?\d|[-+]?\.?(nan|inf))",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
        );
}
