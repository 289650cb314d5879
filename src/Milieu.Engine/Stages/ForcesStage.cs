// Pair forces, springs, motility, walls.
namespace Milieu.Engine;

/// <summary>Velocity, pressure and contacts of every row.</summary>
public sealed class ForcesStage(StepContext context) : IStage
{
    public void Run() => _ = context;

    /// <summary>Pressure and contacts only, before tick 0.</summary>
    public void Prime() => _ = context;
}
