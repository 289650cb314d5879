// The last two checkpoints of a run folder.
using System.Collections.Immutable;
using System.Globalization;

namespace Milieu.Runs;

/// <summary>Keeps the newest two, and finds the newest good one.</summary>
internal static class CheckpointShelf
{
    private const int Kept = 2;
    private const string Extension = ".milieu";

    public static void Add(RunDisk disk, RunFolder folder, long tick, CheckpointWriter writer)
    {
        writer.Write(disk, Path.Combine(folder.Checkpoints, RunFolder.NameOf(tick) + Extension));
        foreach (var old in List(folder.Checkpoints).Skip(Kept))
            RunDisk.TryDelete(old);
    }

    /// <summary>The newest checkpoint that can be trusted, or null where the folder has none at all.</summary>
    /// <param name="notes">One line for each newer checkpoint that was passed over.</param>
    /// <param name="latest">Checkpoints of later ticks are left alone.</param>
    /// <exception cref="RunFileException">There are checkpoints and none is good.</exception>
    public static Restored? Newest(
        string checkpoints,
        string modelHash,
        out ImmutableArray<string> notes,
        long latest = long.MaxValue
    )
    {
        var faults = new List<RunFileException>();
        foreach (var path in List(checkpoints).Where(p => TickOf(p) <= latest))
            try
            {
                var restored = CheckpointReader.Read(path);
                notes = [.. faults.Select(f => f.Message + "; went on from the one before it")];
                if (restored.Directory.ModelHash == modelHash)
                    return restored;
                restored.Tissue.Dispose();
                throw new RunFileException(path, $"the checkpoint {path} belongs to another model");
            }
            catch (RunFileException e)
            {
                faults.Add(e);
            }
        notes = [];
        return faults.Count == 0
            ? null
            : throw new RunFileException(faults[0].Path, string.Join("; ", faults.Select(f => f.Message)), faults[0]);
    }

    private static long TickOf(string path) =>
        long.TryParse(
            Path.GetFileNameWithoutExtension(path),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var tick
        )
            ? tick
            : 0;

    // Newest first: names sort as ticks do.
    private static List<string> List(string folder) =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, "*" + Extension)
                    .OrderByDescending(Path.GetFileName, StringComparer.Ordinal),
            ]
            : [];
}
