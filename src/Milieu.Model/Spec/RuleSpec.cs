// One rule as an author writes it.
namespace Milieu.Model;

/// <summary>A sentence, and where its numbers come from.</summary>
public sealed class RuleSpec
{
    private static readonly char[] Between = [' ', ',', ';'];

    [Key("rule", "The sentence.", IsShort = true)]
    public string? Text { get; set; }

    [Key("id", "A name of the rule within its type: a later file that says it again replaces it.")]
    public string? Id { get; set; }

    [Key("source", "Keys of sources, between spaces.")]
    public string? Source { get; set; }

    /// <summary>The keys in <see cref="Source"/>, in order.</summary>
    public IReadOnlyList<string> SourceKeys => Source?.Split(Between, StringSplitOptions.RemoveEmptyEntries) ?? [];

    [Key("assumed", "Which of its numbers are assumed, in words; or all.")]
    public string? Assumed { get; set; }

    [Key("note", "Free text.")]
    public string? Note { get; set; }

    public static implicit operator RuleSpec(string text) => new() { Text = text };
}
