// Walks along the text of a measure, word by word.
using System.Globalization;
using System.Text.RegularExpressions;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>A place in a text. Words are compared whatever their case.</summary>
internal sealed partial class MeasureCursor(string text)
{
    private readonly string _text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    private int _at;

    public bool IsAtEnd => _at >= _text.Length;

    /// <summary>What has not been read.</summary>
    public string Rest => _text[_at..];

    public string Text => _text;

    public int Place
    {
        get => _at;
        set => _at = value;
    }

    /// <summary>Steps over these words if they come next.</summary>
    public bool Take(string words)
    {
        if (!Stands(words, _at))
            return false;
        _at += words.Length;
        Skip();
        return true;
    }

    /// <summary>A word begins here.</summary>
    public bool IsAtWord => _at == 0 || !IsOfWord(_text[_at - 1]);

    public bool TakeChar(char c)
    {
        if (IsAtEnd || _text[_at] != c)
            return false;
        _at++;
        return true;
    }

    /// <summary>What stands up to the bracket that closes the one just read.</summary>
    public string Bracketed()
    {
        var (start, depth) = (_at, 1);
        for (; !IsAtEnd; _at++)
        {
            depth +=
                _text[_at] == '[' ? 1
                : _text[_at] == ']' ? -1
                : 0;
            if (depth == 0)
                return _text[start.._at++];
        }
        throw new MeasureException("']' is missing", _text[(start - 1)..], null, null);
    }

    /// <summary>The next character, read.</summary>
    public char Step() => _text[_at++];

    /// <summary>The longest of these names that comes next, not read.</summary>
    public string? StandsOne(IEnumerable<string> names) => names.Where(n => Stands(n, _at)).MaxBy(n => n.Length);

    /// <summary>Steps over the longest of these names that comes next.</summary>
    public string? TakeOne(IEnumerable<string> names)
    {
        var best = StandsOne(names);
        if (best is not null)
            Take(best);
        return best;
    }

    public void Need(string words, string expected)
    {
        if (!Take(words))
            throw Unknown(expected, [words]);
    }

    /// <summary>The text up to the first of these words outside parentheses, or to the end.</summary>
    public string Until(params string[] stops)
    {
        var (start, depth) = (_at, 0);
        while (_at < _text.Length)
        {
            if (_text[_at] is '(' or '[')
                depth++;
            else if (_text[_at] is ')' or ']')
                depth--;
            var isWord = _at == start || _text[_at - 1] == ' ';
            if (depth == 0 && isWord && Array.Exists(stops, s => Stands(s, _at)))
                break;
            _at++;
        }
        return _text[start.._at].Trim();
    }

    /// <summary>A number with its unit, in the unit that the place needs.</summary>
    public double Quantity(Unit unit, string expected)
    {
        var match = QuantityPattern().Match(_text, _at);
        if (!match.Success)
            throw Unknown(expected, []);
        var written = $"{match.Groups[1].Value} {match.Groups[2].Value}";
        var quantity = Model.Quantity.Parse(written);
        if (quantity.Problem is { } problem)
            throw new MeasureException(problem, written.Trim(), expected, null);
        if (match.Groups[2].Length == 0 && unit.Dimension != default)
            throw new MeasureException("a unit is missing", written.Trim(), expected, null);
        _at += match.Length;
        Skip();
        return quantity.In(unit) ?? throw new MeasureException("has the wrong unit", written.Trim(), expected, null);
    }

    public double Length(string expected = "a length, such as 50 um") => Quantity(Unit.Micron, expected);

    /// <summary>A share: 0.9 or 90 %.</summary>
    public double Share() => Quantity(Unit.One, "a share, such as 0.9 or 90 %");

    /// <summary>Numbers in parentheses and their unit, as in (100, 50) um.</summary>
    public double[] Point()
    {
        var match = PointPattern().Match(_text, _at);
        if (!match.Success)
            throw Unknown("a place, such as (100, 50) um", []);
        if (!UnitText.TryParse(match.Groups[2].Value, out var unit, out _) || unit.Dimension != Unit.Micron.Dimension)
            throw new MeasureException("has the wrong unit", match.Value, "a place, such as (100, 50) um", null);
        var numbers = match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries);
        _at += match.Length;
        Skip();
        return
        [
            .. numbers.Select(n =>
                double.TryParse(n, NumberStyles.Float, CultureInfo.InvariantCulture, out var v)
                    ? unit.Convert(v, Unit.Micron)!.Value
                    : throw new MeasureException("not a number", n, "a place, such as (100, 50) um", null)
            ),
        ];
    }

    /// <summary>Nothing known comes next.</summary>
    public MeasureException Unknown(string expected, IEnumerable<string> known)
    {
        if (IsAtEnd)
            return new MeasureException("the measure is not complete", Text, expected, null);
        var words = Rest.Split(' ');
        var list = known.ToArray();
        // A name may hold spaces: the first word, or the first two or three, may be a misspelt one.
        var (word, near) = (words[0], (string?)null);
        for (var count = Math.Min(3, words.Length); count > 0 && near is null; count--)
        {
            var piece = string.Join(' ', words[..count]);
            if ((near = Nearest.To(piece, list)) is not null)
                word = piece;
        }
        return new MeasureException("not understood", word, expected, near);
    }

    private bool Stands(string words, int at)
    {
        var end = at + words.Length;
        return end <= _text.Length
            && string.Compare(_text, at, words, 0, words.Length, StringComparison.OrdinalIgnoreCase) == 0
            && (end == _text.Length || !IsOfWord(_text[end]) || !IsOfWord(words[^1]));
    }

    private void Skip()
    {
        while (_at < _text.Length && _text[_at] == ' ')
            _at++;
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c is '_' or ':';

    [GeneratedRegex(
        @"\G([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(%|/?\s?(?!(?:in|of|per|as|to|at|by|and|or|every|among|around|above|below|cells|where|except|for|with|along|over|beyond|within)\b)[A-Za-z\u00b5\u03bc]+\d?(?:\s?/\s?[A-Za-z\u00b5\u03bc]+\d?)*)?",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex QuantityPattern();

    [GeneratedRegex(@"\G\(([^()]*)\)\s*([A-Za-z\u00b5\u03bc]+)", RegexOptions.CultureInvariant)]
    private static partial Regex PointPattern();
}
