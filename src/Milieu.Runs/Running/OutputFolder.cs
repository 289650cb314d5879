// The folder that PhysiCell's readers take, kept within a run folder.
using System.Globalization;
using Milieu.Engine;
using Milieu.PhysiCell;

namespace Milieu.Runs;

/// <summary>Writes output/. The XML of a snapshot appears last: a snapshot that a reader finds is whole.</summary>
internal sealed class OutputFolder(Simulation simulation, RunFolder folder, RunRecord record)
{
    private readonly PhysiCellOutput _output = new(simulation.Model, simulation.Tissue, RunRecord.PlainVersion);

    /// <summary>What stands before the first step: the project's own files, mesh, legend, the initial snapshot.</summary>
    public void Begin()
    {
        folder.Disk.CreateFolder(folder.Output);
        CopyProject();
        foreach (var file in _output.Once(record.Seed).Where(f => record.Pictures || !f.IsPicture))
            WriteNow(file);
        Publish([.. Moment(PhysiCellOutput.Initial, PhysiCellOutput.Initial)])();
    }

    /// <summary>Saves this moment under a number.</summary>
    /// <returns>Gives the files their names; may run on another thread, while the next steps run.</returns>
    public Action Snapshot(long number) =>
        Publish([.. Moment(PhysiCellOutput.Numbered(number), PhysiCellOutput.NumberedPicture(number))]);

    public void Final() => Publish([.. Moment(PhysiCellOutput.Final, PhysiCellOutput.Final)])();

    /// <summary>Removes the final snapshot and those with numbers from <paramref name="kept"/> on.</summary>
    public static void Truncate(string path, long kept)
    {
        if (!Directory.Exists(path))
            return;
        foreach (var file in Directory.EnumerateFiles(path))
        {
            var name = Path.GetFileName(file);
            if (name.StartsWith(PhysiCellOutput.Final, StringComparison.Ordinal) || NumberOf(name) >= kept)
                RunDisk.TryDelete(file);
        }
    }

    private IEnumerable<OutputFile> Moment(string stem, string picture)
    {
        if (record.Pictures)
            yield return _output.Picture(picture, simulation.Minutes);
        foreach (var file in _output.Snapshot(stem, simulation.Minutes))
            yield return file;
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

    private static long NumberOf(string name)
    {
        foreach (var stem in (string[])["output", "snapshot"])
            if (name.StartsWith(stem, StringComparison.Ordinal))
            {
                var digits = name.AsSpan(stem.Length);
                var end = digits.IndexOfAnyExceptInRange('0', '9');
                if (long.TryParse(digits[..Math.Max(0, end)], CultureInfo.InvariantCulture, out var number))
                    return number;
            }
        return -1;
    }
}
