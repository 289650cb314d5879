// Cell types as text of the model language; what equals a default is not said.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <param name="labels">The unit of each substrate, in order; empty for plain numbers.</param>
internal sealed class TypesWriter(
    ModelTree tree,
    OrderedDictionary<string, string> labels,
    SharedSettings shared,
    bool isFlat
)
{
    public void Write(TypeState type)
    {
        tree.Put(type.At, new MapNode(type.At), "cells", type.Name);
        Cycle(type);
        Death(type, CycleModels.Apoptosis, "apoptosis", CycleLibrary.Apoptosis);
        Death(type, CycleModels.Necrosis, "necrosis", CycleLibrary.Necrosis);
        Section(type, "volume");
        Section(type, "mechanics");
        ByName(type, "mechanics\taffinity\t", Measure.Number, 1);
        Motility(type);
        Secretion(type);
        ByName(type, "phagocytose\t", Measure.Rate, 0);
        ByName(type, "attack\ttargets\t", Measure.Rate, 0);
        foreach (var place in TypePlaces.Attack)
            Number(type, place.Path, place.Measure, place.Default);
        ByName(type, "fuse\t", Measure.Rate, 0);
        ByName(type, "transform\t", Measure.Rate, 0);
        if (type.DividesAsymmetrically)
            ByName(type, "asymmetric division\t", Measure.Fraction, 0);
        Section(type, "integrity");
    }

    private void Cycle(TypeState type)
    {
        var at = type.CycleAt ?? type.At;
        var code = CycleModels.Shared(type.CycleCode);
        var graph = CycleModels.Graph(code);
        tree.Put(at, CycleModels.Name(code)!, "cells", type.Name, "cycle", "model");
        var own = graph.Phases.Select(p => p.Links[0].Rate);
        if (type.Durations.All(d => d is not null))
            tree.PutList(
                type.ExitRates[0].At ?? at,
                type.Durations.Select(d => ModelTree.Text(d!.Value, Measure.Time)),
                "cells",
                type.Name,
                "cycle",
                "durations"
            );
        else if (!type.ExitRates.Select(r => r.Value).SequenceEqual(own))
            tree.PutList(
                type.ExitRates[0].At ?? at,
                type.ExitRates.Select(r => ModelTree.Text(r.Value, Measure.Rate)),
                "cells",
                type.Name,
                "cycle",
                "rates"
            );
        var isFixed = shared.FixedOf(code, graph);
        if (!isFixed.SequenceEqual(graph.Phases.Select(p => p.Links[0].IsFixed)))
            tree.PutList(
                shared.Fixed(code, 0)?.At ?? at,
                isFixed.Select(f => f ? "true" : "false"),
                "cells",
                type.Name,
                "cycle",
                "fixed"
            );
    }

    private void Death(TypeState type, int code, string name, DeathModel own)
    {
        Number(type, $"death\t{name}\trate", Measure.Rate, 0);
        // The phase before debris is the one that lasts.
        var phase = own.Graph.Phases.Length - 2;
        if (shared.Stay(code, phase) is { } stay && stay.Value.Rate != own.Graph.Phases[phase].Links[0].Rate)
            tree.Put(
                stay.At,
                ModelTree.Text(stay.Value.Minutes, Measure.Time),
                "cells",
                type.Name,
                "death",
                name,
                "duration"
            );
        if (shared.Fixed(code, phase) is { } isFixed && isFixed.Value != own.Graph.Phases[phase].Links[0].IsFixed)
            tree.Put(isFixed.At, isFixed.Value, "cells", type.Name, "death", name, "fixed");
        double[] defaults =
        [
            own.UnlysedFluidRate,
            own.LysedFluidRate,
            own.CytoplasmicRate,
            own.NuclearRate,
            own.CalcificationRate,
            own.RelativeRupture,
        ];
        foreach (var (place, value) in TypePlaces.DeathParameters.Zip(defaults))
            Number(type, TypePlaces.Of(place.Path, name), place.Measure, value);
    }

    private void Motility(TypeState type)
    {
        // Numbers of a type that does not crawl are kept, where they are its own.
        Section(type, "motility");
        var isSaid = type.Numbers.Any(n => IsOwn(n.Key, n.Value.Value));
        if (!type.IsMotile && isSaid)
            tree.Put(type.MotileAt ?? type.At, false, "cells", type.Name, "motility", "enabled");
        if (!type.IsMotile)
            return;
        var speed = type.Number("motility\tspeed") ?? new Said(1, type.MotileAt);
        tree.Put(
            speed.At ?? type.At,
            ModelTree.Text(speed.Value, Measure.Speed),
            "cells",
            type.Name,
            "motility",
            "speed"
        );
        if (type.InPlane && !isFlat)
            tree.Put(type.MotileAt ?? type.At, true, "cells", type.Name, "motility", "in plane");
        Chemotaxis(type, type.TaxisAt ?? type.At);
    }

    private static bool IsOwn(string path, double value) =>
        TypePlaces.Phenotype.Any(p => p.Path == path && p.Default != value)
        && path.StartsWith("motility\t", StringComparison.Ordinal);

    private void Chemotaxis(TypeState type, Mark at)
    {
        string[] path = ["cells", type.Name, "motility", "chemotaxis"];
        if (type is { Taxis: Taxis.Single, TaxisDirection: not 0 })
            tree.Put(at, type.TaxisSubstrate!, [.. path, type.TaxisDirection > 0 ? "towards" : "away from"]);
        if (type.Taxis is not (Taxis.Advanced or Taxis.AdvancedNormalized))
            return;
        foreach (var substrate in labels.Keys)
        {
            // One that is not said is 0; said once, so that the model knows which kind of chemotaxis it is.
            var said = type.Number(TypePlaces.Of(TypePlaces.Sensitivity, substrate));
            if (said is not null || substrate == labels.Keys.First())
                tree.Put(
                    said?.At ?? at,
                    ModelTree.Text(said?.Value ?? 0, Measure.Number),
                    [.. path, "sensitivities", substrate]
                );
        }
        if (type.Taxis == Taxis.AdvancedNormalized)
            tree.Put(at, true, [.. path, "normalize"]);
    }

    private void Secretion(TypeState type)
    {
        foreach (var place in TypePlaces.Secretion)
        foreach (var (substrate, label) in labels)
            if (type.Number(TypePlaces.Of(place.Path, substrate)) is { } said)
                Put(type, TypePlaces.Of(place.Path, substrate), said, place.Measure, 0, label);
    }

    private void Section(TypeState type, string section)
    {
        foreach (
            var place in TypePlaces.Phenotype.Where(p => p.Path.StartsWith(section + "\t", StringComparison.Ordinal))
        )
            Number(type, place.Path, place.Measure, place.Default);
    }

    private void ByName(TypeState type, string prefix, Measure measure, double fallback)
    {
        foreach (var (path, said) in type.Numbers)
            if (path.StartsWith(prefix, StringComparison.Ordinal))
                Put(type, path, said, measure, fallback, "");
    }

    private void Number(TypeState type, string path, Measure measure, double fallback)
    {
        if (type.Number(path) is { } said)
            Put(type, path, said, measure, fallback, "");
    }

    private void Put(TypeState type, string path, Said said, Measure measure, double fallback, string label)
    {
        if (said.Value != fallback)
            tree.Put(
                said.At ?? type.At,
                ModelTree.Text(said.Value, measure, label),
                ["cells", type.Name, .. path.Split(TypePlaces.Join)]
            );
    }
}
