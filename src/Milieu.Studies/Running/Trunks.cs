// The trunks of a study that branches: which must grow, and until when their states are kept.
using Milieu.Runs;

namespace Milieu.Studies;

/// <summary>A trunk's state stays on the disk until every arm of its seed is done.</summary>
internal sealed class Trunks
{
    private readonly Lock _lock = new();
    private readonly StudyFolder _folder;
    private readonly Dictionary<long, (PlannedRun Trunk, HashSet<string> Arms)> _waiting = [];
    private readonly Dictionary<long, PlannedRun> _toGrow = [];

    /// <param name="arms">Runs that are still to be done.</param>
    /// <param name="missing">Identities that no finished run answers.</param>
    public Trunks(StudyFolder folder, IEnumerable<PlannedRun> arms, IReadOnlySet<string> missing)
    {
        _folder = folder;
        foreach (var arm in arms)
            if (arm.Trunk is { } trunk)
            {
                if (!_waiting.TryGetValue(trunk.Seed, out var waiting))
                    _waiting[trunk.Seed] = waiting = (trunk, []);
                waiting.Arms.Add(arm.Identity);
            }
        foreach (var (trunk, _) in _waiting.Values)
            if (missing.Contains(trunk.Identity) || !IsKept(trunk))
                _toGrow[trunk.Seed] = trunk;
    }

    /// <summary>The trunk of a seed, unless its state is there.</summary>
    public IEnumerable<PlannedRun> ToGrow(long seed) => _toGrow.TryGetValue(seed, out var trunk) ? [trunk] : [];

    /// <summary>Notes that an arm is done; with the last of a seed the state of its trunk goes.</summary>
    public void Done(PlannedRun run)
    {
        lock (_lock)
            if (
                run.Trunk is not null
                && _waiting.TryGetValue(run.Seed, out var waiting)
                && waiting.Arms.Remove(run.Identity)
                && waiting.Arms.Count == 0
            )
                UnfinishedOf(waiting.Trunk).Clear();
    }

    /// <summary>Its state is whole and stands where the arms branch off.</summary>
    private bool IsKept(PlannedRun trunk)
    {
        if (UnfinishedOf(trunk).Newest(trunk.Arm.ModelHash) is not { } left)
            return false;
        using var tissue = left.State.Tissue;
        return tissue.Tick >= DueTicks.Whole(trunk.Arm.EndMinutes / trunk.Arm.Model.Timing.TickMinutes);
    }

    private Unfinished UnfinishedOf(PlannedRun trunk) => new(new RunDisk(), _folder.Unfinished(trunk));
}
