// The folder that PhysiCell's readers take, kept within a run folder.
using System.Globalization;
using Milieu.Engine;
using Milieu.PhysiCell;

namespace Milieu.Runs;

/// <summary>Writes output/. The XML of a snapshot appears last: a snapshot that a reader finds is whole.</summary>
internal sealed class OutputFolder(Simulation simulation, RunFolder folder, RunRecord record)
{
    private readonly PhysiCellOutput _output = new(
        simulation.Model,
        simulation.Tissue,
        RunRecord.PlainVersion,
        record.SvgSubstrate
    );

    /// <summary>What stands before the first step: the project's own files, mesh, legend, the initial snapshot.</summary>
    public void Begin()
    {
        folder.Disk.CreateFolder(folder.Output);
        CopyProject();
        foreach (var file in _output.Once(record.Seed).Where(f => record.Pictures || !f.IsPicture))
            WriteNow(file);
        Publish(Edge(PhysiCellOutput.Initial))();
    }

    /// <summary>Saves this moment under a number.</summary>
    /// <returns>Gives the files their names; may run on another thread, while the next steps run.</returns>
    public Action Snapshot(long number) =>
        Publish([.. _output.Snapshot(PhysiCellOutput.Numbered(number), simulation.Minutes)]);

    /// <summary>Paints this moment under a number; to be published as a snapshot is.</summary>
    public Action Picture(long number) =>
        Publish([_output.Picture(PhysiCellOutput.NumberedPicture(number), simulation.Minutes)]);

    public void Final() => Publish(Edge(PhysiCellOutput.Final))();

    /// <summary>Removes the final snapshot, and what has numbers from those on that are to be written next.</summary>
    public static void Truncate(string path, long nextSnapshot, long nextPicture)
    {
        if (!Directory.Exists(path))
            return;
        foreach (var file in Directory.EnumerateFiles(path))
        {
            var name = Path.GetFileName(file);
            if (
                name.StartsWith(PhysiCellOutput.Final, StringComparison.Ordinal)
                || NumberOf(name, PhysiCellOutput.NumberedPicture(0)) >= nextPicture
                || NumberOf(name, PhysiCellOutput.Numbered(0)) >= nextSnapshot
            )
                RunDisk.TryDelete(file);
        }
    }

    private OutputFile[] Edge(string stem)
    {
        var files = _output.Snapshot(stem, simulation.Minutes);
        return record.Pictures ? [_output.Picture(stem, simulation.Minutes), .. files] : [.. files];
    }

    // Content is written at once, since the next step changes it; flushing to the disk can wait for another thread.
    private Action Publish(OutputFile[] files)
    {
        var paths = files.Select(f => Path.Combine(folder.Output, f.Name)).ToArray();
        OrDelete(
            paths,
            () =>
            {
                for (var k = 0; k < files.Length; k++)
                    folder.Disk.WritePart(paths[k] + RunDisk.Partial, files[k].Write);
            }
        );
        return () =>
            OrDelete(
                paths,
                () =>
                {
                    foreach (var path in paths)
                        folder.Disk.PublishFile(path + RunDisk.Partial, path);
                }
            );
    }

    private void WriteNow(OutputFile file) =>
        folder.Disk.WriteWhole(Path.Combine(folder.Output, file.Name), file.Write);

    // As PhysiCell does: its settings and what they name lie beside the output, under their own names.
    private void CopyProject()
    {
        if (record.Sources.IsEmpty || !record.Sources[0].Stored.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            return;
        foreach (var source in record.Sources)
            folder.Disk.WriteWhole(Path.Combine(folder.Output, source.Stored), folder.ReadSource(source));
    }

    private static void OrDelete(string[] paths, Action write)
    {
        try
        {
            write();
        }
        catch (RunFileException)
        {
            foreach (var path in paths)
                RunDisk.TryDelete(path + RunDisk.Partial);
            throw;
        }
    }

    // The number of a name that is like the stem of number 0; -1 where it is not.
    private static long NumberOf(string name, string zero)
    {
        var word = zero.TrimEnd('0');
        if (!name.StartsWith(word, StringComparison.Ordinal))
            return -1;
        var digits = name.AsSpan(word.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(digits[..Math.Max(0, end)], CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
