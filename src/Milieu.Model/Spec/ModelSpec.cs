// The mutable model that an author writes, in code or as text.
namespace Milieu.Model;

/// <summary>A model before it is checked and compiled. What is null takes its default.</summary>
public sealed class ModelSpec
{
    [Key("model", "The name of the model.")]
    public string? Name { get; set; }

    [Key("about", "What the model is about; free text.")]
    public string? About { get; set; }

    [Key(
        "overlay",
        "Of cells, placements, substrates, structures and parameters this file changes only those that the model has: a preset."
    )]
    public bool? Overlay { get; set; }

    [Key("optional", "Names of other modules that may be absent: what is said about one that is, is left out.")]
    public OptionalSpec Optional { get; set; } = new();

    /// <summary>Optional names that are absent, once the compiler knows them.</summary>
    internal AbsentNames Absent { get; set; } = AbsentNames.None;

    [Key("source files", "Files of sources: maps from keys to citation and identifier.", Naming = Naming.File)]
    public List<string> SourceFiles { get; set; } = [];

    [Key("sources", "Sources of numbers, by key.")]
    public OrderedDictionary<string, SourceSpec> Sources { get; } = [];

    [Key("domain", "The box of the tissue and its voxels.")]
    public DomainSpec Domain { get; set; } = new();

    [Key("time", "Where a run ends, and the lengths of the steps.")]
    public TimeSpec Time { get; set; } = new();

    [Key("substrates", "What diffuses, by name.")]
    public OrderedDictionary<string, SubstrateSpec> Substrates { get; } = [];

    [Key("structures", "What every voxel has and does not diffuse, by name.")]
    public OrderedDictionary<string, StructureSpec> Structures { get; } = [];

    [Key("fibers", "Fibers: a direction and an anisotropy in each voxel.")]
    public FibersSpec? Fibers { get; set; }

    [Key("custom", "Custom variables that every cell has, by name.")]
    public OrderedDictionary<string, CustomSpec> Custom { get; } = [];

    [Key(
        "parameters",
        "Named constants that every formula of the model may use.",
        Measure = Measure.Open,
        Span = Span.Any
    )]
    public OrderedDictionary<string, Quantity> Parameters { get; } = [];

    [Key("signals", "Signals of the model's own, by name.")]
    public OrderedDictionary<string, SignalSpec> Signals { get; } = [];

    [Key("body", "Amounts beyond the tissue, such as cells in blood, and the reactions that change them.")]
    public BodySpec Body { get; set; } = new();

    [Key("therapy", "What is given to the patient: agents, doses, and what they wait for.")]
    public TherapySpec Therapy { get; set; } = new();

    [Key("cells", "The cell types, by name.")]
    public OrderedDictionary<string, TypeSpec> Cells { get; } = [];

    [Key(
        "regions",
        "Named plain functions of x, y, z and r (from the origin), for placements and initial functions, such as nest: step(200 um - r)."
    )]
    public OrderedDictionary<string, string> Regions { get; } = [];

    [Key("groups", "Lists of cell types, by name: a group stands where signals take types.")]
    public OrderedDictionary<string, List<string>> Groups { get; } = [];

    [Key(
        "shared",
        "What the types of a group have in common, by group (or all): a type starts from it.",
        Naming = Naming.Kin
    )]
    public OrderedDictionary<string, TypeSpec> Shared { get; } = [];

    /// <summary>Everything that is said about types, with the path of the place.</summary>
    internal IEnumerable<(string Path, TypeSpec Type)> Sayings() =>
        Cells.Select(c => ("cells." + c.Key, c.Value)).Concat(Shared.Select(s => ("shared." + s.Key, s.Value)));

    [Key("vessels", "Which types are pieces of vessels, and how vessels open and grow.")]
    public VesselsSpec? Vessels { get; set; }

    [Key("placements", "Where cells start, by name.")]
    public OrderedDictionary<string, PlacementSpec> Placements { get; } = [];

    [Key("walls", "Cells are pushed back from the faces of the domain (default true; false in physicell mode).")]
    public bool? Walls { get; set; }

    [Key("springs", "Cells attach to and detach from neighbors by their rates (default true).")]
    public bool? Springs { get; set; }

    [Key(
        "crowding limit",
        "No cell enters where cells would fill more than this share of the space (default 0.9).",
        Measure = Measure.Number,
        Span = Span.Positive
    )]
    public Quantity? CrowdingLimit { get; set; }

    [Key("output", "What a run writes; no part of the model's hash.")]
    public FramesSpec Output { get; set; } = new();
}
