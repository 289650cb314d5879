// Optional names that a model does not have, and what is left out for them.
using System.Text.RegularExpressions;

namespace Milieu.Model;

/// <summary>
/// Entries, placements and rules about an absent name are left out; in other expressions it reads 0; lists of types do
/// without it.
/// </summary>
internal sealed class AbsentNames
{
    private const string ContactWith = "contact with ";
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _leftOut = [];
    private readonly Regex? _mention;

    /// <param name="names">As keys and lists have them.</param>
    /// <param name="spoken">As rules and expressions have them.</param>
    public AbsentNames(IEnumerable<string> names, IEnumerable<string> spoken)
    {
        _names.UnionWith(names);
        Spoken = [.. spoken];
        if (Spoken.Count > 0)
            _mention = new Regex(
                @"(?<![\w:%])(" + string.Join('|', Spoken.Select(Regex.Escape)) + @")(?![\w%])",
                RegexOptions.CultureInvariant
            );
    }

    public static AbsentNames None { get; } = new([], []);

    /// <summary>How rules and expressions call them.</summary>
    public IReadOnlyList<string> Spoken { get; }

    /// <summary>What was left out, in words.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    public bool Contains(string name) => _names.Contains(name);

    /// <summary>Whether an expression may name it: a signal, or contact with a type, that is absent.</summary>
    public bool Reads(string name) =>
        Spoken.Contains(name.StartsWith(ContactWith, StringComparison.Ordinal) ? name[ContactWith.Length..] : name);

    /// <summary>What expressions may name although it is absent.</summary>
    public IEnumerable<string> Readable => Spoken.Concat(Spoken.Select(n => ContactWith + n));

    /// <summary>Whether a sentence names something absent; then it is noted as left out.</summary>
    public bool LeavesOut(string where, string sentence)
    {
        if (_mention?.IsMatch(sentence) != true)
            return false;
        Note(where + ": " + sentence);
        return true;
    }

    public void Note(string what) => _leftOut.Add(what);
}
