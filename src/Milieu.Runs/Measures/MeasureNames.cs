// All names that measures may use: those of every model of a study, whichever modules an arm leaves out.
using System.Collections.Immutable;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Runs;

/// <summary>Types, groups of types, numbers of cells and numbers of places.</summary>
internal sealed class MeasureNames
{
    private MeasureNames(IReadOnlyCollection<CompiledModel> models, IReadOnlyDictionary<string, ImmutableArray<string>> groups)
    {
        Types = [.. models.SelectMany(m => m.Types).Select(t => t.Name).Distinct(StringComparer.Ordinal)];
        Groups = groups;
        IsPlane = models.All(m => m.Grid.Is2D);
        Nest = Tumor() is { } tumor ? new NestLaw(tumor, NestLaw.UsualRadius, NestLaw.UsualLimit) : null;
        OfPlaces = Distinct(models.SelectMany(m => Substrates(Vocabulary.Of(m))).Concat(Common()));
        OfCells = Distinct(
            models
                .SelectMany(m => Signals(Vocabulary.Of(m)))
                .Concat(Common())
                .Concat(models.SelectMany(m => Behaviors(Vocabulary.Of(m))))
                .Append(new("radius", Unit.Micron, "um", ValueSource.Radius))
                .Append(new("divisions", Unit.One, "", ValueSource.Divisions))
        );
    }

    public ImmutableArray<string> Types { get; }

    /// <summary>All models are 2-D.</summary>
    public bool IsPlane { get; }

    public IReadOnlyDictionary<string, ImmutableArray<string>> Groups { get; }

    /// <summary>What a nest is where a measure does not say it: of the group or the type called tumor; null without one.</summary>
    public NestLaw? Nest { get; init; }

    /// <summary>What a cell has: signals, behaviors, custom variables, its place.</summary>
    public ImmutableArray<NamedValue> OfCells { get; }

    /// <summary>What a place has: substrates, the depth in a nest, coordinates.</summary>
    public ImmutableArray<NamedValue> OfPlaces { get; }

    /// <param name="groups">Names for lists of types; the group "tumor" says what nests are made of.</param>
    public static MeasureNames Of(
        IReadOnlyCollection<CompiledModel> models,
        IReadOnlyDictionary<string, ImmutableArray<string>>? groups = null
    ) => new(models, groups ?? ImmutableDictionary<string, ImmutableArray<string>>.Empty);

    private CellChoice? Tumor()
    {
        if (Groups.TryGetValue("tumor", out var types))
            return new CellChoice(types, LifeChoice.Live, "tumor");
        return Types.Contains("tumor") ? new CellChoice(["tumor"], LifeChoice.Live, "tumor") : null;
    }

    private static ImmutableArray<NamedValue> Distinct(IEnumerable<NamedValue> values) =>
        [.. values.DistinctBy(v => v.Name, StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<NamedValue> Common() =>
        [
            new("depth", Unit.Micron, "um", ValueSource.Depth),
            new("tumor fraction", Unit.One, "", ValueSource.TumorFraction),
            new("x", Unit.Micron, "um", ValueSource.X),
            new("y", Unit.Micron, "um", ValueSource.Y),
            new("z", Unit.Micron, "um", ValueSource.Z),
        ];

    private static IEnumerable<NamedValue> Substrates(Vocabulary words) =>
        words.Substrates.Select(s => new NamedValue(s.Name, s.Unit, s.Label, ValueSource.Substrate, s.Name));

    private static IEnumerable<NamedValue> Signals(Vocabulary words) =>
        words.Signals.Select(s => new NamedValue(
            s.Name,
            s.Unit,
            Measures.LabelOf(s.Measure, s.Own?.Label ?? ""),
            ValueSource.Signal,
            s.Name
        ));

    private static IEnumerable<NamedValue> Behaviors(Vocabulary words) =>
        words.Behaviors.Select(b => new NamedValue(
            b.Name,
            b.Unit,
            Measures.LabelOf(b.Measure, b.Own?.Label ?? ""),
            ValueSource.Behavior,
            b.Name
        ));
}
