// The first blocks of the matrix of cells: who, where, in which phase, how large.
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>Identity, state, cycle, death, volume and geometry (contract 14.3), in order.</summary>
internal static class StateRows
{
    private const string Volume = "cubic microns";
    private const string Rate = "1/min";
    private const double Tiny = 1e-16;

    public static void Add(CellRows rows)
    {
        AddIdentity(rows);
        AddState(rows);
        AddCycle(rows);
        AddVolume(rows);
        AddGeometry(rows);
    }

    private static void AddIdentity(CellRows rows)
    {
        var (cells, is2D) = (rows.Cells, rows.Model.Grid.Is2D);
        rows.One("ID", "none", r => cells.Id[r]);
        rows.Three("position", "microns", r => (cells.X[r], cells.Y[r], cells.Z[r]));
        rows.One("total_volume", Volume, cells.Volume);
        rows.One("cell_type", "none", r => cells.Type[r]);
        rows.One("cycle_model", "none", r => rows.GraphOf(r).Code);
        rows.One("current_phase", "none", r => rows.GraphOf(r).Phases[cells.Phase[r]].Code);
        AddElapsed(rows);
        rows.One("nuclear_volume", Volume, r => Nuclear(cells, r));
        rows.One("cytoplasmic_volume", Volume, r => cells.Fluid[r] - cells.NuclearFluid[r] + cells.CytoplasmicSolid[r]);
        rows.One("fluid_fraction", "none", r => cells.Fluid[r] / (Tiny + cells.Volume(r)));
        rows.One("calcified_fraction", "none", r => cells.Calcified[r]);
        // A flat tissue divides in its plane: the axis of each cell is z, and it holds wholly.
        rows.Three(
            "orientation",
            "none",
            r =>
                cells.OrientationX is null
                    ? (0, 0, 1)
                    : (cells.OrientationX[r], cells.OrientationY![r], cells.OrientationZ![r])
        );
        rows.One("polarity", "none", _ => is2D ? 1 : 0);
    }

    private static void AddState(CellRows rows)
    {
        var cells = rows.Cells;
        // What pushes a cell is gathered within a step and used up by its end.
        rows.Three("velocity", "micron/min", _ => (0, 0, 0));
        rows.One("pressure", "none", r => cells.Pressure[r]);
        rows.OneOr("number_of_nuclei", "none", cells.Nuclei, n => n, 1);
        rows.OneOr("total_attack_time", "min", cells.AttackTime, t => t, 0);
        rows.One("contact_with_basement_membrane", "none", _ => 0);
    }

    private static void AddCycle(CellRows rows)
    {
        var b = rows.Model.Behaviors;
        rows.One("current_cycle_phase_exit_rate", Rate, r => ExitRate(rows, r));
        AddElapsed(rows);
        rows.One("dead", "none", r => rows.IsDead(r) ? 1 : 0);
        rows.One("current_death_model", "none", r => rows.DeathOf(r));
        rows.Behaviors("death_rates", Rate, rows.Model.Types.Select(t => t.Deaths.Length).FirstOrDefault(2), b.Death);
    }

    private static void AddVolume(CellRows rows)
    {
        var (model, cells) = (rows.Model, rows.Cells);
        rows.One("cytoplasmic_biomass_change_rate", Rate, r => Of(r, v => v.CytoplasmicRate, d => d.CytoplasmicRate));
        rows.One("nuclear_biomass_change_rate", Rate, r => Of(r, v => v.NuclearRate, d => d.NuclearRate));
        rows.One(
            "fluid_change_rate",
            Rate,
            r => Of(r, v => v.FluidRate, d => IsLysed(r) ? d.LysedFluidRate : d.UnlysedFluidRate)
        );
        rows.One("calcification_rate", Rate, r => Of(r, v => v.CalcificationRate, d => d.CalcificationRate));
        rows.One(
            "target_solid_cytoplasmic",
            Volume,
            r => rows.IsDead(r) ? 0 : Law(r).CytoplasmToNucleus * cells.NuclearSolidTarget[r]
        );
        rows.One("target_solid_nuclear", Volume, r => cells.NuclearSolidTarget[r]);
        rows.One(
            "target_fluid_fraction",
            "none",
            r =>
                !rows.IsDead(r) ? Law(r).FluidFraction
                : IsLysed(r) ? 0
                : Death(r).FluidTarget
        );
        bool IsLysed(int r) => cells.Is(r, CellFlags.Lysed);
        VolumeLaw Law(int r) => model.Types[cells.Type[r]].Volume;
        DeathModel Death(int r) => model.Types[cells.Type[r]].Deaths[rows.DeathOf(r)];
        // A cell keeps the rates of the type in which it was made; its targets follow its present type.
        double Of(int r, Func<VolumeLaw, double> live, Func<DeathModel, double> dead) =>
            rows.IsDead(r) ? dead(Death(r)) : live(model.Types[cells.VolumeType[r]].Volume);
    }

    private static void AddGeometry(CellRows rows)
    {
        var cells = rows.Cells;
        rows.One("radius", "microns", r => cells.Radius[r]);
        rows.One("nuclear_radius", "microns", r => CellGeometry.Radius(Nuclear(cells, r)));
        rows.One("surface_area", "square microns", r => 4 * Math.PI * cells.Radius[r] * cells.Radius[r]);
    }

    private static void AddElapsed(CellRows rows)
    {
        var minutes = rows.Model.Timing.TickMinutes;
        rows.One("elapsed_time_in_phase", "min", r => rows.Cells.PhaseTicks[r] * minutes);
    }

    private static double Nuclear(Cells cells, int row) => cells.NuclearFluid[row] + cells.NuclearSolid[row];

    // Rules and draws reach the first link of the first six phases of a cycle.
    private static double ExitRate(CellRows rows, int row)
    {
        var phase = rows.Cells.Phase[row];
        if (!rows.IsDead(row) && phase < BehaviorIndex.PhaseExits)
            return rows.Value(row, rows.Model.Behaviors.PhaseExit(phase));
        var links = rows.GraphOf(row).Phases[phase].Links;
        return links.IsEmpty ? 0 : links[0].Rate;
    }
}
