// What a simulation holds in memory, and what it runs on.
using Milieu.Engine;

namespace Milieu.Speed;

internal static class Memory
{
    private const string Processors = "/proc/cpuinfo";

    /// <summary>The name that the processor gives itself, where the system tells it.</summary>
    public static string Processor =>
        (File.Exists(Processors) ? File.ReadLines(Processors) : [])
            .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':')[^1]
            .Trim()
        ?? "unknown";

    /// <summary>Bytes of the process that lie in memory now.</summary>
    public static long Resident => Environment.WorkingSet;

    /// <summary>Bytes reserved for what grows with cells or voxels: columns, bins, fields, their scratch and lists of neighbors.</summary>
    public static long Counted(Simulation simulation)
    {
        var tissue = simulation.Tissue;
        var cells = (long)tissue.Cells.Capacity * tissue.Cells.BytesPerCell;
        var bins = (tissue.Bins.Count + 1L) * sizeof(int);
        var fields = tissue.Fields.Sum(f => (long)f.Block.Capacity * f.Block.ElementSize);
        return cells + bins + fields + simulation.KeptBytes;
    }
}
