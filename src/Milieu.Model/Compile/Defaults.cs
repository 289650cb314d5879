// Finds what a specification says although it would hold anyway.
using System.Collections;

namespace Milieu.Model;

/// <summary>Leaves out values whose absence compiles to the very same model.</summary>
/// <remarks>
/// Nothing here knows a default: values are taken away, many at once, and put back where the compiled model differs. Rules,
/// placements and texts for people stay.
/// </remarks>
internal sealed class Defaults
{
    // About three seconds.
    private const int MostCompiledTypes = 8_000;

    private readonly ModelSpec _spec;
    private readonly string _wanted;

    // A trial compiles every type: many types leave fewer trials, and some defaults said.
    private int _trials;

    private Defaults(ModelSpec spec, int mostCompiledTypes)
    {
        _spec = spec;
        _trials = mostCompiledTypes / Math.Max(1, spec.Cells.Count);
        _wanted = Mark();
    }

    /// <summary>A copy without what is default; a plain copy where the specification does not compile.</summary>
    public static ModelSpec LeftOut(ModelSpec spec, int mostCompiledTypes = MostCompiledTypes)
    {
        var copy = SpecCopy.Of(spec);
        // Tables make compiling slow and have no defaults: they are set aside.
        var placements = copy.Placements.ToList();
        var fields = copy
            .Substrates.Where(s => s.Value.Initial?.File is not null)
            .ToDictionary(s => s.Value, s => s.Value.Initial);
        copy.Placements.Clear();
        foreach (var substrate in fields.Keys)
            substrate.Initial = null;
        var defaults = new Defaults(copy, mostCompiledTypes);
        if (defaults._wanted.Length > 0)
            defaults.Drop();
        foreach (var (name, placement) in placements)
            copy.Placements[name] = placement;
        foreach (var (substrate, initial) in fields)
            substrate.Initial = initial;
        return copy;
    }

    private void Drop()
    {
        // Values first, then sections that hold nothing any more, from the inside out. What has one name in many types is
        // tried together: where it is default in one, it often is in all.
        foreach (var group in Parts(_spec, areSections: false).GroupBy(p => p.Name))
            Drop([.. group]);
        for (var before = int.MaxValue; ; )
        {
            var empty = Parts(_spec, areSections: true);
            if (empty.Count == 0 || empty.Count >= before)
                break;
            before = empty.Count;
            Drop(empty);
        }
    }

    /// <summary>Takes away as many as can go; halves a group that cannot go as a whole.</summary>
    private void Drop(List<Part> group)
    {
        if (group.Count == 0 || _trials-- <= 0)
            return;
        foreach (var part in group)
            part.Take();
        if (Mark() == _wanted)
            return;
        for (var i = group.Count - 1; i >= 0; i--)
            group[i].PutBack();
        if (group.Count == 1)
            return;
        Drop(group[..(group.Count / 2)]);
        Drop(group[(group.Count / 2)..]);
    }

    private string Mark()
    {
        var compilation = Compiler.Compile(_spec);
        return compilation.Model is { } model ? CompiledModelText.Hash(model) + compilation.Output : "";
    }

    /// <summary>Every value, or every section that holds nothing, that may go.</summary>
    private static List<Part> Parts(object owner, bool areSections)
    {
        var parts = new List<Part>();
        foreach (var key in Shape.Of(owner.GetType()))
        {
            var value = key.Get(owner);
            if (value is null or List<RuleSpec> || (key.Kind == ShapeKind.Text && key.Key.Naming == Naming.Free))
                continue;
            if (value is IDictionary map)
                parts.AddRange(Parts(map, areSections));
            else if (key.Kind == ShapeKind.Section)
            {
                parts.AddRange(Parts(value, areSections));
                if (areSections && IsEmpty(value) && key.Get(Fresh(owner)) is null)
                    parts.Add(
                        new Part(
                            key.Key.Name,
                            () => key.Property.SetValue(owner, null),
                            () => key.Property.SetValue(owner, value)
                        )
                    );
            }
            else if (!areSections && value is IList { Count: > 0 } list)
                parts.Add(
                    new Part(
                        key.Key.Name,
                        () => key.Property.SetValue(owner, Fresh(list)),
                        () => key.Property.SetValue(owner, list)
                    )
                );
            else if (!areSections && value is not IList)
                parts.Add(
                    new Part(
                        key.Key.Name,
                        () => key.Property.SetValue(owner, null),
                        () => key.Property.SetValue(owner, value)
                    )
                );
        }
        return parts;
    }

    private static List<Part> Parts(IDictionary map, bool areSections)
    {
        var parts = new List<Part>();
        var names = map.Keys.Cast<string>().ToList();
        foreach (var name in names)
        {
            var value = map[name]!;
            var isSection = Shape.KindOf(value.GetType()) == ShapeKind.Section;
            if (isSection)
                parts.AddRange(Parts(value, areSections));
            if (areSections == isSection && !(isSection && !IsEmpty(value)))
                parts.Add(new Part(name, () => map.Remove(name), () => PutBack(map, name, value, names)));
        }
        return parts;
    }

    /// <summary>Puts an entry back at its place: the order of names is part of a model.</summary>
    private static void PutBack(IDictionary map, string name, object value, List<string> names)
    {
        map[name] = value;
        var entries = names.Where(map.Contains).Select(n => (n, map[n])).ToList();
        map.Clear();
        foreach (var (n, v) in entries)
            map[n] = v;
    }

    private static bool IsEmpty(object section) =>
        Shape
            .Of(section.GetType())
            .All(k =>
                k.Get(section) switch
                {
                    null => true,
                    ICollection many => many.Count == 0,
                    { } value => k.Kind == ShapeKind.Section && IsEmpty(value),
                }
            );

    private static object Fresh(object value) => Activator.CreateInstance(value.GetType())!;

    /// <summary>Something said that can be taken away and put back.</summary>
    /// <param name="Name">The last key of its path.</param>
    private sealed record Part(string Name, Action Take, Action PutBack);
}
