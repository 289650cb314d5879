// Cells that come later: infusions, seeding, extravasation by schedule.
namespace Milieu.Engine;

/// <summary>Appends the placements that are due at a tick above 0; Commit sorts them in.</summary>
internal sealed class Arrivals(StepContext context)
{
    private readonly Placer _placer = new(context);

    public void Run()
    {
        var tick = context.Tissue.Tick;
        if (tick == 0)
            return;
        var tissue = context.Tissue;
        for (var k = 0; k < context.Model.Placements.Length; k++)
        {
            if (context.Model.Placements[k].Tick != tick)
                continue;
            var first = tissue.Cells.Count;
            var count = _placer.Place(k);
            for (var row = first; row < first + count; row++)
                tissue.Cells.Id[row] = tissue.NextId++;
            tissue.Tally.Add(EventKind.Arrival, count);
            tissue.SortDue |= count > 0;
        }
    }
}
