// Runs a run folder again and compares hashes.
using System.Globalization;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Runs;

/// <summary>Shows that a run can be repeated, or where it parts from what was recorded.</summary>
public static class Replay
{
    /// <summary>Runs again from the compiled model in the folder, in memory, up to the last hash of the folder.</summary>
    /// <exception cref="RunFileException">The folder is no run folder, or its model or hashes cannot be read.</exception>
    public static ReplayOutcome Run(
        string folder,
        int threads,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var record = RunFolder.ReadRecord(folder);
        var model = RunFolder.ReadModel(folder);
        if (CompiledModelText.Hash(model) != record.ModelHash)
            throw new RunFileException(folder, $"the model in {folder} is not the one that was run: its hash differs");
        var path = Path.Combine(folder, RunFolder.HashesName);
        var rows = RecordedHashes.Read(path);
        var options = new SimulationOptions(record.Seed, threads, record.KernelKind);
        using var simulation = record.Branch is null
            ? new Simulation(model, options)
            : Runner.FromStart(folder, options);
        var end = rows.Count == 0 ? 0 : model.Timing.MinutesAt(rows[^1].Tick);
        var pace = new Pace(simulation, end, progress);
        for (var k = 0; k < rows.Count; k++)
        {
            while (simulation.Tissue.Tick < rows[k].Tick)
            {
                if (cancellation.IsCancellationRequested)
                    return new ReplayOutcome(k, null, true);
                pace.BeforeStep();
                simulation.Step(isUntouched: true);
                pace.Report();
            }
            if (rows[k].Differs(simulation) is { } difference)
                return new ReplayOutcome(k, difference, false);
        }
        pace.Report(now: true);
        return new ReplayOutcome(rows.Count, null, false);
    }
}

/// <summary>One row of hashes.csv.</summary>
internal sealed record RecordedHashes(long Tick, IReadOnlyList<string> Names, IReadOnlyList<string> Values)
{
    private const int Leading = 3;

    /// <summary>All whole rows; the last may have been cut by a kill and is then left out.</summary>
    public static List<RecordedHashes> Read(string path)
    {
        var text = RunDisk.Guard(path, "cannot read", () => File.ReadAllText(path));
        var lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
            throw new RunFileException(path, $"{path} is empty");
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select((line, k) => Parse(path, names, line, k + 2))];
    }

    /// <summary>The first column whose hash is not the recorded one, or null.</summary>
    public ReplayDifference? Differs(Simulation simulation)
    {
        var hash = StateHash.Of(simulation.Tissue);
        var found = RowText.HashesRow(simulation, hash).Split(',');
        for (var k = Leading; k < Math.Max(found.Length, Values.Count); k++)
            if (k >= found.Length || k >= Values.Count || found[k] != Values[k])
                return Difference(simulation, k < Names.Count ? Names[k] : "columns", k, found);
        return found[2] == Values[2] ? null : Difference(simulation, "state", 2, found);
    }

    private ReplayDifference Difference(Simulation simulation, string column, int index, string[] found) =>
        new(
            Tick,
            simulation.Model.Timing.MinutesAt(Tick),
            column,
            Values.ElementAtOrDefault(index) ?? "",
            found.ElementAtOrDefault(index) ?? ""
        );

    private static RecordedHashes Parse(string path, string[] names, string line, int number)
    {
        var values = line.Split(',');
        if (
            values.Length != names.Length
            || !long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var tick)
        )
            throw new RunFileException(path, $"{path}:{number}: not a row of hashes");
        return new RecordedHashes(tick, names, values);
    }
}
