// Boundary changes and arrivals that are due at this tick.
namespace Milieu.Engine;

/// <summary>Boundary changes and arrivals that are due at this tick.</summary>
public sealed class ScheduleStage(StepContext context) : IStage
{
    public void Run() => _ = context;
}
