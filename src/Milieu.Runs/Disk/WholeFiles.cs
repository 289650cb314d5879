// Several files written together: all of them, or none.
namespace Milieu.Runs;

/// <summary>A file to write, by its name in the folder.</summary>
public sealed record FileToWrite(string Name, string Text);

/// <summary>Writes texts that belong together, such as a model and its tables.</summary>
public static class WholeFiles
{
    /// <summary>Every file is written under a temporary name first; then all are renamed, in order.</summary>
    /// <param name="folder">Made where it is missing.</param>
    /// <param name="force">Replaces files that exist.</param>
    /// <exception cref="RunFileException">A file exists, or cannot be written; then nothing was changed.</exception>
    public static void Write(string folder, IReadOnlyList<FileToWrite> files, bool force)
    {
        var disk = new RunDisk();
        var paths = files.Select(f => Path.Combine(folder, f.Name)).ToList();
        foreach (var path in paths.Where(p => Directory.Exists(p) || (!force && File.Exists(p))))
            throw new RunFileException(
                path,
                Directory.Exists(path)
                    ? $"{path} is a folder; choose another name"
                    : $"{path} exists; choose another name, or say --force to replace it"
            );
        if (folder.Length > 0)
            disk.CreateFolder(folder);
        try
        {
            for (var i = 0; i < files.Count; i++)
            {
                var text = files[i].Text;
                disk.WritePart(paths[i] + RunDisk.Partial, s => s.Write(System.Text.Encoding.UTF8.GetBytes(text)));
            }
            foreach (var path in paths)
                disk.PublishFile(path + RunDisk.Partial, path);
        }
        finally
        {
            foreach (var path in paths)
                RunDisk.TryDelete(path + RunDisk.Partial);
        }
    }
}
