// The cells of tick 0.
namespace Milieu.Engine;

/// <summary>Places the initial cells, draws their initial distributions, numbers and sorts them.</summary>
public sealed class Founding(StepContext context)
{
    public void Run() => _ = context;
}
