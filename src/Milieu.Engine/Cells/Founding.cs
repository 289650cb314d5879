// The cells of tick 0.
namespace Milieu.Engine;

/// <summary>Places the initial cells, draws their initial distributions, sorts and then numbers them.</summary>
public sealed class Founding(StepContext context)
{
    /// <exception cref="StartException">A placement does not fit into its region.</exception>
    public void Run()
    {
        var cells = context.Cells;
        var placer = new Placer(context);
        for (var k = 0; k < context.Model.Placements.Length; k++)
            if (context.Model.Placements[k].Tick == 0)
                placer.Place(k);
        // Cells of one bin keep the order of placement; then the ids follow the rows.
        Number(cells);
        context.Tissue.SortDue = true;
        context.Sorter.Sort();
        Number(cells);
        context.Tissue.NextId = (ulong)cells.Count;
    }

    private static void Number(Cells cells)
    {
        for (var row = 0; row < cells.Count; row++)
            cells.Id[row] = (ulong)row;
    }
}
