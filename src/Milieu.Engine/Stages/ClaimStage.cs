// What each actor wants of its neighbors, written in its own row.
namespace Milieu.Engine;

/// <summary>Draws each cell's earliest ingestion, fusion and attack, and its offers of links.</summary>
public sealed class ClaimStage(StepContext context) : IStage, IDisposable
{
    private readonly Neighbors _neighbors = new(context);
    private ClaimRows? _rows;

    public void Run()
    {
        if (!context.Claims.Any)
            return;
        context.Claims.Proposals.Clear();
        context.Claims.FindHeld(context.Cells);
        _rows ??= new ClaimRows(context, _neighbors);
        _rows.Prepare();
        _neighbors.Share(_rows);
    }

    public void Dispose() => _neighbors.Dispose();
}
