// An expression over names, and which names it reads.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Studies;

/// <summary>A formula whose inputs are numbered as a list of names is.</summary>
/// <param name="Used">The names that it reads, with their input.</param>
internal sealed record NamedFormula(Formula Formula, ImmutableArray<(int Input, NamedValue Value)> Used, string Text)
{
    public static NamedFormula Of(Formula formula, ImmutableArray<NamedValue> names, string text) =>
        new(
            formula,
            [
                .. formula
                    .Steps.Where(s => s.Operation == FormulaOperation.Input)
                    .Select(s => s.Index)
                    .Distinct()
                    .Select(i => (i, names[i])),
            ],
            text
        );
}
