// A signal of the model's own, as an author writes it.
namespace Milieu.Model;

/// <summary>A named signal: a formula over the cell's own signals, or what it gathers from other cells.</summary>
public sealed class SignalSpec
{
    [Key(
        "formula",
        "An expression over signals, parameters and time, such as 1 / (1 + (oxygen / 8 mmHg)^2).",
        IsShort = true,
        Replaces = ["sum", "mean", "maximum", "count", "of target", "touching", "of", "within"]
    )]
    public string? Formula { get; set; }

    [Key(
        "sum",
        "An expression over the signals of each near cell, summed.",
        Replaces = ["formula", "mean", "maximum", "count", "of target"]
    )]
    public string? Sum { get; set; }

    [Key(
        "mean",
        "An expression over the signals of each near cell, averaged (0 without any).",
        Replaces = ["formula", "sum", "maximum", "count", "of target"]
    )]
    public string? Mean { get; set; }

    [Key(
        "maximum",
        "An expression over the signals of each near cell, the largest (0 without any).",
        Replaces = ["formula", "sum", "mean", "count", "of target"]
    )]
    public string? Maximum { get; set; }

    [Key(
        "count",
        "How many live cells of these types or groups touch, or are within a distance.",
        Naming = Naming.Kin,
        Replaces = ["formula", "sum", "mean", "maximum", "of target", "touching", "of"]
    )]
    public List<string> Count { get; set; } = [];

    [Key(
        "of target",
        "An expression over the signals of the live cell that this one attacks (0 without one).",
        Replaces = ["formula", "sum", "mean", "maximum", "count", "touching", "of", "within"]
    )]
    public string? OfTarget { get; set; }

    [Key(
        "touching",
        "Types or groups whose live cells count where they touch.",
        Naming = Naming.Kin,
        Replaces = ["of", "within"]
    )]
    public List<string> Touching { get; set; } = [];

    [Key(
        "of",
        "Types or groups whose live cells count within the distance.",
        Naming = Naming.Kin,
        Replaces = ["touching"]
    )]
    public List<string> Of { get; set; } = [];

    [Key(
        "within",
        "Largest distance between centers; without it cells must touch.",
        Measure = Measure.Length,
        Span = Span.Positive,
        Replaces = ["touching"]
    )]
    public Quantity? Within { get; set; }

    [Key("units", "The unit of the signal, where the expression alone does not tell.")]
    public string? Units { get; set; }

    [Key("about", "What the signal means; free text.")]
    public string? About { get; set; }

    public static implicit operator SignalSpec(string formula) => new() { Formula = formula };
}
