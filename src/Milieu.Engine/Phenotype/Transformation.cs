// Becoming another type.
namespace Milieu.Engine;

/// <summary>Draws transformations and turns rows into cells of another type.</summary>
internal sealed class Transformation
{
    private readonly CompiledModel _model;
    private readonly Cells _cells;
    private readonly BehaviorReader _read;
    private readonly Chance _chance;
    private readonly double _dt;
    private readonly (int Behavior, Column<double> Column)[] _overwritten;
    private readonly bool[] _canTransform;

    public Transformation(CompiledModel model, Cells cells, BehaviorReader read, Chance chance)
    {
        (_model, _cells, _read, _chance) = (model, cells, read, chance);
        _dt = model.Timing.PhenotypeMinutes;
        var b = model.Behaviors;
        _overwritten =
        [
            .. Enumerable
                .Range(0, b.Count)
                .Where(i => i < b.Custom(0) || !model.Customs[i - b.Custom(0)].IsKept)
                .Where(i => cells.ColumnOf(i) is not null)
                .Select(i => (i, cells.ColumnOf(i)!)),
        ];
        _canTransform = [.. Enumerable.Range(0, b.Types).Select(t => CellLayout.CanHappen(model, [b.Transform(t)]))];
    }

    /// <summary>Tries every other type in order; the first with u &lt; rate dt is taken.</summary>
    /// <returns>True when the row changed its type.</returns>
    public bool Try(int row, uint tick)
    {
        var own = _cells.Type[row];
        for (var type = 0; type < _canTransform.Length; type++)
        {
            if (type == own || !_canTransform[type])
                continue;
            var rate = _read[row, _model.Behaviors.Transform(type)];
            if (rate > 0 && _chance.Uniform(_cells.Lineage[row], tick, Purpose.Transform, type) < rate * _dt)
            {
                Convert(row, type);
                return true;
            }
        }
        return false;
    }

    /// <summary>
    /// The row takes all of the type but keeps its volumes and their rates, position, lineage, internalized amounts,
    /// variables that are kept, the time that it was attacked, and its links.
    /// </summary>
    public void Convert(int row, int type)
    {
        var target = _model.Types[type];
        _cells.Type[row] = (ushort)type;
        _cells.NuclearSolidTarget[row] = target.Volume.NuclearSolid;
        _cells.Phase[row] = 0;
        _cells.PhaseTicks[row] = 0;
        foreach (var (behavior, column) in _overwritten)
            column[row] = _read.Constant(type, behavior);
        if (_cells.MotilityX is not null)
            (_cells.MotilityX[row], _cells.MotilityY![row], _cells.MotilityZ![row]) = (0, 0, 0);
        if (_cells.Damage is not null)
            (_cells.Damage[row], _cells.DamageDelivered![row], _cells.AttackTarget![row]) = (0, 0, -1);
    }

    /// <summary>Links of attacks whose attacker has taken another type stay, as plain springs.</summary>
    public static void KeepAsSprings(Tissue tissue)
    {
        if (tissue.Cells.AttackTarget is not { } target)
            return;
        var links = tissue.Links;
        for (var k = 0; k < links.Count; k++)
        {
            var (low, high) = (links.A[k], links.B[k]);
            var kind = (LinkKind)links.Kind[k];
            var held = kind;
            if (target[low] != high)
                held &= ~LinkKind.LowAttacks;
            if (target[high] != low)
                held &= ~LinkKind.HighAttacks;
            if (held != kind)
                links.Kind[k] = (byte)(held | LinkKind.Spring);
        }
    }
}
