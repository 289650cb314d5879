// What a study expects, as arithmetic over measures of arms.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Studies;

/// <summary>One number a seed: a measure in an arm, or what a factor does to it.</summary>
/// <param name="AtMinutes">Null: the last value of the run.</param>
public sealed record Term(string Measure, string Arm, double? AtMinutes)
{
    /// <summary>The effect of a factor in place of the value of an arm; then the arm is empty.</summary>
    public FactorEffect? Effect { get; init; }
}

/// <summary>How inequalities are judged.</summary>
public enum ExpectationTest
{
    /// <summary>One-sided sign-flip test over seeds, p below the level.</summary>
    PairedSignFlip = 0,

    /// <summary>The median over seeds alone.</summary>
    Median = 1,
}

/// <summary>One inequality or one band. Formulas read the values of <see cref="Terms"/> at one seed.</summary>
/// <param name="Text">As written; of a chain, the two neighbors.</param>
/// <param name="Left">The side that should be larger, or that should lie in the band.</param>
/// <param name="Right">The side that should be smaller; null for a band.</param>
/// <param name="Factor">Where the smaller side is a number times one term: that number, so that the effect is the bare ratio.</param>
/// <param name="Low">Lower end of the band.</param>
/// <param name="High">Upper end of the band.</param>
public sealed record Comparison(
    string Text,
    ImmutableArray<Term> Terms,
    Formula Left,
    Formula? Right,
    double Factor,
    double Low,
    double High
)
{
    /// <summary>Equal sides are enough (>= and &lt;=), where the median alone judges.</summary>
    public bool AllowsEqual { get; init; }

    /// <summary>Left and right name different arms: common seeds pair them.</summary>
    public bool IsBetweenArms { get; init; }
}

/// <summary>A sentence of the study, as one comparison or a chain of them.</summary>
public sealed record Expectation(
    string Say,
    ExpectationTest Test,
    double Level,
    string About,
    ImmutableArray<Comparison> Comparisons
);
