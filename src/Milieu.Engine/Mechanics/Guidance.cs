// Where fibers lead a cell that wants to crawl.
namespace Milieu.Engine;

/// <summary>Takes from a wanted direction a part of what lies across the fibers of the cell's voxel.</summary>
/// <remarks>d = d_par + d_perp along and across f; u = d_par + (1 - s a) b d_perp, b the barrier's factor where a is above its
/// limit and 1 elsewhere. The caller gives u the length of its step.</remarks>
internal sealed class Guidance
{
    private readonly Cells _cells;
    private readonly StructureFields _matrix;
    private readonly FiberHabit?[] _habits;

    private Guidance(CompiledModel model, Tissue tissue)
    {
        _cells = tissue.Cells;
        _matrix = tissue.Matrix;
        _habits = [.. model.Types.Select(t => t.Fibers is { } h && IsGuided(h) ? h : null)];
    }

    /// <summary>Null where no type follows fibers.</summary>
    public static Guidance? Of(CompiledModel model, Tissue tissue) =>
        tissue.Matrix.Anisotropy is not null && model.Types.Any(t => t.Fibers is { } h && IsGuided(h))
            ? new Guidance(model, tissue)
            : null;

    public void Lead(int row, ref double x, ref double y, ref double z)
    {
        if (_habits[_cells.Type[row]] is not { } habit)
            return;
        var anisotropy = _matrix.Anisotropy!;
        var at = anisotropy.OffsetAt(_cells.X[row], _cells.Y[row], _cells.Z[row]);
        var a = anisotropy.Values[at];
        var across = 1 - (habit.Guidance * a);
        if (a > habit.BarrierAbove)
            across *= habit.BarrierFactor;
        var (fx, fy, fz) = (
            _matrix.Directions[0].Values[at],
            _matrix.Directions[1].Values[at],
            _matrix.Directions[2].Values[at]
        );
        var along = (1 - across) * ((x * fx) + (y * fy) + (z * fz));
        x = (across * x) + (along * fx);
        y = (across * y) + (along * fy);
        z = (across * z) + (along * fz);
    }

    private static bool IsGuided(FiberHabit habit) => habit.Guidance > 0 || double.IsFinite(habit.BarrierAbove);
}
