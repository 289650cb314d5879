// Adams-Bashforth step of the positions.
namespace Milieu.Engine;

/// <summary>Adams-Bashforth step of the positions.</summary>
public sealed class MoveStage(StepContext context) : IStage
{
    public void Run() => _ = context;
}
