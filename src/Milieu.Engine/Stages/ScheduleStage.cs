// Boundary changes and arrivals that are due at this tick.
namespace Milieu.Engine;

/// <summary>Boundary changes and arrivals that are due at this tick.</summary>
public sealed class ScheduleStage : IStage
{
    private readonly StepContext _context;
    private readonly Arrivals _arrivals;
    private int _nextChange;

    /// <summary>Restores the boundaries of a tissue that starts at a later tick.</summary>
    public ScheduleStage(StepContext context)
    {
        _context = context;
        _arrivals = new Arrivals(context);
        ApplyChanges(context.Tissue.Tick - 1);
    }

    public void Run()
    {
        ApplyChanges(_context.Tissue.Tick);
        _arrivals.Run();
    }

    private void ApplyChanges(long tick)
    {
        var changes = _context.Model.BoundaryChanges;
        for (; _nextChange < changes.Length && changes[_nextChange].Tick <= tick; _nextChange++)
        {
            var change = changes[_nextChange];
            _context.Tissue.Fields[change.Substrate].Boundary.Set(change.Target, change.Value);
        }
    }
}
