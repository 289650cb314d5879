// What a caller decides about reading a PhysiCell project.
namespace Milieu.PhysiCell;

/// <summary>How a project is read.</summary>
public sealed record ReadingChoices
{
    /// <summary>Milieu's integrators and time steps, in place of PhysiCell's.</summary>
    public bool Native { get; init; }

    /// <summary>Types with an intracellular model run without it, with a warning; else they are an error.</summary>
    public bool IgnoreIntracellular { get; init; }

    /// <summary>The name of the model; null to take the name of the project's folder, or of its file.</summary>
    public string? Name { get; init; }
}
