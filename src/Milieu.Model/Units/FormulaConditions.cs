// Conditions: comparisons of expressions, joined by and, or and not.
using Milieu.Engine;

namespace Milieu.Model;

internal sealed partial class FormulaParser
{
    private static readonly string[] Joins = ["and", "or", "not"];

    /// <summary>An expression, or a condition: 1 where it holds, else 0.</summary>
    public Dimension? Truth()
    {
        var dimension = Any();
        Skip();
        if (_at < text.Length)
            throw Problem("not understood from here on", text[_at..]);
        return dimension;
    }

    private Dimension? Any() => Joined(All, "or", FormulaOperation.Maximum);

    private Dimension? All() => Joined(Not, "and", FormulaOperation.Minimum);

    private Dimension? Joined(Func<Dimension?> part, string word, FormulaOperation operation)
    {
        var left = part();
        while (TakeWord(word))
        {
            Plain(left, $"what stands before '{word}'");
            Plain(part(), $"what stands behind '{word}'");
            Do(operation);
            left = default(Dimension);
        }
        return left;
    }

    private Dimension? Not()
    {
        if (!TakeWord("not"))
            return Comparison();
        if (++_depth > 40)
            throw Problem("the condition is nested too deeply", text);
        Plain(Not(), "what stands behind 'not'");
        _depth--;
        Opposite();
        return default(Dimension);
    }

    private Dimension? Comparison()
    {
        if (OpensCondition())
        {
            if (++_depth > 40)
                throw Problem("the condition is nested too deeply", text);
            Need('(');
            var inner = Any();
            Need(')');
            _depth--;
            return inner;
        }
        var left = Sum();
        var isLess = Take('<');
        if (!isLess && !Take('>'))
            return left;
        var orEqual = Take('=');
        Same(left, Sum(), "compared with");
        Do(FormulaOperation.Subtract);
        // step(a - b) is a >= b; what is strict is the opposite of what is not.
        if (isLess == orEqual)
            Do(FormulaOperation.Negate);
        Do(FormulaOperation.Step);
        if (!orEqual)
            Opposite();
        return default(Dimension);
    }

    /// <summary>1 less the number before.</summary>
    private void Opposite()
    {
        Do(FormulaOperation.Negate);
        Put(1);
        Do(FormulaOperation.Add);
    }

    /// <summary>Whether the parenthesis that opens here holds a condition rather than a sum.</summary>
    private bool OpensCondition()
    {
        Skip();
        if (_at >= text.Length || text[_at] != '(')
            return false;
        var depth = 0;
        for (var end = _at; end < text.Length; end++)
        {
            depth +=
                text[end] == '(' ? 1
                : text[end] == ')' ? -1
                : 0;
            if (depth == 1 && (text[end] is '<' or '>' || IsJoin(end)))
                return true;
            if (depth == 0)
                return false;
        }
        return false;
    }

    private bool IsJoin(int at) => Array.Exists(Joins, w => IsWordAt(at, w)) && (at == 0 || !IsOfWord(text[at - 1]));

    private bool IsWordAt(int at, string word) =>
        at + word.Length <= text.Length
        && string.CompareOrdinal(text, at, word, 0, word.Length) == 0
        && (at + word.Length == text.Length || !IsOfWord(text[at + word.Length]));

    private bool TakeWord(string word)
    {
        Skip();
        if (!IsWordAt(_at, word))
            return false;
        _at += word.Length;
        Skip();
        return true;
    }
}
