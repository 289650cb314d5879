// Checkpoints of a study's run: the state, and what was measured up to it.
using System.Globalization;
using System.Text.Json;
using Milieu.Engine;
using Milieu.Runs;

namespace Milieu.Studies;

/// <summary>What an unfinished run left.</summary>
internal sealed record LeftOff(Restored State, Sampled Sampled);

/// <summary>Pairs of files STEM-TICK.json and STEM-TICK.milieu; a state without its values does not count.</summary>
internal sealed class Unfinished(RunDisk disk, string stem)
{
    private const string StateExtension = ".milieu";
    private const string ValuesExtension = ".json";

    /// <summary>Where a run of several studies leaves its checkpoints: beside those of the first study's own.</summary>
    public static string Shared(string stem, IEnumerable<string> identities) =>
        $"{stem}+{RunIdentity.Hash(string.Join('|', identities))[..16]}";

    public void Save(Simulation simulation, CheckpointWriter writer, Sampled sampled)
    {
        var old = States();
        var path = $"{stem}-{simulation.Tissue.Tick.ToString("D10", CultureInfo.InvariantCulture)}";
        disk.WriteWhole(path + ValuesExtension, JsonSerializer.Serialize(sampled, Lines.Json));
        writer.Write(disk, path + StateExtension);
        foreach (var state in old.Where(s => s != path + StateExtension))
            Delete(state);
    }

    /// <summary>The newest state of the same model that can be trusted; null to start anew.</summary>
    public LeftOff? Newest(string modelHash)
    {
        foreach (var state in States())
            try
            {
                var values = Path.ChangeExtension(state, ValuesExtension);
                var text = RunDisk.Guard(values, "cannot read", () => File.ReadAllText(values));
                var sampled = JsonSerializer.Deserialize<Sampled>(text, Lines.Json) ?? Sampled.Nothing;
                var restored = CheckpointReader.Read(state);
                if (restored.Directory.ModelHash == modelHash)
                    return new LeftOff(restored, sampled);
                restored.Tissue.Dispose();
            }
            catch (Exception e) when (e is RunFileException or JsonException)
            {
                // A damaged checkpoint only costs time: an older one is tried, else the run starts anew.
            }
        return null;
    }

    /// <summary>The run is over: nothing of this is needed again, nor what was shared with other studies.</summary>
    public void Clear()
    {
        foreach (var state in States().Concat(States("+*")))
            Delete(state);
    }

    private static void Delete(string state)
    {
        RunDisk.TryDelete(state);
        RunDisk.TryDelete(Path.ChangeExtension(state, ValuesExtension));
    }

    private List<string> States(string what = "-*")
    {
        var folder = Path.GetDirectoryName(stem)!;
        return Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, Path.GetFileName(stem) + what + StateExtension)
                    .OrderByDescending(f => f, StringComparer.Ordinal),
            ]
            : [];
    }
}
