// Optional names that a model does not have, and what is left out for them.
using System.Collections;
using System.Text.RegularExpressions;

namespace Milieu.Model;

/// <summary>
/// Entries, placements and rules about an absent name are left out; in other expressions it reads 0; lists of types do
/// without it.
/// </summary>
internal sealed class AbsentNames
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _leftOut = [];
    private readonly Regex? _mention;

    private AbsentNames(IEnumerable<string> names, IEnumerable<string> spoken)
    {
        _names.UnionWith(names);
        Spoken = [.. spoken];
        if (Spoken.Count > 0)
            _mention = new Regex(
                @"(?<![\w:%])(" + string.Join('|', Spoken.Select(Regex.Escape)) + @")(?![\w%])",
                RegexOptions.CultureInvariant
            );
    }

    public static AbsentNames None { get; } = new([], []);

    /// <summary>How rules and expressions call them.</summary>
    public IReadOnlyList<string> Spoken { get; }

    /// <summary>What was left out, in words.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    public bool Contains(string name) => _names.Contains(name);

    /// <summary>Whether a sentence names something absent; then it is noted as left out.</summary>
    public bool LeavesOut(string where, string sentence)
    {
        if (_mention?.IsMatch(sentence) != true)
            return false;
        _leftOut.Add(where + ": " + sentence);
        return true;
    }

    /// <summary>The model without what it says about absent names; the model itself where none is absent.</summary>
    public static ModelSpec Without(ModelSpec spec, out AbsentNames absent)
    {
        var optional = spec.Optional;
        var customs = spec.Custom.Keys.Concat(spec.Cells.Values.SelectMany(t => t.Custom.Keys)).ToHashSet();
        var cells = Missing(optional.Cells, spec.Cells.Keys);
        List<string> named =
        [
            .. Missing(optional.Substrates, spec.Substrates.Keys),
            .. Missing(optional.Structures, []),
            .. Missing(optional.Signals, spec.Signals.Keys),
            .. Missing(optional.Species, spec.Body.Species.Keys),
        ];
        var custom = Missing(optional.Custom, customs).Select(c => "custom:" + c);
        absent = new AbsentNames([.. cells, .. named], [.. cells, .. named, .. custom]);
        if (absent.Spoken.Count == 0)
            return spec;
        var copy = SpecCopy.Of(spec);
        foreach (var (name, placement) in copy.Placements.ToList())
            if (placement.Cells is { } type && absent.Contains(type))
                absent.Drop(copy.Placements, name, "placements");
        absent.Section(copy, "");
        return copy;
    }

    private static List<string> Missing(IEnumerable<string> optional, IEnumerable<string> present) =>
        [.. optional.Except(present, StringComparer.Ordinal)];

    private void Section(object owner, string path)
    {
        foreach (var key in Shape.Of(owner.GetType()))
        {
            var at = path.Length == 0 ? key.Key.Name : $"{path}.{key.Key.Name}";
            if (key.Get(owner) is { } value)
                Value(owner, key, value, at);
        }
    }

    private void Value(object owner, ShapeKey key, object value, string path)
    {
        var isName = key.Key.Naming is Naming.Substrate or Naming.CellType or Naming.Prey;
        if (key.Kind == ShapeKind.Section)
            Section(value, path);
        else if (isName && value is string name && Contains(name))
            key.Property.SetValue(owner, null);
        else if (value is IDictionary map)
            foreach (var entry in map.Keys.Cast<string>().ToList())
                if (isName && Contains(entry))
                    Drop(map, entry, path);
                else if (Shape.KindOf(map[entry]!.GetType()) == ShapeKind.Section)
                    Section(map[entry]!, $"{path}.{entry}");
    }

    private void Drop(IDictionary map, string name, string path)
    {
        map.Remove(name);
        _leftOut.Add($"{path}.{name}");
    }
}
