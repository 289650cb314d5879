// A CSV that grows by whole lines and survives being cut anywhere.
using System.Globalization;
using System.Text;

namespace Milieu.Runs;

/// <summary>Appends rows whose first value is a tick. Each row reaches the file in one write.</summary>
internal sealed class RowLog : IDisposable
{
    private readonly RunDisk _disk;
    private readonly string _path;
    private readonly Stream _stream;

    public RowLog(RunDisk disk, string path)
    {
        (_disk, _path) = (disk, path);
        _stream = disk.Append(path);
    }

    public void Append(string row)
    {
        var bytes = Encoding.UTF8.GetBytes(row + "\n");
        RunDisk.Guard(_path, "cannot write", () => _stream.Write(bytes));
    }

    /// <summary>After this, the rows are on the disk and not only in the system's memory.</summary>
    public void Flush() => RunDisk.Guard(_path, "cannot write", () => _disk.Flush(_stream));

    public void Dispose() => _stream.Dispose();

    /// <summary>Cuts a log after the last whole row whose tick is at most <paramref name="tick"/>; the header stays.</summary>
    public static void Truncate(string path, long tick) =>
        RunDisk.Guard(
            path,
            "cannot read",
            () =>
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
                file.SetLength(KeptBytes(file, tick));
                file.Flush(flushToDisk: true);
            }
        );

    private static long KeptBytes(FileStream file, long tick)
    {
        using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        var bytes = reader.ReadBytes(checked((int)file.Length));
        var kept = bytes.AsSpan().IndexOf((byte)'\n') + 1;
        while (kept > 0 && bytes.AsSpan(kept).IndexOf((byte)'\n') is >= 0 and var length)
        {
            var row = Encoding.UTF8.GetString(bytes, kept, length);
            if (!long.TryParse(row.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at))
                break;
            if (at > tick)
                break;
            kept += length + 1;
        }
        return kept;
    }
}
