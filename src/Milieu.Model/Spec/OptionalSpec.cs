// Names of other modules, as an author writes them.
namespace Milieu.Model;

/// <summary>Names that may be absent. What is said about one that is absent is left out.</summary>
public sealed class OptionalSpec
{
    [Key("cells", "Cell types.")]
    public List<string> Cells { get; set; } = [];

    [Key("substrates", "Substrates.")]
    public List<string> Substrates { get; set; } = [];

    [Key("structures", "Structures, and fibers.")]
    public List<string> Structures { get; set; } = [];

    [Key("signals", "Signals of the model's own.")]
    public List<string> Signals { get; set; } = [];

    [Key("custom", "Custom variables.")]
    public List<string> Custom { get; set; } = [];

    [Key("species", "Species of the body.")]
    public List<string> Species { get; set; } = [];
}
