// What each row accepts, and the damage it takes.
namespace Milieu.Engine;

/// <summary>What each row accepts, and the damage it takes.</summary>
public sealed class SettleStage(StepContext context) : IStage
{
    public void Run() => _ = context;
}
