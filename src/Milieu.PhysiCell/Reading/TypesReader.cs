// Cell definitions in the order of the document, each starting from its parent (contract 3.1).
using System.Globalization;
using System.Xml.Linq;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>Reads all definitions. The order matters: a child takes over what its parent is at that moment.</summary>
internal sealed class TypesReader(Declared declared, ReadingChoices choices, Findings findings)
{
    private readonly Dictionary<string, TypeState> _read = new(StringComparer.Ordinal);
    private TypeState _default = TypeState.BuiltInDefault();

    public SharedSettings Shared { get; } = new();

    /// <summary>The types in the order of their index.</summary>
    public List<TypeState> Read(XElement root)
    {
        var isLegacy = root.Find("options/legacy_cell_defaults_copy").Yes();
        if (isLegacy)
            findings.Warn(
                root.Find("options/legacy_cell_defaults_copy"),
                "every definition takes over motility, secretion, interactions and transformations of the default"
            );
        var definitions = root.Child("cell_definitions").Children("cell_definition").ToList();
        Identifiers(definitions);
        foreach (var definition in definitions)
            Definition(definition, root, isLegacy);
        return [.. declared.Types.Where(_read.ContainsKey).Select(n => _read[n])];
    }

    private void Identifiers(List<XElement> definitions)
    {
        var said = definitions.ConvertAll(d => d.Index("ID") ?? -1);
        foreach (var twice in definitions.Where(Declared.IsDefault).Skip(1))
            findings.Error(
                twice,
                "two definitions write the default type: one is named default, the other has ID 0",
                twice.Named("name")
            );
        if (!said.Order().SequenceEqual(Enumerable.Range(0, said.Count)))
            findings.Warn(
                definitions.FirstOrDefault(),
                "the IDs of cell types are not 0, 1, 2 ...: PhysiCell would fail; types are numbered in their order",
                string.Join(", ", said.Select(i => i.ToString(CultureInfo.InvariantCulture)))
            );
    }

    private void Definition(XElement definition, XElement root, bool isLegacy)
    {
        var name = definition.Named("name");
        var isDefault = Declared.IsDefault(definition);
        var parent = Parent(definition, name);
        var isImplied = parent is null && !isDefault;
        if (isImplied)
            parent = _default;
        var state = (parent ?? _default).Copy(name, findings.At(definition));
        if (isImplied && !isLegacy)
            state.Reset();
        if (IsFlat(root))
            state.InPlane = true;
        Phenotype(definition, state, parent, root);
        new CustomReader(findings).Read(definition.Child("custom_data"), state);
        Intracellular(definition, name);
        _read[name] = state;
        if (isDefault)
            _default = state;
    }

    private TypeState? Parent(XElement definition, string name)
    {
        if (!definition.Has("parent_type"))
            return null;
        var said = definition.Named("parent_type");
        if (_read.TryGetValue(said, out var parent))
            return parent;
        if (!declared.Types.Contains(said))
            findings.Unknown(definition, "parent_type", said, [.. declared.Types]);
        else
            findings.Warn(
                definition,
                $"the parent is defined later than {name}: PhysiCell takes the default in its place",
                said,
                "an earlier cell_definition"
            );
        return null;
    }

    private void Phenotype(XElement definition, TypeState state, TypeState? parent, XElement root)
    {
        var phenotype = definition.Child("phenotype");
        new CycleReader(declared, choices, Shared, findings).Read(phenotype.Child("cycle"), state, parent);
        new DeathReader(Shared, findings).Read(phenotype.Child("death"), state, parent);
        foreach (var place in TypePlaces.Phenotype)
            if (phenotype.Find(place.Tag) is { } element)
                state.Set(place.Path, Said(element, place.Measure));
        Equilibrium(phenotype.Find("mechanics/options"), state);
        foreach (var place in TypePlaces.ByType)
            ByType(phenotype, place, state);
        new MotilityReader(declared, findings).Read(phenotype.Find("motility/options"), state, IsFlat(root));
        Secretion(phenotype.Child("secretion"), state);
        Interactions(phenotype.Child("cell_interactions"), state);
    }

    private Said Said(XElement element, Measure measure) =>
        new(measure == Measure.Count ? element.Whole(findings) : element.Number(findings), findings.At(element));

