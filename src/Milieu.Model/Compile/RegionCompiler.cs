// Named functions of place.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>A function of x, y, z and r in um with a name.</summary>
internal sealed record NamedPlace(string Name, Formula Function);

/// <summary>Reads regions: plain formulas of x, y, z and r, each of which may use parameters and those before it.</summary>
internal sealed class RegionCompiler(ModelSpec spec, Problems problems)
{
    private const string Expected = "a plain function of x, y, z and r with units, such as step(200 um - r)";
    private static readonly string[] Places = ["x", "y", "z", "r"];

    /// <summary>All regions of the model, in order.</summary>
    public ImmutableArray<NamedPlace> Compile()
    {
        var regions = ImmutableArray<NamedPlace>.Empty;
        foreach (var (name, text) in spec.Regions)
        {
            var path = "regions." + name;
            if (Places.Contains(name) || !name.All(char.IsAsciiLetterOrDigit))
                problems.Error(path, "not a name of a region", name, "a word of letters and digits, not x, y, z or r");
            else if (Parse(text, regions, path) is { } function)
                regions = regions.Add(new NamedPlace(name, function));
        }
        return regions;
    }

    /// <summary>A function of place that may use regions; null where it was not understood, which is an error.</summary>
    public Formula? Parse(string text, ImmutableArray<NamedPlace> regions, string path)
    {
        FormulaName[] names =
        [
            .. Places.Select((n, i) => new FormulaName(n, i, Unit.Micron)),
            .. regions.Select((n, i) => new FormulaName(n.Name, Places.Length + i, Unit.One)),
            .. spec.Parameters.Select(p => new FormulaName(p.Key, 0, p.Value.Unit ?? Unit.One)
            {
                Number = p.Value.Number,
            }),
        ];
        var formula = FormulaText.Parse(text, names, Unit.One, Expected, out var problem);
        if (formula is null)
            problems.Error(path, problem!.Message, problem.Value, problem.Expected, problem.Nearest);
        return formula is null ? null : Inlined(formula, regions);
    }

    /// <summary>Regions within are written out, so that only the four places are read.</summary>
    private static Formula Inlined(Formula formula, ImmutableArray<NamedPlace> regions) =>
        new([
            .. formula.Steps.SelectMany(s =>
                s.Operation == FormulaOperation.Input && s.Index >= Places.Length
                    ? regions[s.Index - Places.Length].Function.Steps
                    : [s]
            ),
        ]);
}
