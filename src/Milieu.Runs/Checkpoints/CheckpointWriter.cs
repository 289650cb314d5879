// A tissue onto the disk, every bit of it.
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Writes checkpoints: head, JSON directory, columns at multiples of 64 bytes, trailer. Little-endian.</summary>
internal sealed class CheckpointWriter(Simulation simulation, string modelHash, string modelJson)
{
    private readonly byte[] _model = Encoding.UTF8.GetBytes(modelJson);

    public static string Hex(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    public void Write(RunDisk disk, string path)
    {
        var tissue = simulation.Tissue;
        var columns = CheckpointColumns.Of(tissue).ToList();
        var json = Describe(tissue, columns, out var sections, out var length);
        disk.WriteWhole(path, file => Write(file, json, sections, columns, length));
    }

    private void Write(
        Stream file,
        byte[] json,
        ImmutableArray<Section> sections,
        List<(Column Column, int Count)> columns,
        long length
    )
    {
        var head = new byte[CheckpointDirectory.HeadBytes];
        CheckpointDirectory.Magic.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), CheckpointDirectory.Version);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), json.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(16), XxHash64.Of(json));
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(24), length);
        file.Write(head);
        file.Write(json);
        long at = head.Length + json.Length;
        for (var k = 0; k < sections.Length; k++)
        {
            file.Write(new byte[sections[k].Offset - at]);
            file.Write(k == 0 ? _model : columns[k - 1].Column.Bytes(columns[k - 1].Count));
            at = sections[k].Offset + sections[k].Bytes;
        }
        var tail = new byte[CheckpointDirectory.TailBytes];
        CheckpointDirectory.Closing.CopyTo(tail);
        BinaryPrimitives.WriteUInt64LittleEndian(tail.AsSpan(8), XxHash64.Of(json));
        file.Write(tail);
    }

    private byte[] Describe(
        Tissue tissue,
        List<(Column Column, int Count)> columns,
        out ImmutableArray<Section> sections,
        out long length
    )
    {
        var state = StateHash.Of(tissue);
        var list = ImmutableArray.CreateBuilder<Section>();
        list.Add(new Section(Section.Model, "u1", _model.Length, long.MaxValue, Hex(XxHash64.Of(_model))));
        for (var k = 0; k < columns.Count; k++)
        {
            var (column, count) = columns[k];
            // What is saved but is no state comes last.
            var hash =
                k < columns.Count - tissue.ByType.SavedColumns.Length ? state.Parts[k].Hash : HashOf(column, count);
            list.Add(new Section(column.Name, column.ElementType, count, long.MaxValue, Hex(hash)));
        }
        // Offsets depend on the length of the directory, which depends on their digits: leave room for the longest.
        var directory = Directory(tissue, state);
        long at = CheckpointDirectory.HeadBytes + (directory with { Sections = list.ToImmutable() }).ToJson().Length;
        for (var k = 0; k < list.Count; k++)
        {
            list[k] = list[k] with { Offset = CheckpointDirectory.Align(at) };
            at = list[k].Offset + list[k].Bytes;
        }
        sections = list.ToImmutable();
        length = at + CheckpointDirectory.TailBytes;
        return (directory with { Sections = sections }).ToJson();
    }

    private static ulong HashOf(Column column, int count) => XxHash64.Of(column.Bytes(count));

    private CheckpointDirectory Directory(Tissue tissue, StateHash state) =>
        new()
        {
            Milieu = RunRecord.Version,
            ModelHash = modelHash,
            Seed = simulation.Options.Seed,
            Kernel = simulation.Options.Kernel.ToString(),
            Tick = tissue.Tick,
            NextId = tissue.NextId,
            Displacement = tissue.Displacement,
            Bins = tissue.Bins,
            SortDue = tissue.SortDue,
            Cells = tissue.Cells.Count,
            Links = tissue.Links.Count,
            Tally = [.. tissue.Tally.Counts],
            StateHash = Hex(state.Value),
        };
}
