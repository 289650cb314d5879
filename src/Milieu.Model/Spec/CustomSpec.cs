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

    public static implicit operator CustomSpec(string value) => new() { Value = value };
}
