// From the text of a measure to what can be measured in a model.
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>Binds texts such as <c>density of CD8 in nest per mm2</c> or <c>count of CD8 / count of tumor</c> to a model.</summary>
public static class MeasureText
{
    /// <param name="unit">The unit of the result, as text; null for that of the measure itself.</param>
    /// <returns>Null with a problem where the text is no measure of what the scope has.</returns>
    public static IMeasure? Parse(string text, MeasureScope scope, string? unit, out FormulaProblem? problem)
    {
        problem = null;
        var wanted = Unit.One;
        if (unit is not null && !UnitText.TryParse(unit, out wanted, out var unknown))
        {
            problem = new FormulaProblem("unknown unit", unknown, null, Nearest.To(unknown, UnitText.Known));
            return null;
        }
        try
        {
            return new MeasureReader(scope).Read(text, unit is null ? null : wanted, unit ?? "");
        }
        catch (MeasureException e)
        {
            problem = e.Problem;
            return null;
        }
    }
}
