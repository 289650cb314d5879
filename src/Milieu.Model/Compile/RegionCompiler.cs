// Named functions of place.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>A function of x, y, z and r in um with a name.</summary>
internal sealed record NamedPlace(string Name, Formula Function);

/// <summary>Reads regions: plain formulas of x, y, z and r, each of which may use parameters and other regions.</summary>
internal sealed class RegionCompiler(ModelSpec spec, Problems problems)
{
    private const string Expected = "a plain function of x, y, z and r with units, such as step(200 um - r)";
    private static readonly string[] Places = ["x", "y", "z", "r"];

    /// <summary>All regions of the model, each after those that it uses.</summary>
    public ImmutableArray<NamedPlace> Compile()
    {
        var regions = ImmutableArray<NamedPlace>.Empty;
        var open = spec.Regions.Where(r => IsName(r.Key)).ToList();
        while (open.Count > 0)
        {
            var known = regions;
            // What names a region that is not known yet waits for a later round.
            open.RemoveAll(r =>
            {
                if (Read(r.Value, known, out _) is not { } function)
                    return false;
                regions = regions.Add(new NamedPlace(r.Key, function));
                return true;
            });
            if (regions.Length > known.Length)
                continue;
            foreach (var (name, text) in open)
                Parse(text, regions, "regions." + name);
            break;
        }
        return regions;
    }

    private bool IsName(string name)
    {
        if (!Places.Contains(name) && name.Length > 0 && name.All(char.IsAsciiLetterOrDigit))
            return true;
        problems.Error(
            "regions." + name,
            "not a name of a region",
            name,
            "a word of letters and digits, not x, y, z or r"
        );
        return false;
    }

    /// <summary>A function of place that may use regions; null where it was not understood, which is an error.</summary>
    public Formula? Parse(string text, ImmutableArray<NamedPlace> regions, string path)
    {
        var formula = Read(text, regions, out var problem);
        if (formula is null)
            problems.Error(path, problem!.Message, problem.Value, problem.Expected, problem.Nearest);
        return formula;
    }

    private Formula? Read(string text, ImmutableArray<NamedPlace> regions, out FormulaProblem? problem)
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
        var formula = FormulaText.Parse(text, names, Unit.One, Expected, out problem);
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
