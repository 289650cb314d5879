// Phases of the cycle and of death: when a cell leaves one, and what entering the next does.
namespace Milieu.Engine;

/// <summary>Advances every row through its type's cycle, or through its model of death.</summary>
internal sealed class PhaseClock(CompiledModel model, Cells cells, BehaviorReader read, Chance chance)
{
    /// <summary>The rupture volume of a cell that has burst: it will not burst again.</summary>
    public const double BurstRupture = 9e99;

    private readonly double _tickMinutes = model.Timing.TickMinutes;
    private readonly int _period = model.Timing.PhenotypePeriod;
    private readonly double _dt = model.Timing.PhenotypeMinutes;

    /// <summary>The graph that a row is in.</summary>
    public PhaseGraph GraphOf(int row)
    {
        var type = model.Types[cells.Type[row]];
        var flags = (CellFlags)cells.Flags[row];
        if ((flags & CellFlags.Dead) == CellFlags.None)
            return type.Cycle;
        return type.Deaths[(flags & CellFlags.Necrosis) != CellFlags.None ? 1 : 0].Graph;
    }

    /// <summary>One phenotype step: at most one link fires, in the order of the links.</summary>
    /// <returns>What Commit must do with the row.</returns>
    /// <remarks>Fixed links: elapsed > 1/rate - dt/2; others: u &lt; rate dt. See docs/science/cycle-and-death.md.</remarks>
    public Fate Advance(int row, uint tick)
    {
        var graph = GraphOf(row);
        var index = cells.Phase[row];
        var phase = graph.Phases[index];
        var ticks = cells.PhaseTicks[row] + _period;
        cells.PhaseTicks[row] = ticks;
        for (var k = 0; k < phase.Links.Length; k++)
        {
            var link = phase.Links[k];
            if (link.WaitsForRupture && cells.Volume(row) < cells.RuptureVolume[row])
                continue;
            if (Leaves(row, index, k, link, ticks * _tickMinutes, tick))
                return Cross(row, phase, graph.Phases[link.To], link.To);
        }
        return Fate.None;
    }

    /// <summary>A live row divides out of turn: it leaves the phase of its cycle at whose end it would have.</summary>
    /// <remarks>Targets are at least twice the type's own then, so that daughters grow to their mother's size.</remarks>
    public Fate Divide(int row)
    {
        var type = model.Types[cells.Type[row]];
        foreach (var phase in type.Cycle.Phases)
            if (phase.DividesAtExit && !phase.Links.IsEmpty)
            {
                Cross(row, phase, type.Cycle.Phases[phase.Links[0].To], phase.Links[0].To);
                break;
            }
        cells.NuclearSolidTarget[row] = Math.Max(cells.NuclearSolidTarget[row], 2 * type.Volume.NuclearSolid);
        return Fate.Divide;
    }

    private bool Leaves(int row, int phase, int k, PhaseLink link, double elapsed, uint tick)
    {
        var rate = link.Rate;
        if (k == 0 && phase < BehaviorIndex.PhaseExits && (cells.Flags[row] & (byte)CellFlags.Dead) == 0)
            rate = read[row, model.Behaviors.PhaseExit(phase)];
        if (!(rate > 0))
            return false;
        if (link.IsFixed)
            return elapsed > (1 / rate) - (0.5 * _dt);
        return chance.Uniform(cells.Lineage[row], tick, Purpose.PhaseExit, k) < rate * _dt;
    }

    private Fate Cross(int row, Phase from, Phase to, int index)
    {
        if (from.RemovesAtExit)
            return Fate.Remove;
        cells.Phase[row] = (byte)index;
        cells.PhaseTicks[row] = 0;
        if (to.DoublesTargets)
            cells.NuclearSolidTarget[row] *= 2;
        if (to.Lyses)
        {
            cells.Flags[row] |= (byte)CellFlags.Lysed;
            cells.RuptureVolume[row] = BurstRupture;
        }
        return from.DividesAtExit ? Fate.Divide : Fate.None;
    }
}
