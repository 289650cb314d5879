// Custom variables as an author writes them.
namespace Milieu.Model;

/// <summary>A variable of each cell that rules read and write as <c>custom:NAME</c>.</summary>
public sealed class CustomSpec
{
    [Key(
        "value",
        "Value at birth of the type, or of every type where declared for the model.",
        IsShort = true,
        Measure = Measure.Custom,
        Span = Span.Any
    )]
    public Quantity? Value { get; set; }

    [Key("conserved", "Halved at division, added at ingestion, kept through transformation (default false).")]
    public bool? Conserved { get; set; }

    [Key("heritable", "Kept through division and transformation; no rule may write it (default false).")]
    public bool? Heritable { get; set; }

    [Key(
        "drift",
        "Standard deviation of what each daughter gains or loses at division, of a heritable variable.",
        Measure = Measure.Custom
    )]
    public Quantity? Drift { get; set; }

    [Key("kept", "Kept through transformation (default false).")]
    public bool? Kept { get; set; }

    [Key(
        "relaxation",
        "Rate at which it nears what rules say, or the type's own value where none does; without it it is that at once.",
        Measure = Measure.Rate,
        Span = Span.Positive
    )]
    public Quantity? Relaxation { get; set; }

    [Key("change", "An expression for its change per time, in its own unit: d/dt of the variable.")]
    public string? Change { get; set; }

    [Key("change in dead", "The change goes on in dead cells (default false).")]
    public bool? ChangeInDead { get; set; }

    [Key("min", "What drift and change keep above.", Measure = Measure.Custom, Span = Span.Any)]
    public Quantity? Least { get; set; }

    [Key("max", "What drift and change keep below.", Measure = Measure.Custom, Span = Span.Any)]
    public Quantity? Most { get; set; }

    public static implicit operator CustomSpec(string value) => new() { Value = value };
}
