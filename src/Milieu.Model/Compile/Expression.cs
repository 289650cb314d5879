// Expressions of named numbers, such as 38 * exp(-r / 150).
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Numbers, names, + - * / ^, parentheses and a few functions, with the engine's own exact functions.</summary>
internal static class Expression
{
    public delegate double Function(ReadOnlySpan<double> values);

    private static readonly Dictionary<string, Func<double, double>> Functions = new(StringComparer.Ordinal)
    {
        ["exp"] = ExactMath.Exp,
        ["log"] = ExactMath.Log,
        ["sin"] = ExactMath.Sin,
        ["cos"] = ExactMath.Cos,
        ["sqrt"] = Math.Sqrt,
        ["abs"] = Math.Abs,
        ["step"] = x => x >= 0 ? 1 : 0,
    };

    private static readonly Dictionary<string, Func<double, double, double>> Pairs = new(StringComparer.Ordinal)
    {
        ["min"] = Math.Min,
        ["max"] = Math.Max,
        ["pow"] = ExactMath.Pow,
    };

    /// <summary>Null and a reason when the text is no expression of these names.</summary>
    public static Function? Parse(string text, string[] names, out string problem)
    {
        var parser = new Parser(text, names);
        try
        {
            var function = parser.Sum(0);
            parser.End();
            problem = "";
            return function;
        }
        catch (FormatException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private sealed class Parser(string text, string[] names)
    {
        private int _at;

        public Function Sum(int depth)
        {
            if (depth > 100)
                throw new FormatException("the expression is nested too deeply");
            var left = Product(depth);
            while (true)
            {
                var (a, isPlus) = (left, Take('+'));
                if (!isPlus && !Take('-'))
                    return left;
                var b = Product(depth);
                left = isPlus ? v => a(v) + b(v) : v => a(v) - b(v);
            }
        }

        public void End()
        {
            Skip();
            if (_at < text.Length)
                throw new FormatException($"not understood from '{text[_at..]}'");
        }

        private Function Product(int depth)
        {
            var left = Signed(depth);
            while (true)
            {
                var (a, isTimes) = (left, Take('*'));
                if (!isTimes && !Take('/'))
                    return left;
                var b = Signed(depth);
                left = isTimes ? v => a(v) * b(v) : v => a(v) / b(v);
            }
        }

        private Function Signed(int depth)
        {
            if (!Take('-'))
                return Power(depth);
            var a = depth > 100 ? throw new FormatException("too many signs") : Signed(depth + 1);
            return v => -a(v);
        }

        private Function Power(int depth)
        {
            var a = Atom(depth);
            if (!Take('^'))
                return a;
            var b = Signed(depth + 1);
            return v => ExactMath.Pow(a(v), b(v));
        }

        private Function Atom(int depth)
        {
            if (Take('('))
                return Closed(Sum(depth + 1));
            var start = _at;
            if (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.'))
                return Number(start);
            while (_at < text.Length && char.IsAsciiLetterOrDigit(text[_at]))
                _at++;
            var word = text[start.._at];
            var name = Array.IndexOf(names, word);
            if (name >= 0)
                return v => v[name];
            if (Functions.TryGetValue(word, out var one))
                return Call(one, depth);
            if (Pairs.TryGetValue(word, out var two))
                return Call(two, depth);
            throw new FormatException(
                word.Length == 0 ? "the expression is not complete" : $"unknown name '{word}' in the expression"
            );
        }

        private Function Number(int start)
        {
            while (
                _at < text.Length
                && (
                    char.IsAsciiLetterOrDigit(text[_at])
                    || text[_at] == '.'
                    || (text[_at] is '-' or '+' && text[_at - 1] is 'e' or 'E')
                )
            )
                _at++;
            var word = text[start.._at];
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                throw new FormatException($"'{word}' is not a number");
            return _ => number;
        }

        private Function Call(Func<double, double> function, int depth)
        {
            Need('(');
            var a = Closed(Sum(depth + 1));
            return v => function(a(v));
        }

        private Function Call(Func<double, double, double> function, int depth)
        {
            Need('(');
            var a = Sum(depth + 1);
            Need(',');
            var b = Closed(Sum(depth + 1));
            return v => function(a(v), b(v));
        }

        private Function Closed(Function inner)
        {
            Need(')');
            return inner;
        }

        private void Need(char c)
        {
            if (!Take(c))
                throw new FormatException($"'{c}' is missing in the expression");
        }

        private bool Take(char c)
        {
            Skip();
            if (_at >= text.Length || text[_at] != c)
                return false;
            _at++;
            return true;
        }

        private void Skip()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
        }
    }
}
