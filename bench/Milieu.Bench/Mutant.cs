// One change that Stryker made to the code, and what the tests did about it.
namespace Milieu.Bench;

/// <summary>How a mutant ended.</summary>
internal enum MutantEnd
{
    /// <summary>A test failed: the suite sees this change.</summary>
    Killed,

    /// <summary>The tests did not come to an end in several times their usual span: seen too.</summary>
    TimedOut,

    /// <summary>Every test that runs this line passed.</summary>
    Survived,

    /// <summary>No test runs this line.</summary>
    NotCovered,
}

/// <summary>A mutant: where it is, what it puts there, and how it ended.</summary>
/// <param name="Id">The number by which the mutated assembly switches it on.</param>
/// <param name="File">Path below the project's folder.</param>
/// <param name="Line">Line of the source, counted from 1.</param>
/// <param name="Column">Column of that line, counted from 1.</param>
/// <param name="Kind">Stryker's name of the change.</param>
/// <param name="Original">The text that it replaces, on one line.</param>
/// <param name="Replacement">The text in its place, on one line.</param>
internal sealed record Mutant(
    int Id,
    string File,
    int Line,
    int Column,
    string Kind,
    string Original,
    string Replacement
)
{
    public MutantEnd End { get; set; }

    /// <summary>What stays the same from one making of the mutants to the next while the source stays as it is.</summary>
    public string Key => $"{File}:{Line}:{Column} [{Kind}] {Original} -> {Replacement}";

    public bool Seen => End is MutantEnd.Killed or MutantEnd.TimedOut;

    /// <summary>The test class whose run ended it; empty for a survivor.</summary>
    public string Killer { get; set; } = "";
}
