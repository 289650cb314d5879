// A moment of Milieu.
using Milieu.Engine;

namespace Milieu.Equivalence;

internal static class OurMoment
{
    public static Moment Of(CompiledModel model, Tissue tissue, double minutes)
    {
        var cells = tissue.Cells;
        var links = new int[cells.Count];
        for (var k = 0; k < tissue.Links.Count; k++)
        {
            links[tissue.Links.A[k]]++;
            links[tissue.Links.B[k]]++;
        }
        var states = new CellStates(model, cells);
        var behaviors = new BehaviorReader(model, cells);
        var rows = Enumerable.Range(0, cells.Count).Where(r => !cells.Is(r, CellFlags.Tombstone)).ToList();
        return new Moment(
            minutes,
            [.. model.Types.Select(t => t.Name)],
            [.. rows.Select(r => View(model, cells, r, states.Of(r), behaviors, links[r]))],
            [.. tissue.Fields.Select((f, s) => View(f, rows.Sum(r => cells.InternalizedOf(s)?[r] ?? 0)))]
        );
    }

    private static CellView View(
        CompiledModel model,
        Cells cells,
        int row,
        CellState state,
        BehaviorReader behaviors,
        int links
    ) =>
        new(
            model.Types[cells.Type[row]].Name,
            state,
            cells.X[row],
            cells.Y[row],
            cells.Z[row],
            cells.Volume(row),
            cells.Pressure[row],
            behaviors[row, model.Behaviors.Speed],
            cells.Damage?[row] ?? 0,
            cells.AttackTime?[row] ?? 0,
            cells.AttackTarget?[row] >= 0,
            links
        );

    private static SubstrateView View(Field field, double internalized)
    {
        var (sum, min, max) = (0.0, double.PositiveInfinity, double.NegativeInfinity);
        for (var voxel = 0; voxel < field.Grid.Voxels; voxel++)
        {
            var density = field[field.OffsetOfVoxel(voxel)];
            sum += density;
            min = Math.Min(min, density);
            max = Math.Max(max, density);
        }
        var volume = field.Grid.Dx * field.Grid.Dy * field.Grid.Dz;
        return new SubstrateView(field.Substrate.Name, sum / field.Grid.Voxels, min, max, sum * volume, internalized);
    }
}
