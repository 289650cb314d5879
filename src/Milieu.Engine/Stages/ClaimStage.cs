// What each actor wants of its neighbors, written in its own row.
namespace Milieu.Engine;

/// <summary>What each actor wants of its neighbors, written in its own row.</summary>
public sealed class ClaimStage(StepContext context) : IStage
{
    public void Run() => _ = context;
}
