// Live cells that leave the tissue for the lymph.
namespace Milieu.Engine;

/// <summary>Draws who leaves, and lets go of all that held a leaver.</summary>
/// <remarks>A live cell leaves in a step with probability 1 - exp(-k dt), k its rate, 1/min (docs/science/doors.md).</remarks>
internal sealed class Leaving
{
    private readonly Cells _cells;
    private readonly Chance _chance;
    private readonly BehaviorValues _rate;
    private readonly double _dt;

    public Leaving(CompiledModel model, Cells cells, Chance chance)
    {
        (_cells, _chance) = (cells, chance);
        _rate = new BehaviorValues(model, cells, model.Behaviors.Leave);
        _dt = model.Timing.PhenotypeMinutes;
        Any = cells.Layout.HasLeaving;
    }

    /// <summary>False where no cell of the model ever leaves.</summary>
    public bool Any { get; }

    /// <summary>Whether a live row leaves in this phenotype step.</summary>
    public bool Try(int row, uint tick) =>
        _rate.At(row) is > 0 and var rate
        && _chance.Uniform(_cells.Lineage[row], tick, Purpose.Leave) < 1 - ExactMath.Exp(-rate * _dt);

    /// <summary>Counts the leavers by type and ends the attacks that they make or suffer; their links go with their rows.</summary>
    public void Release(Tissue tissue)
    {
        var ended = 0;
        for (var row = 0; row < _cells.Count; row++)
        {
            if (Leaves(row))
                tissue.ByType.Add(TypeEvent.Left, _cells.Type[row]);
            if (_cells.AttackTarget is not { } target || target[row] < 0)
                continue;
            if (!Leaves(row) && !Leaves(target[row]))
                continue;
            target[row] = -1;
            ended++;
        }
        tissue.Tally.Add(EventKind.AttackEnd, ended);
    }

    private bool Leaves(int row) => (_cells.Fate[row] & (byte)Fate.Leave) != 0;
}