    // Adhesion follows from the distance of two cells at rest (contract 3.5), with what holds at this moment.
    private void Equilibrium(XElement? options, TypeState state)
    {
        if (options.Child("set_relative_equilibrium_distance") is { } relative && relative.Enabled())
            Rest(relative, relative.Number(findings), state);
        if (options.Child("set_absolute_equilibrium_distance") is { } absolute && absolute.Enabled())
        {
            var radius = Math.Cbrt(state.Value("volume\ttotal", 2494) * 3 / (4 * Math.PI));
            Rest(absolute, absolute.Number(findings) / radius, state);
        }
    }

    private void Rest(XElement element, double radii, TypeState state)
    {
        var s = Math.Min(radii, 2);
        var reach = state.Value(TypePlaces.Reach, 1.25);
        var share = (1 - (s / 2)) / (1 - (s / (2 * reach)));
        var adhesion = state.Value(TypePlaces.Repulsion, 10) * share * share;
        if (s >= 2 * reach || !double.IsFinite(adhesion))
            findings.Error(
                element,
                "cells cannot rest there: it is no nearer than the maximum adhesion distance",
                element.Text(),
                "less than twice relative_maximum_adhesion_distance"
            );
        else
            state.Set(TypePlaces.Adhesion, new Said(adhesion, findings.At(element)));
    }

    private void ByType(XElement? phenotype, TypePlace place, TypeState state)
    {
        var cut = place.Tag.LastIndexOf('/');
        foreach (var element in phenotype.Find(place.Tag[..cut]).Children(place.Tag[(cut + 1)..]))
        {
            var other = element.Named("name");
            var value = element.Number(findings);
            if (!declared.Types.Contains(other))
                findings.Ignored(element, "cell type", other, [.. declared.Types]);
            else if (place.Path.StartsWith("transform", StringComparison.Ordinal) && other == state.Name && value > 0)
                findings.Warn(element, "a type cannot become itself: the rate is ignored, as PhysiCell does", other);
            else
                state.Set(TypePlaces.Of(place.Path, other), new Said(value, findings.At(element)));
        }
    }

    private void Secretion(XElement? secretion, TypeState state)
    {
        foreach (var substrate in secretion.Children("substrate"))
        {
            var name = substrate.Named("name");
            if (!declared.Substrates.Contains(name))
            {
                findings.Unknown(substrate, "substrate", name, [.. declared.Substrates]);
                continue;
            }
            foreach (var place in TypePlaces.Secretion)
                if (substrate.Child(place.Tag) is { } element)
                    state.Set(TypePlaces.Of(place.Path, name), Said(element, place.Measure));
        }
    }

    private void Interactions(XElement? section, TypeState state)
    {
        if (section is null)
            return;
        var shared = section.Child("dead_phagocytosis_rate");
        foreach (var place in TypePlaces.DeadPrey)
        {
            var element = section.Child(place.Tag) ?? shared;
            state.Set(place.Path, new Said(element.Number(findings), findings.At(element ?? section)));
        }
        foreach (var place in TypePlaces.Attack)
        {
            var element = section.Child(place.Tag);
            if (element is null && section.Find("attack_rates/attack_rate") is not null)
                findings.Warn(section, $"{place.Tag} is missing here: it becomes 0, as in PhysiCell", state.Name);
            state.Set(place.Path, new Said(element.Number(findings), findings.At(element ?? section)));
        }
    }

    private void Intracellular(XElement definition, string name)
    {
        if (definition.Find("phenotype/intracellular") is not { } element)
            return;
        var kind = element.Named("type");
        var model = new[] { "bnd_filename", "sbml_filename" }
            .Select(t => element.Child(t).Text())
            .FirstOrDefault(t => t.Length > 0);
        var what = $"the cell type {name} has an intracellular model ({kind}: {model ?? "no file"})";
        if (choices.IgnoreIntracellular)
            findings.Warn(element, what + ", which is left out as asked", kind);
        else
            findings.Error(
                element,
                what + ", which Milieu does not run yet",
                kind,
                "--ignore-intracellular to run the rest"
            );
    }

    private static bool IsFlat(XElement root) => root.Find("domain/use_2D").Yes();
}
