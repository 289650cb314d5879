// Where numbers come from, as an author writes it.
namespace Milieu.Model;

/// <summary>One source under its key.</summary>
public sealed class SourceSpec
{
    [Key("citation", "Who said it, where and when.", IsShort = true)]
    public string? Citation { get; set; }

    [Key("identifier", "DOI, PMID or the like.")]
    public string? Identifier { get; set; }

    [Key("taken", "What was taken from it.")]
    public string? Taken { get; set; }

    [Key("read", "How far it was read.")]
    public string? Read { get; set; }
}
