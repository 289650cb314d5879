// Advances one substrate: the seam between integrators.
namespace Milieu.Engine;

/// <summary>Carries one field, and its cells' internalized amounts, through a window of equal steps.</summary>
internal abstract class FieldSolver
{
    /// <summary>Advances the field while no cell moves or changes. The table of voxels is up to date.</summary>
    public abstract void Advance(int steps);
}
