// Where the time of a simulation goes, stage by stage.
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>One stage of the plan in a profile; the last one is what happened between stages, writing above all.</summary>
/// <param name="Share">Of the wall time since the profile began.</param>
/// <param name="Unit">"voxel-substrate step" for the fields, "cell step" elsewhere.</param>
/// <param name="Units">Over all calls.</param>
/// <param name="Bytes">Counted, not measured: each column that the stage reads or writes once a row, each field likewise.</param>
public sealed record ProfiledStage(
    string Stage,
    long Calls,
    double Seconds,
    double Share,
    string Unit,
    double Units,
    double Bytes
)
{
    public double NanosecondsPerUnit => Units > 0 ? 1e9 * Seconds / Units : 0;

    public double BytesPerUnit => Units > 0 ? Bytes / Units : 0;

    public double GigabytesPerSecond => Seconds > 0 ? Bytes / Seconds / 1e9 : 0;
}

/// <summary>Watches a simulation from its making on. Results are the same with and without.</summary>
public sealed class StageProfile : IStageWatch
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly Simulation _simulation;
    private readonly StageBytes _bytes;
    private readonly ImmutableArray<StageKind> _kinds;
    private readonly Entry[] _entries;
    private readonly double _voxelSubstrates;
    private long _start = Stopwatch.GetTimestamp();
    private long _began;
    private double _displacement;
    private bool _sortDue;

    /// <summary>Becomes the simulation's <see cref="Simulation.Watch"/>.</summary>
    public StageProfile(Simulation simulation)
    {
        _simulation = simulation;
        _bytes = new StageBytes(simulation.Model, simulation.Tissue.Cells);
        _kinds = [.. Plan.Of(simulation.Model).Select(p => p.Kind)];
        _entries = new Entry[_kinds.Max(k => (int)k) + 1];
        _voxelSubstrates = (double)simulation.Model.Grid.Voxels * simulation.Model.Substrates.Length;
        simulation.Watch = this;
    }

    /// <summary>Stages in the order of the plan, then the rest.</summary>
    public ImmutableArray<ProfiledStage> Stages
    {
        get
        {
            var total = Stopwatch.GetElapsedTime(_start).TotalSeconds;
            var stages = _kinds.Select(k => _entries[(int)k].Of(k, total)).ToArray();
            var rest = Math.Max(total - stages.Sum(s => s.Seconds), 0);
            return [.. stages, new ProfiledStage("between stages", 0, rest, rest / total, "", 0, 0)];
        }
    }

    /// <summary>Forgets all so far.</summary>
    public void Reset()
    {
        Array.Clear(_entries);
        _start = Stopwatch.GetTimestamp();
    }

    public void Begin(StageKind stage)
    {
        (_displacement, _sortDue) = (_simulation.Tissue.Displacement, _simulation.Tissue.SortDue);
        _began = Stopwatch.GetTimestamp();
    }

    public void End(StageKind stage, int steps)
    {
        var ticks = Stopwatch.GetTimestamp() - _began;
        var rows = (double)_simulation.Tissue.Cells.Count;
        ref var entry = ref _entries[(int)stage];
        entry.Ticks += ticks;
        entry.Calls++;
        entry.Bytes += rows * _bytes.PerRow(stage);
        if (stage == StageKind.Fields)
        {
            entry.Units += _voxelSubstrates * steps;
            entry.Bytes += _voxelSubstrates * steps * _bytes.PerVoxel;
            return;
        }
        entry.Units += rows;
        // A Sort is what brings the displacement back to zero.
        if (stage == StageKind.Commit && (_sortDue || _displacement > _simulation.Tissue.Displacement))
            entry.Bytes += rows * _bytes.PerSortedRow;
    }

    /// <summary>The text of profile.json.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(
            new
            {
                model = _simulation.Model.Name,
                threads = _simulation.Options.Threads,
                stages = Stages,
            },
            Json
        ) + "\n";

    private record struct Entry
    {
        public long Ticks;
        public long Calls;
        public double Units;
        public double Bytes;

        public readonly ProfiledStage Of(StageKind stage, double total)
        {
            var seconds = (double)Ticks / Stopwatch.Frequency;
            var unit = stage == StageKind.Fields ? "voxel-substrate step" : "cell step";
            return new ProfiledStage(stage.ToString(), Calls, seconds, seconds / total, unit, Units, Bytes);
        }
    }
}
