// The grammar of expressions, and the dimension of what they say.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

/// <param name="problem">Null where it was said elsewhere.</param>
internal sealed class FormulaException(FormulaProblem? problem) : Exception
{
    public FormulaProblem? Problem => problem;
}

/// <summary>Numbers are carried in base units; null for the dimension of a plain 0, which fits everywhere.</summary>
internal sealed partial class FormulaParser(
    string text,
    IReadOnlyCollection<string> names,
    Func<string, FormulaName?> find
)
{
    private static readonly Dictionary<string, FormulaOperation> Functions = new(StringComparer.Ordinal)
    {
        ["exp"] = FormulaOperation.Exp,
        ["log"] = FormulaOperation.Log,
        ["sqrt"] = FormulaOperation.Sqrt,
        ["abs"] = FormulaOperation.Abs,
        ["sin"] = FormulaOperation.Sin,
        ["cos"] = FormulaOperation.Cos,
        ["step"] = FormulaOperation.Step,
        ["min"] = FormulaOperation.Minimum,
        ["max"] = FormulaOperation.Maximum,
        ["pow"] = FormulaOperation.Power,
        ["hill"] = FormulaOperation.Hill,
    };

    private readonly IReadOnlyList<string> _names =
    [
        .. names.OrderByDescending(n => n.Length).ThenBy(n => n, StringComparer.Ordinal),
    ];

    private int _at;
    private int _depth;

    public List<FormulaStep> Steps { get; } = [];

    public Dimension? Whole()
    {
        var dimension = Sum();
        Skip();
        if (_at < text.Length)
            throw Problem("not understood from here on", text[_at..]);
        return dimension;
    }

    public void ToUnit(Unit wanted) => Scale(new Unit(1, 1, 0, wanted.Dimension), wanted);

    private Dimension? Sum()
    {
        if (++_depth > 40)
            throw Problem("the expression is nested too deeply", text);
        var left = Product();
        while (true)
        {
            var isPlus = Take('+');
            if (!isPlus && !Take('-'))
                break;
            left = Same(left, Product(), isPlus ? "added to" : "taken from");
            Do(isPlus ? FormulaOperation.Add : FormulaOperation.Subtract);
        }
        _depth--;
        return left;
    }

    private Dimension? Product()
    {
        var left = Signed();
        while (true)
        {
            var isTimes = Take('*');
            if (!isTimes && !Take('/'))
                return left;
            var right = Signed();
            left = isTimes ? left * right : left / right;
            Do(isTimes ? FormulaOperation.Multiply : FormulaOperation.Divide);
        }
    }

    private Dimension? Signed()
    {
        if (!Take('-'))
            return Power();
        if (++_depth > 40)
            throw Problem("too many signs", text);
        var dimension = Signed();
        _depth--;
        Do(FormulaOperation.Negate);
        return dimension;
    }

    private Dimension? Power()
    {
        var left = Atom();
        if (!Take('^'))
            return left;
        return Raised(left, Signed);
    }

    /// <summary>A quantity to a power: any power of a plain number, whole written powers of the others.</summary>
    private Dimension? Raised(Dimension? left, Func<Dimension?> readPower)
    {
        var first = Steps.Count;
        Plain(readPower(), "a power");
        Do(FormulaOperation.Power);
        if (left is not { } raised || raised == default)
            return left;
        var power = new Formula([.. Steps[first..^1]]).Constant;
        if (power is not { } p || p != Math.Round(p) || Math.Abs(p) > 9)
            throw Problem($"{raised} can only be raised to a whole number", text);
        return raised.Pow((int)p);
    }

    private Dimension? Atom()
    {
        if (Take('('))
        {
            var inner = Sum();
            Need(')');
            return inner;
        }
        if (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.'))
            return Number();
        if (Function() is { } operation)
            return Call(operation);
        if (Name() is { } name)
        {
            Put(name);
            return name.IsAbsent ? null : name.Unit.Dimension;
        }
        var start = _at;
        var word = Word();
        if (word.Length > 0 && UnitText.TryParse(word, out var unit, out _))
        {
            Put(1);
            Scale(unit, new Unit(1, 1, 0, unit.Dimension));
            return unit.Dimension;
        }
        if (word.Length == 0)
            throw Problem("the expression is not complete", text);
        var known = names.Concat(Functions.Keys).Concat(UnitText.Known);
        var phrase = PhraseFrom(start);
        throw new FormulaException(
            Nearest.To(phrase, names) is { } near && near.Contains(' ', StringComparison.Ordinal)
                ? new FormulaProblem("unknown name in the expression", phrase, null, near)
                : new FormulaProblem("unknown name in the expression", word, null, Nearest.To(word, known))
        );
    }

    /// <summary>What may be meant as one name of several words: up to the next sign.</summary>
    private string PhraseFrom(int start)
    {
        var end = start;
        while (end < text.Length && !"+*/^(),<>".Contains(text[end], StringComparison.Ordinal))
            end++;
        return text[start..end].Split(" - ")[0].Trim();
    }

    /// <summary>A number, with a unit right behind it if there is one: 8 mmHg, 20 um2.</summary>
    private Dimension? Number()
    {
        var start = _at;
        while (_at < text.Length && IsOfNumber(start))
            _at++;
        var digits = text[start.._at];
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw Problem("not a number", digits);
        if (!double.IsFinite(number))
            throw Problem("must be finite", digits);
        var before = _at;
        Skip();
        var word = Word();
        var next = _at;
        Skip();
        var isCall = _at < text.Length && text[_at] == '(';
        _at = next;
        var unit = Unit.One;
        if (Joins.Contains(word))
            word = "";
        if (word.Length == 0 || isCall || !UnitText.TryParse(word, out unit, out _))
        {
            if (word.Length > 0)
                throw new FormulaException(
                    new FormulaProblem("unknown unit", word, null, Nearest.To(word, UnitText.Known))
                );
            (_at, unit) = (before, Unit.One);
        }
        Put(unit.Convert(number, new Unit(1, 1, 0, unit.Dimension))!.Value);
        return number == 0 && unit.Dimension == default ? null : unit.Dimension;
    }

    private bool IsOfNumber(int start)
    {
        var c = text[_at];
        if (char.IsAsciiDigit(c) || c == '.')
            return true;
        if (c is 'e' or 'E')
            return _at > start
                && _at + 1 < text.Length
                && (
                    char.IsAsciiDigit(text[_at + 1])
                    || (text[_at + 1] is '-' or '+' && _at + 2 < text.Length && char.IsAsciiDigit(text[_at + 2]))
                );
        return c is '-' or '+' && _at > start && text[_at - 1] is 'e' or 'E';
    }

    private FormulaOperation? Function()
    {
        var start = _at;
        var word = Word();
        Skip();
        if (_at < text.Length && text[_at] == '(' && Functions.TryGetValue(word, out var operation))
            return operation;
        _at = start;
        return null;
    }

    private Dimension? Call(FormulaOperation operation)
    {
        Need('(');
        var first = Sum();
        Dimension? result;
        switch (operation)
        {
            case FormulaOperation.Minimum or FormulaOperation.Maximum:
                return Extreme(operation, first);
            case FormulaOperation.Power:
                Need(',');
                result = Raised(first, Sum);
                Need(')');
                return result;
            case FormulaOperation.Hill:
                Need(',');
                Same(first, Sum(), "compared with");
                Need(',');
                Plain(Sum(), "a Hill power");
                result = default(Dimension);
                break;
            case FormulaOperation.Abs:
                result = first;
                break;
            case FormulaOperation.Sqrt:
                result = first is { } square ? Root(square) : null;
                break;
            case FormulaOperation.Step:
                result = default(Dimension);
                break;
            default:
                Plain(first, "what stands in this function");
                result = default(Dimension);
                break;
        }
        Need(')');
        Do(operation);
        return result;
    }

    /// <summary>The least or greatest of two or more.</summary>
    private Dimension? Extreme(FormulaOperation operation, Dimension? first)
    {
        var result = first;
        Need(',');
        do
        {
            result = Same(result, Sum(), "compared with");
            Do(operation);
        } while (Take(','));
        Need(')');
        return result;
    }

    private Dimension Root(Dimension d)
    {
        int[] powers = [d.Length, d.Time, d.Amount, d.Mass, d.Pressure, d.Arbitrary, d.Activity];
        if (Array.Exists(powers, p => p % 2 != 0))
            throw Problem($"{d} has no square root", text);
        return new(d.Length / 2, d.Time / 2, d.Amount / 2, d.Mass / 2, d.Pressure / 2, d.Arbitrary / 2, d.Activity / 2);
    }

    private Dimension? Same(Dimension? a, Dimension? b, string how)
    {
        if (a is { } left && b is { } right && left != right)
            throw Problem($"{right} cannot be {how} {left}", text);
        return a ?? b;
    }

    private void Plain(Dimension? dimension, string what)
    {
        if (dimension is { } own && own != default)
            throw Problem($"{what} must be a plain number, not {own}", text);
    }

    private FormulaName? Name()
    {
        foreach (var name in _names)
        {
            var end = _at + name.Length;
            if (
                end <= text.Length
                && string.Compare(text, _at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
                && (end == text.Length || !IsOfWord(text[end]))
            )
            {
                _at = end;
                return find(name) ?? throw new FormulaException(null);
            }
        }
        return null;
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c is '_' or ':' or '%';

    private string Word()
    {
        var start = _at;
        while (_at < text.Length && IsOfWord(text[_at]))
            _at++;
        return text[start.._at];
    }

    private void Scale(Unit from, Unit to)
    {
        // The factor of a unit is Numerator / Denominator * 10^Exponent.
        var factor = from.Convert(1, to)!.Value;
        if (factor == 1)
            return;
        Put(factor);
        Do(FormulaOperation.Multiply);
    }

    private void Put(FormulaName name)
    {
        var plain = new Unit(1, 1, 0, name.Unit.Dimension);
        if (name.IsAbsent)
            Put(0);
        else if (name.Number is { } number)
            Put(name.Unit.Convert(number, plain)!.Value);
        else if (name.Of is { } of)
        {
            Steps.AddRange(of.Steps);
            Scale(name.Unit, plain);
        }
        else
        {
            Steps.Add(new FormulaStep(FormulaOperation.Input, name.Input));
            Scale(name.Unit, plain);
        }
    }

    private void Put(double number) => Steps.Add(new FormulaStep(FormulaOperation.Number, 0, number));

    private void Do(FormulaOperation operation) => Steps.Add(new FormulaStep(operation));

    private void Need(char c)
    {
        if (!Take(c))
            throw Problem($"'{c}' is missing in the expression", text);
    }

    private bool Take(char c)
    {
        Skip();
        if (_at >= text.Length || text[_at] != c)
            return false;
        _at++;
        Skip();
        return true;
    }

    private void Skip()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
    }

    private static FormulaException Problem(string message, string value) => new(new FormulaProblem(message, value));
}
