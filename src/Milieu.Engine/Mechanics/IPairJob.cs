// The forces of pairs: the seam between plain loops and wide ones.
namespace Milieu.Engine;

/// <summary>Velocity and pressure of rows from their neighbors, and whom they touch.</summary>
internal interface IPairJob : IRangeJob
{
    /// <summary>Contacts are counted too; else they stay as they were.</summary>
    bool CountsContacts { get; set; }
}
