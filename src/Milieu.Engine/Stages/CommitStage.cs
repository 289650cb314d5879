// The only stage that adds, removes or moves rows.
namespace Milieu.Engine;

/// <summary>Carries out the fates of the phenotype, lets cells in by doors, sweeps tombstones and keeps rows in canonical order.</summary>
public sealed class CommitStage(StepContext context) : IStage
{
    private readonly Division _division = new(context);
    private readonly Doors? _doors = context.Cells.Layout.HasDoors ? new Doors(context) : null;
    private readonly Leaving? _leaving = context.Cells.Layout.HasLeaving
        ? new Leaving(context.Model, context.Cells, context.Chance)
        : null;

    public void Run()
    {
        if (context.Tissue.Tick % context.Model.Timing.PhenotypePeriod == 0)
        {
            Transformation.KeepAsSprings(context.Tissue);
            context.Sorter.ReachChanged();
            _leaving?.Release(context.Tissue);
            _doors?.Open();
        }
        var (dividing, removed) = CountFates();
        if (dividing > 0)
            _division.Run(dividing);
        if (removed > 0)
            context.Tissue.SortDue = true;
        context.Tissue.Tally.Add(EventKind.Removal, removed);
        if (context.Sorter.IsDue())
            context.Sorter.Sort();
    }

    private (int Dividing, int Removed) CountFates()
    {
        var (dividing, removed) = (0, 0);
        var fates = context.Cells.Fate.Span(context.Cells.Count);
        for (var next = fates.IndexOfAnyExcept((byte)0); next >= 0; next = fates.IndexOfAnyExcept((byte)0))
        {
            if ((fates[next] & (byte)Fate.Divide) != 0)
                dividing++;
            if ((fates[next] & (byte)Fate.Remove) != 0)
                removed++;
            fates = fates[(next + 1)..];
        }
        return (dividing, removed);
    }
}
