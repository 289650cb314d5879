// The names and units of a spec.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Finds the unit of each substrate and custom variable, and checks the names themselves.</summary>
internal static class VocabularyBuilder
{
    private static readonly char[] NotInNames = [.. ".,[]\"'\n\t="];
    private static readonly string[] Reserved = ["apoptotic", "necrotic", "other dead", "dead"];

    public static Vocabulary Build(ModelSpec spec, Problems problems)
    {
        Names("substrates", spec.Substrates.Keys, problems);
        Names("cells", spec.Cells.Keys, problems);
        Names("custom", spec.Custom.Keys, problems);
        Names("parameters", spec.Parameters.Keys, problems);
        Names("signals", spec.Signals.Keys, problems);
        Names("groups", spec.Groups.Keys, problems);
        TypeGroups.Check(spec, problems);
        Names("body.species", spec.Body.Species.Keys, problems);
        Names("body.reactions", spec.Body.Reactions.Keys, problems);
        foreach (var (path, type) in spec.Sayings())
            Names(path + ".custom", type.Custom.Keys, problems);
        foreach (var name in spec.Cells.Keys.Where(n => Reserved.Contains(n, StringComparer.OrdinalIgnoreCase)))
            problems.Error("cells." + name, "this name has a meaning of its own", name, "another name for the type");
        var substrates = spec
            .Substrates.Select(s =>
                Named(
                    s.Key,
                    s.Value.Units,
                    Densities(s.Key, s.Value, spec).Where(q => q?.Unit is { } u && IsDensity(u.Dimension)),
                    $"substrates.{s.Key}.units",
                    problems
                )
            )
            .ToList();
        var customs = spec
            .Custom.Select(c => (c.Key, c.Value.Value))
            .Concat(spec.Sayings().SelectMany(t => t.Type.Custom.Select(c => (c.Key, c.Value.Value))))
            .GroupBy(c => c.Key, StringComparer.Ordinal)
            .Select(g => Named(g.Key, null, g.Select(c => c.Value), "custom." + g.Key, problems))
            .ToList();
        var words = new Vocabulary(
            substrates,
            [.. spec.Cells.Keys],
            customs,
            spec.Fibers is null ? null : [SignalWords.Anisotropy(spec.Structures.Count)],
            Species(spec, problems),
            Structures(spec, problems)
        );
        foreach (var name in spec.Structures.Keys.Where(s => words.Signal(s) is not { Kind: SignalKind.Structure }))
            problems.Error("structures." + name, "a signal has this name already", name, "another name");
        for (var i = 0; i < words.Species.Count; i++)
            if (
                words.Signal(words.Species[i].Name) is { } other
                && (other.Kind, other.Index) != (SignalKind.Species, i)
            )
                problems.Error(
                    "body.species." + words.Species[i].Name,
                    "a signal has this name already",
                    words.Species[i].Name,
                    "another name"
                );
        foreach (var substrate in spec.Substrates.Keys)
            if (words.Signal(substrate) is { Kind: not SignalKind.Substrate })
                problems.Error("substrates." + substrate, "a signal has this name already", substrate, "another name");
        return words;
    }

    /// <summary>The unit of a species is the one said, or that of its initial amount where it is a number with a unit.</summary>
    private static List<NamedUnit> Species(ModelSpec spec, Problems problems)
    {
        var species = new List<NamedUnit>();
        foreach (var (name, own) in spec.Body.Species)
        {
            var label = own.Unit;
            if (label is null && own.Initial is { } initial && Quantity.Parse(initial) is { Problem: null } quantity)
                label = quantity.UnitLabel;
            if (!UnitText.TryParse(label ?? "", out var unit, out var unknown))
                problems.Error(
                    $"body.species.{name}.unit",
                    "unknown unit",
                    unknown,
                    "the unit of an amount, such as nmol or cells",
                    Nearest.To(unknown, UnitText.Known)
                );
            species.Add(new NamedUnit(name, unit, label ?? ""));
        }
        return species;
    }

    private static List<NamedUnit> Structures(ModelSpec spec, Problems problems)
    {
        Names("structures", spec.Structures.Keys, problems);
        return
        [
            .. spec.Structures.Select(s =>
                Named(
                    s.Key,
                    s.Value.Units,
                    [
                        s.Value.Initial?.Value,
                        .. s.Value.Bounds,
                        .. spec.Sayings().Select(t => t.Type.Deposition.GetValueOrDefault(s.Key)?.Target),
                    ],
                    $"structures.{s.Key}.units",
                    problems
                )
            ),
        ];
    }

    private static NamedUnit Named(
        string name,
        string? units,
        IEnumerable<Quantity?> values,
        string path,
        Problems problems
    )
    {
        if (units is not null)
        {
            const string Expected = "a unit such as mmHg, nM or ng/mL (au for arbitrary units)";
            if (!UnitText.TryParse(units, out var unit, out var unknown))
                problems.Error(path, "unknown unit", unknown, Expected, Nearest.To(unknown, UnitText.Known));
            else if (!IsDensity(unit.Dimension))
                problems.Error(path, "not the unit of a density", units, Expected);
            else
                return new NamedUnit(name, unit, unit == Unit.One ? "" : units);
        }
        // A value with a unit says more than a plain zero.
        var first = values
            .Where(q => q is { IsNone: false, Problem: null, Unit: not null })
            .OrderBy(q => q!.UnitLabel.Length == 0)
            .FirstOrDefault();
        return new NamedUnit(name, first?.Unit ?? Unit.One, first?.UnitLabel ?? "");
    }

    // Pressures, plain and arbitrary units, or anything over a volume.
    private static bool IsDensity(Dimension d) => d is { Time: 0, Length: 0 or -3 };

    private static IEnumerable<Quantity?> Densities(string name, SubstrateSpec s, ModelSpec spec) =>
        [
            s.Initial?.Value,
            s.Boundary?.All,
            .. Enumerable.Range(0, 6).Select(f => s.Boundary?.Face(f)),
            .. s.Regions.Values.Select(r => r.Value),
            .. s.Schedule.SelectMany(c => new[] { c.Boundary?.All, c.Value }),
            .. spec.Sayings().Select(t => t.Type.Secretion.GetValueOrDefault(name)?.Target),
            .. spec.Sayings().Select(t => t.Type.Uptake.GetValueOrDefault(name)?.HalfSaturation),
            spec.Vessels?.StopsBelow.GetValueOrDefault(name),
        ];

    private static void Names(string path, IReadOnlyCollection<string> names, Problems problems)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            if (name.Trim() != name || name.Length == 0 || name.IndexOfAny(NotInNames) >= 0)
                problems.Error($"{path}.{name}", "not a name", name, "letters, digits, spaces, - and _");
            if (!seen.TryAdd(name, name))
                problems.Error($"{path}.{name}", $"differs from '{seen[name]}' in case only", name, "another name");
        }
    }
}
