// The only stage that adds, removes or moves rows.
namespace Milieu.Engine;

/// <summary>The only stage that adds, removes or moves rows.</summary>
public sealed class CommitStage(StepContext context) : IStage
{
    public void Run() => _ = context;
}
