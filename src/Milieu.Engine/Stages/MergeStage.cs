// Ingestion, fusion and links between rows that won each other.
namespace Milieu.Engine;

/// <summary>Ingestion, fusion and links between rows that won each other.</summary>
public sealed class MergeStage(StepContext context) : IStage
{
    public void Run() => _ = context;
}
