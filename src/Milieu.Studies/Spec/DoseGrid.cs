// Arms of two factors whose values are doses, as a grid with its edges.
using System.Collections.Immutable;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>The arms with both doses above 0, and what each is compared with.</summary>
internal sealed record GridArms(
    ImmutableArray<CombinedArm> Combined,
    ImmutableArray<KeyValuePair<string, string>> Controls
);

/// <summary>Finds arms by their names, which are made of the levels of factors.</summary>
internal sealed class DoseGrid(StudySpec spec, ImmutableArray<string> arms, ReportMistake report)
{
    private sealed record Place(string Arm, string Rest, double A, double B);

    /// <returns>Null with a mistake.</returns>
    public GridArms? Of(string path, List<string> factors)
    {
        if (factors.Count != 2 || factors[0] == factors[1])
        {
            report(path, "a grid of doses has two factors", null, "such as [drug A, drug B]");
            return null;
        }
        if (Levels(path, factors[0]) is not { } a || Levels(path, factors[1]) is not { } b)
            return null;
        var places = arms.Select(arm => PlaceOf(arm, a, b)).OfType<Place>().ToList();
        var combined = ImmutableArray.CreateBuilder<CombinedArm>();
        var controls = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        // Other arms and factors of the study make grids of their own.
        foreach (var grid in places.GroupBy(p => p.Rest))
        {
            var control = grid.First(p => p is { A: 0, B: 0 }).Arm;
            ImmutableArray<DoseArm> curveA =
            [
                .. grid.Where(p => p is { A: > 0, B: 0 }).Select(p => new DoseArm(p.A, p.Arm)).OrderBy(d => d.Dose),
            ];
            ImmutableArray<DoseArm> curveB =
            [
                .. grid.Where(p => p is { A: 0, B: > 0 }).Select(p => new DoseArm(p.B, p.Arm)).OrderBy(d => d.Dose),
            ];
            controls.AddRange(grid.Where(p => p.Arm != control).Select(p => KeyValuePair.Create(p.Arm, control)));
            foreach (var both in grid.Where(p => p is { A: > 0, B: > 0 }))
                combined.Add(
                    new CombinedArm(
                        both.Arm,
                        control,
                        curveA.First(d => d.Dose == both.A),
                        curveB.First(d => d.Dose == both.B)
                    )
                    {
                        CurveA = curveA,
                        CurveB = curveB,
                    }
                );
        }
        return new GridArms(combined.ToImmutable(), controls.ToImmutable());
    }

    /// <summary>Doses by the names that they have in arms, 0 among them; null with a mistake.</summary>
    private Dictionary<string, double>? Levels(string path, string factor)
    {
        if (!spec.Vary.TryGetValue(factor, out var vary))
        {
            var known = spec.Vary.Select(v => v.Key).ToList();
            report(path, "unknown factor", factor, "one of " + string.Join(", ", known), Nearest.To(factor, known));
            return null;
        }
        var texts = vary.Values.ConvertAll(v => (v as ScalarNode)?.Text ?? "");
        var doses = texts.ConvertAll(Quantity.Parse);
        var unit = doses.FirstOrDefault()?.Unit ?? Unit.One;
        // A bare 0 is no dose in any unit.
        var numbers = doses.ConvertAll(d =>
            d is { Problem: null, IsNone: false } ? (d.Number == 0 ? 0 : d.In(unit)) : null
        );
        if (numbers.Count == 0 || numbers.Exists(n => n is not >= 0) || !numbers.Contains(0))
        {
            report(path, $"the values of '{factor}' are no doses", factor, "values: numbers of one unit, 0 among them");
            return null;
        }
        return texts
            .Zip(numbers)
            .DistinctBy(v => v.First)
            .ToDictionary(v => ArmTexts.LevelName(factor, vary, v.First), v => v.Second!.Value);
    }

    private static Place? PlaceOf(string arm, Dictionary<string, double> a, Dictionary<string, double> b)
    {
        var parts = arm.Split(", ").ToList();
        if (parts.Find(a.ContainsKey) is not { } first || parts.Find(b.ContainsKey) is not { } second)
            return null;
        return new Place(arm, string.Join(", ", parts.Where(p => p != first && p != second)), a[first], b[second]);
    }
}
