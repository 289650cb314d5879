// milieu convert: what another program reads, in Milieu's own language or its newest version.
using Milieu.PhysiCell;
using Milieu.Runs;

namespace Milieu.Cli;

internal static class ConvertCommand
{
    /// <summary>A PhysiCell project into a model file, with its tables beside it.</summary>
    public static int Project(string path, string output, string[] sets, ReadingChoices choices, bool force)
    {
        var files = new DiskModelFiles();
        if (!PhysiCellProject.Is(path, files))
            throw new FileNotFoundException(
                $"{path} is no PhysiCell project: name its folder, or its settings file (config/PhysiCell_settings.xml)",
                path
            );
        if (Path.GetFileName(output).Length == 0)
            throw new WrongUsageException($"-o '{output}' is a folder; name the model file, such as model.yaml");
        var converted = ProjectConversion.Convert(
            path,
            Path.GetFileName(output),
            files,
            sets,
            ModelLoading.Named(path, choices)
        );
        foreach (var diagnostic in converted.Loaded.Diagnostics)
            Terminal.Line(diagnostic.ToString());
        if (converted.Files.Count == 0)
        {
            Terminal.Line($"{path}: {ModelLoading.Count(converted.Loaded.Diagnostics)}; nothing was written");
            return ExitCode.WrongModel;
        }
        Write(output, [.. converted.Files.Select(f => new FileToWrite(f.Name, f.Text))], force);
        return ExitCode.Done;
    }

    /// <summary>Rules of versions 0 to 2 into version 3.</summary>
    public static int Rules(string path, string output, bool force)
    {
        var files = new DiskModelFiles();
        if (!files.TryRead(files.Resolve(null, path), out var text, out var problem))
            throw new FileNotFoundException($"cannot read the rules {path}: {problem}", path);
        if (Path.GetFileName(output).Length == 0)
            throw new WrongUsageException($"-o '{output}' is a folder; name the file, such as cell_rules_v3.csv");
        var (fresh, changes) = OldRules.Convert(text);
        foreach (var change in changes)
            Terminal.Line(change);
        if (changes.Count == 0)
            Terminal.Line("no rule changes");
        Write(output, [new FileToWrite(Path.GetFileName(output), fresh)], force);
        return ExitCode.Done;
    }

    private static void Write(string output, IReadOnlyList<FileToWrite> files, bool force)
    {
        WholeFiles.Write(Path.GetDirectoryName(output) ?? "", files, force);
        foreach (var file in files)
            Console.Out.WriteLine(Path.Combine(Path.GetDirectoryName(output) ?? "", file.Name));
    }
}
