// A model without what it says about names that are optional and absent.
using System.Collections;

namespace Milieu.Model;

internal sealed class Omission(AbsentNames absent)
{
    /// <summary>All of a model's fibers, as an optional structure.</summary>
    public const string Fibers = "fibers";

    /// <summary>The model without what it says about absent names; the model itself where none is absent.</summary>
    public static ModelSpec Without(ModelSpec spec, out AbsentNames absent)
    {
        var optional = spec.Optional;
        var customs = spec.Custom.Keys.Concat(spec.Sayings().SelectMany(t => t.Type.Custom.Keys)).ToHashSet();
        var cells = Missing(optional.Cells, spec.Cells.Keys);
        List<string> named =
        [
            .. Missing(optional.Substrates, spec.Substrates.Keys),
            .. Missing(
                optional.Structures,
                spec.Fibers is null ? spec.Structures.Keys : [.. spec.Structures.Keys, Fibers]
            ),
            .. Missing(optional.Signals, spec.Signals.Keys),
            .. Missing(optional.Species, spec.Body.Species.Keys),
        ];
        var custom = Missing(optional.Custom, customs).Select(c => "custom:" + c);
        absent = new AbsentNames([.. cells, .. named], [.. cells, .. named, .. custom]);
        if (absent.Spoken.Count == 0)
            return spec;
        var omission = new Omission(absent);
        var copy = SpecCopy.Of(spec);
        foreach (var (name, placement) in copy.Placements.ToList())
            if (placement.Cells is { } type && absent.Contains(type))
                omission.Drop(copy.Placements, name, "placements");
        foreach (var (name, reaction) in copy.Body.Reactions.ToList())
            if (reaction.Takes.Keys.Concat(reaction.Gives.Keys).Any(absent.Contains))
                omission.Drop(copy.Body.Reactions, name, "body.reactions");
        omission.Section(copy, "");
        return copy;
    }

    private static List<string> Missing(IEnumerable<string> optional, IEnumerable<string> present) =>
        [.. optional.Except(present, StringComparer.Ordinal)];

    private void Section(object owner, string path)
    {
        foreach (var (name, one) in owner is TypeSpec type ? type.Events.ToList() : [])
            if (one.Becomes is { } other && absent.Contains(other))
                Drop(((TypeSpec)owner).Events, name, path + ".events");
        foreach (var key in Shape.Of(owner.GetType()))
        {
            var at = path.Length == 0 ? key.Key.Name : $"{path}.{key.Key.Name}";
            if (key.Get(owner) is { } value)
                Value(owner, key, value, at);
        }
        // All that it followed may be gone.
        if (owner is MotilitySpec { Chemotaxis: { Towards: null, AwayFrom: null, Sensitivities.Count: 0 } } motility)
            motility.Chemotaxis = null;
    }

    private void Value(object owner, ShapeKey key, object value, string path)
    {
        var isName = key.Key.Naming is Naming.Substrate or Naming.CellType or Naming.Structure or Naming.Prey;
        if (key.Kind == ShapeKind.Section)
            Section(value, path);
        else if (isName && value is string name && absent.Contains(name))
            key.Property.SetValue(owner, null);
        else if (value is IDictionary map)
            foreach (var entry in map.Keys.Cast<string>().ToList())
                if (isName && absent.Contains(entry))
                    Drop(map, entry, path);
                else if (Shape.KindOf(map[entry]!.GetType()) == ShapeKind.Section)
                    Section(map[entry]!, $"{path}.{entry}");
    }

    private void Drop(IDictionary map, string name, string path)
    {
        map.Remove(name);
        absent.Note($"{path}.{name}");
    }
}
