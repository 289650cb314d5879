// What a cell is when it first appears: founders and arrivals alike.
namespace Milieu.Engine;

/// <summary>Fills a fresh row with its type's own values.</summary>
internal sealed class RowMaker(StepContext context)
{
    private readonly BehaviorIndex _behaviors = context.Model.Behaviors;

    /// <summary>Everything but position and id.</summary>
    public void Make(int row, int type, ulong lineage)
    {
        var cells = context.Cells;
        var volume = context.Model.Types[type].Volume;
        cells.Type[row] = (ushort)type;
        cells.VolumeType[row] = (ushort)type;
        cells.Lineage[row] = lineage;
        cells.Fluid[row] = volume.FluidFraction * volume.Total;
        cells.NuclearFluid[row] = volume.FluidFraction * volume.Nuclear;
        cells.NuclearSolid[row] = volume.NuclearSolid;
        cells.CytoplasmicSolid[row] = volume.CytoplasmicSolid;
        cells.NuclearSolidTarget[row] = volume.NuclearSolid;
        cells.RuptureVolume[row] = volume.RelativeRupture * volume.Total;
        cells.Calcified[row] = volume.CalcifiedFraction;
        cells.Radius[row] = CellGeometry.Radius(cells.Volume(row));
        for (var behavior = 0; behavior < _behaviors.Count; behavior++)
            if (cells.ColumnOf(behavior) is { } column)
                column[row] = context.Model.Types[type].Constants[behavior];
        if (cells.AttackTarget is not null)
            cells.AttackTarget[row] = -1;
        if (cells.Nuclei is not null)
            cells.Nuclei[row] = 1;
        Orient(row, lineage);
    }

    /// <summary>Gives the row a total volume: its compartments, targets and rupture volume scale with it.</summary>
    public void SetVolume(int row, double volume)
    {
        var cells = context.Cells;
        ScaleVolumes(cells, row, volume / cells.Volume(row));
        cells.Radius[row] = CellGeometry.Radius(volume);
    }

    /// <summary>Multiplies the compartments, the target and the rupture volume.</summary>
    public static void ScaleVolumes(Cells cells, int row, double ratio)
    {
        cells.Fluid[row] *= ratio;
        cells.NuclearFluid[row] *= ratio;
        cells.NuclearSolid[row] *= ratio;
        cells.CytoplasmicSolid[row] *= ratio;
        cells.NuclearSolidTarget[row] *= ratio;
        cells.RuptureVolume[row] *= ratio;
    }

    /// <summary>A random axis, uniform on the sphere, in 3-D.</summary>
    public void Orient(int row, ulong lineage)
    {
        var cells = context.Cells;
        if (cells.OrientationX is null)
            return;
        var (u, v) = context.Chance.Pair(lineage, context.Tick, Purpose.PlaceOrientation);
        var (x, y, z) = Sphere.Point(u, v);
        (cells.OrientationX[row], cells.OrientationY![row], cells.OrientationZ![row]) = ((float)x, (float)y, (float)z);
    }
}
