// Cells that samples place by their user parameters (contract 13).
using System.Xml.Linq;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>
/// number_of_cells of each type, uniform in the box; or, where a parameter names a type's number or distances, each type
/// in a ring around the center of the box.
/// </summary>
internal sealed class PlacementsReader(
    UserParameters parameters,
    IReadOnlyList<string> types,
    ModelTree tree,
    Findings findings
)
{
    private const int Most = 10_000_000;

    public void Read((double Low, double High)[] box, bool isFlat)
    {
        if (box.Length == 0)
            return;
        var isRing =
            types.Any(t => parameters.Whole("number_of_" + Under(t)) is not null)
            || parameters.Names.Any(n =>
                n.StartsWith("min_position_", StringComparison.Ordinal)
                || n.StartsWith("max_position_", StringComparison.Ordinal)
            );
        foreach (var type in types)
        {
            var said =
                (isRing ? parameters.Whole("number_of_" + Under(type)) : null) ?? parameters.Whole("number_of_cells");
            var count = said.Whole(findings);
            if (count is < 0 or > Most)
                findings.Error(said, "not a number of cells", said.Text(), $"0 to {Most}");
            else if (count > 0 && isRing)
                Ring(type, count, said!, box, isFlat);
            else if (count > 0)
                Box(type, count, said!, box, isFlat);
        }
    }

    private void Box(string type, int count, XElement said, (double Low, double High)[] box, bool isFlat)
    {
        var at = Start(type, count, said);
        var axes = box.Take(isFlat ? 2 : 3).ToList();
        tree.PutList(at, axes.Select(a => Um(a.High - a.Low)), "placements", Name(type), "box", "size");
        Center(at, axes, type, "box");
    }

    private void Ring(string type, int count, XElement said, (double Low, double High)[] box, bool isFlat)
    {
        var axes = box.Take(isFlat ? 2 : 3).ToList();
        var inner = Distance("min_position_", type) ?? 0;
        var outer = Distance("max_position_", type) ?? (0.5 * axes.Min(a => a.High - a.Low));
        var at = Start(type, count, said);
        var shape = isFlat ? "annulus" : "shell";
        tree.Put(at, Um(inner), "placements", Name(type), shape, "inner");
        tree.Put(at, Um(outer), "placements", Name(type), shape, "outer");
        Center(at, axes, type, shape);
    }

    private Mark Start(string type, int count, XElement said)
    {
        var at = findings.At(said);
        tree.Put(at, type, "placements", Name(type), "cells");
        tree.Put(at, ModelTree.Text(count, Measure.Count), "placements", Name(type), "count");
        return at;
    }

    private void Center(Mark at, List<(double Low, double High)> axes, string type, string shape)
    {
        if (axes.Exists(a => a.Low + a.High != 0))
            tree.PutList(at, axes.Select(a => Um(0.5 * (a.Low + a.High))), "placements", Name(type), shape, "center");
    }

    private double? Distance(string prefix, string type) =>
        parameters.NumberValue(prefix + Under(type)) ?? parameters.NumberValue(prefix + "cells");

    // Spaces become underscores; some samples forget to, and then never find the parameter.
    private static string Under(string type) => type.Replace(' ', '_');

    private static string Name(string type) => "random " + type;

    private static string Um(double length) => ModelTree.Text(length, Measure.Length);
}
