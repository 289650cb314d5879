// The flags of a cell, and what becomes of it.
namespace Milieu.Engine;

/// <summary>One byte of state per cell.</summary>
[Flags]
public enum CellFlags
{
    None = 0,
    Dead = 1,

    /// <summary>With <see cref="Dead"/>: died by necrosis (else apoptosis).</summary>
    Necrosis = 2,

    /// <summary>Ingested or fused away; swept at the next Commit, ignored by everything else.</summary>
    Tombstone = 4,

    /// <summary>Left the domain (PhysiCell mode): frozen and without exchange.</summary>
    Escaped = 8,

    /// <summary>No cell of the tissue stands in the row.</summary>
    Absent = Tombstone | Escaped,

    /// <summary>The cell has burst (lysis).</summary>
    Lysed = 16,

    /// <summary>A piece of vessel through which blood enters or leaves the tissue.</summary>
    Inlet = 32,
}

/// <summary>What the phenotype stage decided for Commit; scratch within a tick.</summary>
[Flags]
public enum Fate
{
    None = 0,
    Divide = 1,
    Remove = 2,

    /// <summary>With <see cref="Remove"/>: the live cell goes to the lymph.</summary>
    Leave = 4,
}
