// Death: when it comes, and what it changes at once.
namespace Milieu.Engine;

/// <summary>Draws death for live rows and turns a row into a dying cell.</summary>
internal sealed class Dying
{
    private readonly CompiledModel _model;
    private readonly Cells _cells;
    private readonly BehaviorReader _read;
    private readonly Chance _chance;
    private readonly double _dt;
    private readonly (Column<double> Column, double Factor)[] _exchange;

    public Dying(CompiledModel model, Cells cells, BehaviorReader read, Chance chance)
    {
        (_model, _cells, _read, _chance) = (model, cells, read, chance);
        _dt = model.Timing.PhenotypeMinutes;
        var b = model.Behaviors;
        _exchange =
        [
            .. Enumerable
                .Range(0, b.Count)
                .Select(i => (Column: cells.ColumnOf(i), Factor: BehaviorReader.AfterDeath(b, i)))
                .Where(e => e.Column is not null && e.Factor < 1)
                .Select(e => (e.Column!, e.Factor)),
        ];
    }

    /// <summary>Tries the models of death in order; the first with u &lt; rate dt takes the cell.</summary>
    /// <returns>True when the row died.</returns>
    public bool Try(int row, uint tick)
    {
        var models = _model.Types[_cells.Type[row]].Deaths.Length;
        for (var k = 0; k < models; k++)
        {
            var rate = _read[row, _model.Behaviors.Death(k)];
            if (rate > 0 && _chance.Uniform(_cells.Lineage[row], tick, Purpose.Death, k) < rate * _dt)
            {
                Die(row, k);
                return true;
            }
        }
        return false;
    }

    /// <summary>Enters the first phase of a model of death.</summary>
    /// <remarks>An attack that the cell was making ends at the next Settle, which also lets go of its target.</remarks>
    public void Die(int row, int model)
    {
        var death = _model.Types[_cells.Type[row]].Deaths[model];
        _cells.Flags[row] |= (byte)(model == 1 ? CellFlags.Dead | CellFlags.Necrosis : CellFlags.Dead);
        _cells.Phase[row] = 0;
        _cells.PhaseTicks[row] = 0;
        _cells.NuclearSolidTarget[row] = 0;
        _cells.RuptureVolume[row] = _cells.Volume(row) * death.RelativeRupture;
        foreach (var (column, factor) in _exchange)
            column[row] *= factor;
        if (_cells.MotilityX is not null)
            (_cells.MotilityX[row], _cells.MotilityY![row], _cells.MotilityZ![row]) = (0, 0, 0);
    }
}
