// A name that some arm of a study has, so that measures may use it in all arms.
using System.Collections.Immutable;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

public enum NameKind
{
    Type = 0,
    Substrate = 1,
    Custom = 2,

    /// <summary>A derived signal.</summary>
    Signal = 3,

    /// <summary>A structure, or the anisotropy of fibers.</summary>
    Structure = 4,

    /// <summary>A species of the body.</summary>
    Species = 5,
}

/// <param name="Units">The unit as text; empty for plain numbers and types.</param>
public sealed record NameElsewhere(NameKind Kind, string Name, string Units)
{
    /// <summary>All names of some models, each once.</summary>
    public static ImmutableArray<NameElsewhere> Of(IEnumerable<CompiledModel> models) =>
        [.. models.SelectMany(Of).DistinctBy(n => (n.Kind, n.Name))];

    private static IEnumerable<NameElsewhere> Of(CompiledModel model)
    {
        var words = Vocabulary.Of(model);
        return model
            .Types.Select(t => new NameElsewhere(NameKind.Type, t.Name, ""))
            .Concat(words.Substrates.Select(s => new NameElsewhere(NameKind.Substrate, s.Name, s.Label)))
            .Concat(words.Customs.Select(c => new NameElsewhere(NameKind.Custom, c.Name, c.Label)))
            .Concat(
                words
                    .Signals.Where(s => s.Kind > SignalKind.Necrotic)
                    .Select(s => new NameElsewhere(
                        s.Kind == SignalKind.Structure ? NameKind.Structure : NameKind.Signal,
                        s.Name,
                        s.Label
                    ))
            )
            .Concat((model.Body?.Species ?? []).Select(s => new NameElsewhere(NameKind.Species, s.Name, s.Units)));
    }
}
