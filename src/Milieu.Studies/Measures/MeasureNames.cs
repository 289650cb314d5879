// All names that measures may use: those of the model, and those of the other arms of its study.
using System.Collections.Immutable;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>Types, groups of types, numbers of cells and numbers of places.</summary>
internal sealed record MeasureNames
{
    /// <summary>Types of this name are the tumor, of which nests are made, where a study does not say it.</summary>
    private static readonly ImmutableArray<string> TumorTypes = ["tumor", "cancer_cell", "CSC"];

    public required ImmutableArray<string> Types { get; init; }

    /// <summary>The model is 2-D.</summary>
    public required bool IsPlane { get; init; }

    /// <summary>Names for several types.</summary>
    public required IReadOnlyDictionary<string, ImmutableArray<string>> Groups { get; init; }

    /// <summary>Other measures of the study.</summary>
    public required ImmutableArray<string> Measures { get; init; }

    /// <summary>Species of the body, with their units.</summary>
    public required ImmutableArray<NamedUnit> Species { get; init; }

    /// <summary>What a nest is where a measure does not say it; null where no type is a tumor's.</summary>
    public required NestLaw? Nest { get; init; }

    /// <summary>What a cell has: signals, behaviors, custom variables, its place.</summary>
    public required ImmutableArray<NamedValue> OfCells { get; init; }

    /// <summary>What a place has: substrates, the depth in a nest, coordinates.</summary>
    public required ImmutableArray<NamedValue> OfPlaces { get; init; }

    public static MeasureNames Of(MeasureScope scope)
    {
        var (own, elsewhere) = (Vocabulary.Of(scope.Model), scope.Elsewhere);
        var words = new Vocabulary(
            Joined(own.Substrates, elsewhere, NameKind.Substrate),
            [.. own.Types.Concat(Named(elsewhere, NameKind.Type).Select(n => n.Name)).Distinct(StringComparer.Ordinal)],
            Joined(own.Customs, elsewhere, NameKind.Custom),
            own.Signals.Where(s => IsDerived(own, s)),
            own.Species,
            own.Structures
        );
        ImmutableArray<string> tumor = [.. TumorTypes.Where(t => words.Types.Contains(t))];
        var choice = new CellChoice(tumor, LifeChoice.Live, "tumor");
        var foreign = elsewhere
            .Where(n => n.Kind is NameKind.Signal or NameKind.Structure)
            .Select(n => Foreign(n, ValueSource.Signal));
        var structures = own
            .Signals.Where(s => s.Kind == SignalKind.Structure)
            .Select(s => new NamedValue(s.Name, s.Unit, s.Label, ValueSource.Field, s.Name))
            .Concat(Named(elsewhere, NameKind.Structure).Select(n => Foreign(n, ValueSource.Field)));
        return new MeasureNames
        {
            Types = [.. words.Types],
            IsPlane = scope.Model.Grid.Is2D,
            Measures = [.. scope.Measures.Select(m => m.Key)],
            Species =
            [
                .. own
                    .Species.Concat(Named(elsewhere, NameKind.Species).Select(n => NamedUnit.Of(n.Name, n.Units)))
                    .DistinctBy(s => s.Name, StringComparer.Ordinal),
            ],
            Groups =
                tumor.IsEmpty || tumor.Contains("tumor")
                    ? ImmutableDictionary<string, ImmutableArray<string>>.Empty
                    : ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("tumor", tumor),
            Nest = tumor.IsEmpty ? null : new NestLaw(choice, NestLaw.UsualRadius, NestLaw.UsualLimit),
            OfCells = Distinct([.. Signals(words), .. foreign, .. Common(), .. OfCell(), .. Behaviors(words)]),
            OfPlaces = Distinct([.. Substrates(words), .. structures, .. Common()]),
        };
    }

    private static ImmutableArray<NamedValue> Distinct(IEnumerable<NamedValue> values) =>
        [.. values.DistinctBy(v => v.Name, StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<NameElsewhere> Named(ImmutableArray<NameElsewhere> names, NameKind kind) =>
        names.Where(n => n.Kind == kind);

    private static NamedUnit[] Joined(
        IReadOnlyList<NamedUnit> own,
        ImmutableArray<NameElsewhere> elsewhere,
        NameKind kind
    ) =>
        [
            .. own.Concat(Named(elsewhere, kind).Select(n => NamedUnit.Of(n.Name, n.Units)))
                .DistinctBy(n => n.Name, StringComparer.Ordinal),
        ];

    private static NamedValue Foreign(NameElsewhere name, ValueSource source) =>
        new(name.Name, NamedUnit.Of(name.Name, name.Units).Unit, name.Units, source, name.Name);

    /// <summary>The vocabulary adds species and structures by itself, but not the anisotropy, which is numbered after them.</summary>
    private static bool IsDerived(Vocabulary own, SignalWord word) =>
        word.Kind is SignalKind.Formula or SignalKind.Touch
        || (word.Kind == SignalKind.Structure && word.Index >= own.Structures.Count);

    private static IEnumerable<NamedValue> OfCell() =>
        [
            new("radius", Unit.Micron, "um", ValueSource.Radius),
            new("divisions", Unit.One, "", ValueSource.Divisions),
            new("current speed", Unit.Micron / Unit.Minute, "um/min", ValueSource.Speed),
        ];

    private static IEnumerable<NamedValue> Common() =>
        [
            new("depth", Unit.Micron, "um", ValueSource.Depth),
            new("tumor fraction", Unit.One, "", ValueSource.TumorFraction),
            new("x", Unit.Micron, "um", ValueSource.X),
            new("y", Unit.Micron, "um", ValueSource.Y),
            new("z", Unit.Micron, "um", ValueSource.Z),
        ];

    private static IEnumerable<NamedValue> Substrates(Vocabulary words) =>
        words.Substrates.Select(s => new NamedValue(s.Name, s.Unit, s.Label, ValueSource.Field, s.Name));

    private static IEnumerable<NamedValue> Signals(Vocabulary words) =>
        words.Signals.Select(s => new NamedValue(s.Name, s.Unit, s.Label, ValueSource.Signal, s.Name));

    private static IEnumerable<NamedValue> Behaviors(Vocabulary words) =>
        words.Behaviors.Select(b => new NamedValue(
            b.Name,
            b.Unit,
            Model.Measures.LabelOf(b.Measure, b.Own?.Label ?? ""),
            ValueSource.Behavior,
            b.Name
        ));
}
