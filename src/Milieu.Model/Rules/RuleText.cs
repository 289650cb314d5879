// The grammar of one rule sentence.
using System.Text.RegularExpressions;

namespace Milieu.Model;

internal enum RuleKind
{
    /// <summary>SIGNAL increases or decreases BEHAVIOR.</summary>
    Hill,

    /// <summary>BEHAVIOR is EXPRESSION.</summary>
    Is,

    /// <summary>BEHAVIOR is multiplied by EXPRESSION.</summary>
    IsMultiplied,

    /// <summary>SIGNAL multiplies BEHAVIOR.</summary>
    Multiplies,

    /// <summary>SIGNAL adds to BEHAVIOR.</summary>
    Adds,
}

/// <summary>A sentence taken apart; names and numbers are still text.</summary>
/// <param name="To">The value that is reached or added, or the factor; of expressions none.</param>
internal sealed record RuleText(RuleKind Kind, string Signal, bool IsUp, string Behavior, Quantity? From, Quantity? To)
{
    public const string Form =
        "SIGNAL increases|decreases BEHAVIOR [from VALUE] to VALUE, half-max VALUE, hill NUMBER[, applies to dead]";

    public const string Forms =
        Form
        + "; SIGNAL multiplies BEHAVIOR by NUMBER, half-max ...; SIGNAL adds VALUE to BEHAVIOR, half-max ...; "
        + "BEHAVIOR is EXPRESSION; BEHAVIOR is multiplied by EXPRESSION";

    private const string Times = " is multiplied by ";
    private static readonly string[] Verbs = ["increases", "decreases", "multiplies", "adds"];

    public Quantity HalfMax { get; private init; } = Quantity.Plain(1);

    public Quantity Hill { get; private init; } = Quantity.Plain(1);

    public bool AppliesToDead { get; private init; }

    public string Expression { get; private init; } = "";

    /// <summary>Null when the sentence has no known form; every reason goes to <paramref name="report"/>.</summary>
    /// <param name="isBehavior">Whether a text is the name of a behavior: such names may hold "from" and "to".</param>
    /// <param name="report">Takes a message, the text at fault, what was expected and the nearest word.</param>
    public static RuleText? Parse(
        string sentence,
        Func<string, bool> isBehavior,
        Action<string, string?, string?, string?> report
    )
    {
        var parts = sentence.Split(',', StringSplitOptions.TrimEntries);
        var verb = Regex.Match(
            parts[0],
            @"^(.+?)\s+(increases|decreases|multiplies|adds)\s+(.+)$",
            RegexOptions.CultureInvariant
        );
        var times = sentence.IndexOf(Times, StringComparison.Ordinal);
        if (times > 0)
            return Expressed(RuleKind.IsMultiplied, sentence[..times], sentence[(times + Times.Length)..]);
        if (!verb.Success && Middle(sentence, isBehavior) is > 0 and var at)
            return Expressed(RuleKind.Is, sentence[..at], sentence[(at + 4)..]);
        if (!verb.Success)
        {
            var near = parts[0].Split(' ').Select(w => Nearest.To(w, Verbs)).FirstOrDefault(w => w is not null);
            report("the rule has no verb", sentence, Forms, near);
            return null;
        }
        var (signal, rest) = (verb.Groups[1].Value, verb.Groups[3].Value);
        var said = verb.Groups[2].Value switch
        {
            "multiplies" => Multiplies(signal, rest),
            "adds" => Adds(signal, rest),
            var word => Hills(signal, word == "increases", rest, isBehavior),
        };
        if (said is null)
            report("the rule does not say to which value", sentence, Forms, null);
        return said is null ? null : Clauses(said, parts[1..], sentence, report);
    }

    private static RuleText? Hills(string signal, bool isUp, string rest, Func<string, bool> isBehavior)
    {
        var to = rest.LastIndexOf(" to ", StringComparison.Ordinal);
        if (to < 0 || !StartsNumber(rest[(to + 4)..]))
            return null;
        var (behavior, from) = Base(rest[..to], isBehavior);
        return new RuleText(RuleKind.Hill, signal, isUp, behavior, from, Quantity.Parse(rest[(to + 4)..]));
    }

    private static RuleText? Multiplies(string signal, string rest)
    {
        var by = rest.LastIndexOf(" by ", StringComparison.Ordinal);
        return by < 0 || !StartsNumber(rest[(by + 4)..])
            ? null
            : new RuleText(
                RuleKind.Multiplies,
                signal,
                true,
                rest[..by].Trim(),
                null,
                Quantity.Parse(rest[(by + 4)..])
            );
    }

    private static RuleText? Adds(string signal, string rest)
    {
        var to = rest.IndexOf(" to ", StringComparison.Ordinal);
        return to < 0 || !StartsNumber(rest)
            ? null
            : new RuleText(RuleKind.Adds, signal, true, rest[(to + 4)..].Trim(), null, Quantity.Parse(rest[..to]));
    }

    private static RuleText Expressed(RuleKind kind, string behavior, string expression)
    {
        var dead = Regex.Match(expression, @"^(.*),\s*applies to dead\s*$", RegexOptions.CultureInvariant);
        return new RuleText(kind, "", true, behavior.Trim(), null, null)
        {
            Expression = (dead.Success ? dead.Groups[1].Value : expression).Trim(),
            AppliesToDead = dead.Success,
        };
    }

    /// <summary>Where " is " stands behind a behavior, or for the first time; -1 where it does not.</summary>
    private static int Middle(string sentence, Func<string, bool> isBehavior)
    {
        var first = sentence.IndexOf(" is ", StringComparison.Ordinal);
        for (var at = first; at >= 0; at = sentence.IndexOf(" is ", at + 1, StringComparison.Ordinal))
            if (isBehavior(sentence[..at].Trim()))
                return at;
        return first;
    }

    private static (string Behavior, Quantity? From) Base(string text, Func<string, bool> isBehavior)
    {
        var from = text.LastIndexOf(" from ", StringComparison.Ordinal);
        return from < 0 || isBehavior(text) || !StartsNumber(text[(from + 6)..])
            ? (text.Trim(), null)
            : (text[..from].Trim(), Quantity.Parse(text[(from + 6)..]));
    }

    private static RuleText? Clauses(
        RuleText said,
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
        return isWhole && halfMax is not null && hill is not null
            ? said with
            {
                HalfMax = halfMax,
                Hill = hill,
                AppliesToDead = isDead,
            }
            : null;
    }

    private static bool StartsNumber(string text) =>
        Regex.IsMatch(
            text,
            @"^\s*([-+]?\.?\d|[-+]?\.?(nan|inf))",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
        );
}
