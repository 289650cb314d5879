// What a caller asked for: words that stand alone, and options with one value each.
using System.Globalization;

namespace Milieu.Equivalence;

internal sealed class Wishes
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    public Wishes(IEnumerable<string> arguments)
    {
        var words = new List<string>();
        string? option = null;
        foreach (var argument in arguments)
        {
            if (option is not null)
                (_options[option], option) = (argument, null);
            else if (argument.StartsWith("--", StringComparison.Ordinal))
                option = argument[2..];
            else
                words.Add(argument);
        }
        Words = words;
    }

    public IReadOnlyList<string> Words { get; }

    public string Text(string option, string otherwise) => _options.GetValueOrDefault(option, otherwise);

    public double Number(string option, double otherwise) =>
        _options.TryGetValue(option, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public IReadOnlyList<string> List(string option, string otherwise) =>
        Text(option, otherwise).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
