// What an author may say about anything that has numbers.
namespace Milieu.Model;

/// <summary>A part of a model that tells what it is and where its numbers come from.</summary>
public abstract class NotedSpec
{
    [Key("about", "What it is; free text.")]
    public string? About { get; set; }

    [Key("source", "Where its numbers come from: keys, DOI or PMID.")]
    public string? Source { get; set; }

    [Key("assumed", "Which of its numbers are assumed, in words; or all.")]
    public string? Assumed { get; set; }
}
