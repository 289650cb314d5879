// How one part of a model acts on another.
namespace Milieu.Model;

/// <summary>What stands behind an arrow.</summary>
internal enum BondKind
{
    /// <summary>A type gives off a substrate.</summary>
    Gives,

    /// <summary>A substrate moves a behavior of a type.</summary>
    Moves,

    /// <summary>Cells of a type, near or touching, move a behavior of another.</summary>
    Touches,

    /// <summary>A type attacks another, or eats it alive.</summary>
    Attacks,

    /// <summary>A type becomes another.</summary>
    Becomes,
}

/// <summary>Whether behaviors are raised or lowered: flags, so that both together are both.</summary>
[Flags]
internal enum BondSign
{
    /// <summary>By a formula alone, or none of the two.</summary>
    Open = 0,
    Raises = 1,
    Lowers = 2,
}

/// <param name="From">A type, or of <see cref="BondKind.Moves"/> a substrate.</param>
/// <param name="To">A type, or of <see cref="BondKind.Gives"/> a substrate.</param>
/// <param name="What">The behaviors, in words.</param>
internal sealed record Bond(BondKind Kind, int From, int To, BondSign Sign, IReadOnlyList<string> What);
