// What goes wrong between a run and a disk.
namespace Milieu.Runs;

/// <summary>A file or folder that cannot be read, written or trusted; the message names it, and the disk where that matters.</summary>
public sealed class RunFileException : IOException
{
    public RunFileException(string path, string message, Exception? inner = null)
        : base(message, inner) => Path = path;

    /// <summary>The file or folder at fault.</summary>
    public string Path { get; }
}
