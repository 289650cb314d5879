// What may happen to a cell all at once, as an author writes it.
namespace Milieu.Model;

/// <summary>An event of a type: when it may happen, how likely, and what it changes.</summary>
public sealed class EventSpec : NotedSpec
{
    [Key(
        "at",
        "When it is asked: each phenotype step of a live cell (step, the default), or of both cells of a division.",
        Naming = Naming.Word,
        Words = ["step", "division"]
    )]
    public string? At { get; set; }

    [Key("when", "A condition over signals: it happens only where that holds.")]
    public string? When { get; set; }

    [Key("chance", "An expression for the probability each time it may happen (default 1).", Replaces = ["rate"])]
    public string? Probability { get; set; }

    [Key("rate", "An expression for its rate, in place of chance.", Replaces = ["chance"])]
    public string? Rate { get; set; }

    [Key("set", "New values of custom variables: expressions, which may draw uniform and normal.")]
    public OrderedDictionary<string, string> Set { get; } = [];

    [Key("dies", "The cell dies.", Naming = Naming.Word, Words = ["apoptosis", "necrosis"])]
    public string? Dies { get; set; }

    [Key("becomes", "The type that the cell becomes.", Naming = Naming.CellType)]
    public string? Becomes { get; set; }

    [Key("divides", "The cell divides, whatever its cycle says (default false).")]
    public bool? Divides { get; set; }
}
