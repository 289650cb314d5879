// A checkpoint from the disk, trusted only after every hash agrees.
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Runs;

/// <summary>What a checkpoint gives back; the owner disposes the tissue, or hands it to a simulation.</summary>
internal sealed record Restored(CheckpointDirectory Directory, CompiledModel Model, Tissue Tissue);

/// <summary>Reads one checkpoint, column by column.</summary>
internal sealed class CheckpointReader : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly long _length;

    private CheckpointReader(string path)
    {
        _path = path;
        _file = RunDisk.Guard(path, "cannot read", () => File.OpenHandle(path));
        _length = RandomAccess.GetLength(_file);
    }

    /// <exception cref="RunFileException">Cut short, damaged, or from another version; the message says which.</exception>
    public static Restored Read(string path)
    {
        using var reader = new CheckpointReader(path);
        return reader.Restore(reader.ReadDirectory());
    }

    public void Dispose() => _file.Dispose();

    private Restored Restore(CheckpointDirectory directory)
    {
        var model = ReadModel(directory);
        var tissue = new Tissue(model)
        {
            Tick = directory.Tick,
            NextId = directory.NextId,
            Displacement = directory.Displacement,
            Bins = directory.Bins,
            SortDue = directory.SortDue,
        };
        try
        {
            tissue.Cells.SetCount(directory.Cells);
            tissue.Links.SetCount(directory.Links);
            Fill(tissue, directory);
            if (CheckpointWriter.Hex(StateHash.Of(tissue).Value) != directory.StateHash)
                throw Bad("does not give back the state that was saved: another version of Milieu wrote it");
            return new Restored(directory, model, tissue);
        }
        catch
        {
            tissue.Dispose();
            throw;
        }
    }

    private void Fill(Tissue tissue, CheckpointDirectory directory)
    {
        var columns = CheckpointColumns.Of(tissue).ToList();
        var tally = tissue.Tally.Counts;
        if (directory.Sections.Length != columns.Count + 1 || directory.Tally.Length != tally.Length)
            throw Bad("has other columns than this version of Milieu");
        for (var k = 0; k < columns.Count; k++)
        {
            var (column, count) = columns[k];
            var section = directory.Sections[k + 1];
            if (section.Name != column.Name || section.Type != column.ElementType || section.Count != count)
                throw Bad($"has a column '{section.Name}' where this version of Milieu has '{column.Name}'");
            ReadSection(section, column.Bytes(count));
        }
        directory.Tally.AsSpan().CopyTo(tally);
    }

    private CompiledModel ReadModel(CheckpointDirectory directory)
    {
        try
        {
            var bytes = new byte[checked((int)directory.Sections[0].Bytes)];
            ReadSection(directory.Sections[0], bytes);
            return CompiledModelText.FromJson(Encoding.UTF8.GetString(bytes));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            throw Bad($"holds a model that this version of Milieu does not read ({e.Message})");
        }
    }

    private CheckpointDirectory ReadDirectory()
    {
        const int Head = CheckpointDirectory.HeadBytes;
        var head = new byte[Head];
        if (_length < Head)
            throw Bad($"is cut short: {_length} bytes");
        ReadAt(0, head);
        if (!head.AsSpan(0, 8).SequenceEqual(CheckpointDirectory.Magic))
            throw Bad("is not a checkpoint: it does not begin as one");
        var version = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(8));
        if (version != CheckpointDirectory.Version)
            throw Bad($"has format {version}; this version of Milieu reads format {CheckpointDirectory.Version}");
        var total = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(24));
        if (_length < total)
            throw Bad($"is cut short: {_length} of {total} bytes");
        var length = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(12));
        if (_length != total || length < 0 || Head + (long)length + CheckpointDirectory.TailBytes > total)
            throw Bad("is damaged: its lengths contradict each other");
        var json = new byte[length];
        var tail = new byte[CheckpointDirectory.TailBytes];
        ReadAt(Head, json);
        ReadAt(total - tail.Length, tail);
        var hash = XxHash64.Of(json);
        if (
            hash != BinaryPrimitives.ReadUInt64LittleEndian(head.AsSpan(16))
            || !tail.AsSpan(0, 8).SequenceEqual(CheckpointDirectory.Closing)
            || hash != BinaryPrimitives.ReadUInt64LittleEndian(tail.AsSpan(8))
        )
            throw Bad("is damaged: its directory is not the one that was written");
        return Parse(json);
    }

    private CheckpointDirectory Parse(byte[] json)
    {
        try
        {
            return CheckpointDirectory.Parse(json);
        }
        catch (JsonException e)
        {
            throw Bad($"has a directory that this version of Milieu does not read ({e.Message})");
        }
    }

    private void ReadSection(Section section, Span<byte> target)
    {
        ReadAt(section.Offset, target);
        if (CheckpointWriter.Hex(XxHash64.Of(target)) != section.Hash)
            throw Bad($"is damaged: the bytes of '{section.Name}' are not those that were written");
    }

    private void ReadAt(long offset, Span<byte> target)
    {
        while (target.Length > 0)
        {
            var read = RandomAccess.Read(_file, target, offset);
            if (read <= 0)
                throw Bad("is cut short");
            offset += read;
            target = target[read..];
        }
    }

    private RunFileException Bad(string what) => new(_path, $"the checkpoint {_path} {what}");
}
