// Each cell's own row: transform, sense, rules, volume, integrity, death, cycle.
namespace Milieu.Engine;

/// <summary>Each cell's own row: transform, sense, rules, volume, integrity, death, cycle.</summary>
public sealed class PhenotypeStage(StepContext context) : IStage
{
    private readonly PhenotypeJob _job = new(context);

    public void Run()
    {
        context.Pool.Run(_job, context.Cells.Count);
        context.Tissue.Body?.Feel();
    }
}
