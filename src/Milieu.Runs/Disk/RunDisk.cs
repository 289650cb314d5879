// Every byte that a run writes goes through here: whole or not at all, and errors that name the disk.
using System.Globalization;

namespace Milieu.Runs;

/// <summary>Writes files under a temporary name, flushes them to the disk, and renames them into place.</summary>
/// <remarks>A reader sees the old file or the new one, never half of one, also after kill -9 or a power cut.</remarks>
internal class RunDisk
{
    /// <summary>What is still being written; swept when a run is resumed.</summary>
    public const string Partial = ".partial";

    private const int BufferBytes = 1 << 20;
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Replaces a file by what <paramref name="write"/> writes.</summary>
    public void WriteWhole(string path, Action<Stream> write)
    {
        var partial = path + Partial;
        try
        {
            using (var file = Open(partial, FileMode.Create))
            {
                write(file);
                Flush(file);
            }
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (IsDiskError(e))
        {
            TryDelete(partial);
            throw Explain(path, "cannot write", e);
        }
    }

    public void WriteWhole(string path, ReadOnlyMemory<byte> bytes) => WriteWhole(path, f => f.Write(bytes.Span));

    public void WriteWhole(string path, string text) => WriteWhole(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file in a folder that is itself renamed into place later; not flushed here.</summary>
    public void WritePart(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var file = Open(path, FileMode.Create);
            file.Write(bytes);
        }
        catch (Exception e) when (IsDiskError(e))
        {
            throw Explain(path, "cannot write", e);
        }
    }

    /// <summary>Writes a file that <see cref="PublishFile"/> renames into place later; not flushed to the disk here.</summary>
    public void WritePart(string path, Action<Stream> write) =>
        Guard(
            path,
            "cannot write",
            () =>
            {
                using var file = new BufferedStream(Open(path, FileMode.Create), BufferBytes);
                write(file);
            }
        );

    /// <summary>Flushes a file to the disk and renames it into place.</summary>
    public void PublishFile(string partial, string path) =>
        Guard(
            path,
            "cannot write",
            () =>
            {
                using (var file = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 0))
                    Flush(file);
                File.Move(partial, path, overwrite: true);
            }
        );

    public void CreateFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (IsDiskError(e))
        {
            throw Explain(path, "cannot create the folder", e);
        }
    }

    /// <summary>Flushes every file of a folder and renames the folder into place.</summary>
    public void PublishFolder(string partial, string path)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(partial, "*", SearchOption.AllDirectories))
                using (var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 0))
                    Flush(stream);
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            Directory.Move(partial, path);
        }
        catch (Exception e) when (IsDiskError(e))
        {
            throw Explain(path, "cannot write", e);
        }
    }

    /// <summary>Opens a log to append lines to.</summary>
    public Stream Append(string path) => Guard(path, "cannot write", () => Open(path, FileMode.Append));

    /// <summary>Runs something on a file or folder and explains what goes wrong.</summary>
    public static T Guard<T>(string path, string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (IsDiskError(e))
        {
            throw Explain(path, what, e);
        }
    }

    public static void Guard(string path, string what, Action action) =>
        Guard(
            path,
            what,
            () =>
            {
                action();
                return true;
            }
        );

    public static void TryDelete(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
        catch (Exception e) when (IsDiskError(e))
        {
            // Best effort: what stays behind has a temporary name and is swept by the next resume.
        }
    }

    public virtual void Flush(Stream stream)
    {
        if (stream is FileStream file)
            file.Flush(flushToDisk: true);
        else
            stream.Flush();
    }

    /// <summary>The one place where a file is opened for writing; unbuffered, callers write large blocks.</summary>
    protected virtual Stream Open(string path, FileMode mode) =>
        new FileStream(path, mode, FileAccess.Write, FileShare.Read, 0);

    private static bool IsDiskError(Exception e) =>
        e is (IOException or UnauthorizedAccessException or NotSupportedException) and not RunFileException;

    private static RunFileException Explain(string path, string what, Exception e)
    {
        if (e.HResult is not (NoSpace or QuotaExceeded or WindowsDiskFull))
            return new RunFileException(path, $"{what} {path}: {e.Message}", e);
        return new RunFileException(path, $"the disk is full: {DiskOf(path)}: {what} {path}", e);
    }

    // The mounted disk with the longest path above the file.
    private static string DiskOf(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            var disk = DriveInfo
                .GetDrives()
                .Where(d => full.StartsWith(d.RootDirectory.FullName, StringComparison.Ordinal))
                .MaxBy(d => d.RootDirectory.FullName.Length);
            if (disk is not null)
            {
                var free = (disk.AvailableFreeSpace / 1048576.0).ToString("0.#", CultureInfo.InvariantCulture);
                return $"{disk.RootDirectory.FullName} ({disk.DriveFormat}, {free} MiB free)";
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk that cannot even be asked is still named by its folder, below.
        }
        return Path.GetPathRoot(full) ?? full;
    }
}
