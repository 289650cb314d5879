// Custom variables as text of the model language.
using Milieu.Model;

namespace Milieu.PhysiCell;

internal static class CustomWriter
{
    /// <summary>The unit of each variable, in order: that of the type that says it first.</summary>
    public static OrderedDictionary<string, string> Labels(IEnumerable<TypeState> types)
    {
        var labels = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in types.SelectMany(t => t.Custom))
        {
            var isUnit = UnitText.TryParse(value.Units, out var unit, out _) && unit != Unit.One;
            labels.TryAdd(name, isUnit ? value.Units : "");
        }
        return labels;
    }

    /// <summary>The first type's values hold for the model; the others say where they differ.</summary>
    public static void Write(ModelTree tree, IReadOnlyList<TypeState> types, OrderedDictionary<string, string> labels)
    {
        foreach (var (name, label) in labels)
        {
            var first = types.First(t => t.Custom.ContainsKey(name)).Custom[name];
            var at = first.Value.At!;
            tree.Put(at, ModelTree.Text(first.Value.Value, Measure.Custom, label), "custom", name, "value");
            if (first.IsConserved)
                tree.Put(at, true, "custom", name, "conserved");
            foreach (var type in types)
            {
                // A type without the variable holds 0 of it.
                var own = type.Custom.GetValueOrDefault(name)?.Value ?? new Said(0, type.At);
                if (own.Value != first.Value.Value)
                    tree.Put(
                        own.At!,
                        ModelTree.Text(own.Value, Measure.Custom, label),
                        "cells",
                        type.Name,
                        "custom",
                        name
                    );
            }
        }
    }
}
