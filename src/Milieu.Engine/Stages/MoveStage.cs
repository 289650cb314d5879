// Adams-Bashforth step of the positions.
namespace Milieu.Engine;

/// <summary>Moves every row by its velocity and keeps the account of how far rows are from where they were sorted.</summary>
public sealed class MoveStage(StepContext context) : IStage
{
    private readonly MoveRows _move = new(context.Model, context.Cells, context.Pool.Workers);

    public void Run()
    {
        _move.Reset();
        context.Pool.Run(_move, context.Cells.Count);
        context.Tissue.Displacement += Math.Sqrt(_move.FarthestSquare());
        context.Tissue.Tally.Add(EventKind.Escape, _move.Escaped());
    }
}
