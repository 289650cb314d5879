// Each cell's own row: transform, sense, rules, volume, integrity, death, cycle.
namespace Milieu.Engine;

/// <summary>Each cell's own row: transform, sense, rules, volume, integrity, death, cycle.</summary>
public sealed class PhenotypeStage(StepContext context) : IStage
{
    public void Run() => _ = context;
}
