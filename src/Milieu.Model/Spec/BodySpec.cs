// The body around the tissue as an author writes it.
namespace Milieu.Model;

/// <summary>Amounts that all cells share, such as cells in blood or drug in plasma, and what changes them.</summary>
public sealed class BodySpec
{
    [Key("species", "Amounts that all cells share, by name.")]
    public OrderedDictionary<string, SpeciesSpec> Species { get; } = [];

    [Key("terms", "Named expressions that rates and conditions may use, by name.")]
    public OrderedDictionary<string, TermSpec> Terms { get; } = [];

    [Key("reactions", "What changes the amounts, by name.")]
    public OrderedDictionary<string, ReactionSpec> Reactions { get; } = [];

    [Key("tolerance", "How accurate the amounts are.")]
    public ToleranceSpec Tolerance { get; set; } = new();
}

public sealed class SpeciesSpec : NotedSpec
{
    [Key(
        "initial",
        "The amount at the start (default 0): a number with a unit, or an expression over parameters and tissue volume.",
        IsShort = true
    )]
    public string? Initial { get; set; }

    [Key("unit", "The unit of the amount, where the initial amount does not tell; without any it is a plain number.")]
    public string? Unit { get; set; }

    public static implicit operator SpeciesSpec(string initial) => new() { Initial = initial };
}

public sealed class TermSpec : NotedSpec
{
    [Key("of", "An expression over species, parameters, time, totals of the tissue and earlier terms.", IsShort = true)]
    public string? Of { get; set; }

    public static implicit operator TermSpec(string of) => new() { Of = of };
}

public sealed class ReactionSpec : NotedSpec
{
    [Key("takes", "What one unit of the reaction takes away: amounts by species.")]
    public OrderedDictionary<string, string> Takes { get; } = [];

    [Key("gives", "What one unit of the reaction gives: amounts by species.")]
    public OrderedDictionary<string, string> Gives { get; } = [];

    [Key(
        "rate",
        "Units of the reaction per time: an expression over species, parameters, time and totals of the tissue.",
        IsShort = true
    )]
    public string? Rate { get; set; }

    [Key("delay", "What it gives appears this much later.", Measure = Measure.Time, Span = Span.Positive)]
    public Quantity? Delay { get; set; }

    [Key("before", "Its rate before the start, which fills the delay (default 0).")]
    public string? Before { get; set; }
}

public sealed class ToleranceSpec
{
    [Key(
        "relative",
        "Estimated error of each step as a share of the amount (default 1e-7).",
        Measure = Measure.Number,
        Span = Span.Positive
    )]
    public Quantity? Relative { get; set; }

    [Key(
        "absolute",
        "Estimated error of each step that is always allowed, in the unit of the amount (default 1e-9).",
        Measure = Measure.Number,
        Span = Span.Positive
    )]
    public Quantity? Absolute { get; set; }
}
