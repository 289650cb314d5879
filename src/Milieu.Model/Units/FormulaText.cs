// Reads expressions over named quantities, such as 1 / (1 + (oxygen / 8 mmHg)^2), and checks their units.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>
/// Numbers with units, names, + - * / ^, parentheses, exp, log, sqrt, abs, sin, cos, step, min, max, pow and
/// hill(x, half, power). A name may hold spaces; the longest that fits counts. A unit is a name too: 2 um/min is 2 um by 1 min.
/// A condition also compares (&lt; &lt;= &gt; &gt;=) and joins by and, or and not; it is 1 where it holds and 0 elsewhere.
/// </summary>
public static class FormulaText
{
    /// <param name="wanted">The unit of the result.</param>
    /// <returns>The formula; null with a problem where the text is no expression of these names in that unit.</returns>
    public static Formula? Parse(
        string text,
        IReadOnlyCollection<FormulaName> names,
        Unit wanted,
        string expected,
        out FormulaProblem? problem
    )
    {
        var known = names.ToDictionary(n => n.Name, StringComparer.OrdinalIgnoreCase);
        return Parse(
            text,
            known.Keys,
            name => known[name],
            d => d is null || d == wanted.Dimension ? wanted : null,
            expected,
            out problem
        );
    }

    /// <param name="find">Says what a name means once it is met; null where that is wrong itself and was said elsewhere.</param>
    /// <param name="mayCompare">The text may be a condition.</param>
    /// <param name="unitOf">The unit of the result for its dimension, null for that of a plain 0; null where it may not be.</param>
    /// <returns>The formula; null, with a problem unless it was said elsewhere, where the text is none.</returns>
    internal static Formula? Parse(
        string text,
        IReadOnlyCollection<string> names,
        Func<string, FormulaName?> find,
        Func<Dimension?, Unit?> unitOf,
        string expected,
        out FormulaProblem? problem,
        bool mayCompare = false
    )
    {
        var parser = new FormulaParser(text, names, find);
        try
        {
            var dimension = mayCompare ? parser.Truth() : parser.Whole();
            if (unitOf(dimension) is not { } unit)
                throw new FormulaException(
                    new FormulaProblem($"the expression is {dimension ?? default}", text, expected)
                );
            parser.ToUnit(unit);
            problem = null;
            return new Formula([.. parser.Steps]);
        }
        catch (FormulaException e)
        {
            problem = e.Problem;
            return null;
        }
        catch (ArgumentException)
        {
            problem = new FormulaProblem("the expression is nested too deeply", text);
            return null;
        }
    }
}
