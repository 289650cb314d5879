// Zarr version 2 on disk: groups and zlib-compressed arrays that Python's zarr opens.
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Milieu.Runs;

/// <summary>A folder that is a Zarr group. Arrays are C-ordered and little-endian; each call writes one whole array.</summary>
/// <remarks>Format: https://zarr-specs.readthedocs.io/en/latest/v2/v2.0.html; strings use numcodecs' vlen-utf8.</remarks>
internal sealed class ZarrGroup
{
    private const int RowsPerChunk = 1 << 16;
    private readonly RunDisk _disk;
    private readonly string _path;

    public ZarrGroup(RunDisk disk, string path, JsonObject? attributes = null)
    {
        (_disk, _path) = (disk, path);
        disk.CreateFolder(path);
        Json(path, ".zgroup", new JsonObject { ["zarr_format"] = 2 });
        if (attributes is not null)
            Json(path, ".zattrs", attributes);
    }

    public ZarrGroup Group(string name, JsonObject? attributes = null) =>
        new(_disk, Path.Combine(_path, name), attributes);

    /// <summary>One row per cell; <paramref name="width"/> values a row, in columns where more than one.</summary>
    public void Rows<T>(string name, ReadOnlySpan<T> values, JsonObject attributes, int width = 1)
        where T : unmanaged
    {
        var rows = values.Length / width;
        var chunkRows = Math.Clamp(rows, 1, RowsPerChunk);
        var folder = Folder(name);
        JsonArray shape = width == 1 ? [rows] : [rows, width];
        JsonArray chunks = width == 1 ? [chunkRows] : [chunkRows, width];
        Json(folder, ".zarray", Metadata(TypeName<T>(), shape, chunks, '.'));
        Json(folder, ".zattrs", attributes);
        for (var chunk = 0; chunk * chunkRows < rows; chunk++)
        {
            var part = values[(chunk * chunkRows * width)..Math.Min(values.Length, (chunk + 1) * chunkRows * width)];
            var key = width == 1 ? $"{chunk}" : $"{chunk}.0";
            var padding = ((chunkRows * width) - part.Length) * Marshal.SizeOf<T>();
            _disk.WritePart(Path.Combine(folder, key), Compress(MemoryMarshal.AsBytes(part), padding));
        }
    }

    /// <summary>A value without axes.</summary>
    public void Scalar(string name, double value, JsonObject attributes)
    {
        var folder = Folder(name);
        Json(folder, ".zarray", Metadata("<f8", [], [], '.'));
        Json(folder, ".zattrs", attributes);
        _disk.WritePart(Path.Combine(folder, "0"), Compress(MemoryMarshal.AsBytes([value]), 0));
    }

    public void Strings(string name, IReadOnlyList<string> values, JsonObject attributes)
    {
        var folder = Folder(name);
        var chunk = Math.Max(1, values.Count);
        var metadata = Metadata("|O", [values.Count], [chunk], '.');
        metadata["fill_value"] = null;
        metadata["filters"] = new JsonArray(new JsonObject { ["id"] = "vlen-utf8" });
        Json(folder, ".zarray", metadata);
        Json(folder, ".zattrs", attributes);
        if (values.Count > 0)
            _disk.WritePart(Path.Combine(folder, "0"), Compress(VariableLength(values), 0));
    }

    /// <summary>An array whose first axis is cut into chunks of one, each given whole; keys nest as image viewers like.</summary>
    /// <param name="shape">Including the first axis.</param>
    /// <param name="slab">Bytes of one index of the first axis.</param>
    public void Slabs(string name, string type, int[] shape, Func<int, byte[]> slab)
    {
        var folder = Folder(name);
        JsonArray chunks = [1, .. shape[1..].Select(n => JsonValue.Create(n))];
        Json(folder, ".zarray", Metadata(type, [.. shape.Select(n => JsonValue.Create(n))], chunks, '/'));
        for (var k = 0; k < shape[0]; k++)
        {
            var chunk = Path.Combine([folder, $"{k}", .. Enumerable.Repeat("0", shape.Length - 2)]);
            _disk.CreateFolder(chunk);
            _disk.WritePart(Path.Combine(chunk, "0"), Compress(slab(k), 0));
        }
    }

    private static JsonObject Metadata(string type, JsonArray shape, JsonArray chunks, char separator) =>
        new()
        {
            ["zarr_format"] = 2,
            ["shape"] = shape,
            ["chunks"] = chunks,
            ["dtype"] = type,
            ["compressor"] = new JsonObject { ["id"] = "zlib", ["level"] = 1 },
            ["fill_value"] = 0,
            ["order"] = "C",
            ["filters"] = null,
            ["dimension_separator"] = separator.ToString(),
        };

    private static string TypeName<T>() =>
        default(T) switch
        {
            double => "<f8",
            float => "<f4",
            long => "<i8",
            ulong => "<u8",
            int => "<i4",
            uint => "<u4",
            short => "<i2",
            ushort => "<u2",
            sbyte => "|i1",
            byte => "|u1",
            _ => throw new NotSupportedException(typeof(T).Name),
        };

    private static byte[] VariableLength(IReadOnlyList<string> values)
    {
        var bytes = new byte[4 + values.Sum(v => 4 + Encoding.UTF8.GetByteCount(v))];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, values.Count);
        var at = 4;
        foreach (var value in values)
        {
            var length = Encoding.UTF8.GetBytes(value, bytes.AsSpan(at + 4));
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), length);
            at += 4 + length;
        }
        return bytes;
    }

    // The last chunk of an array is as long as the others: zeros fill it up.
    private static byte[] Compress(ReadOnlySpan<byte> bytes, int padding)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Fastest))
        {
            zlib.Write(bytes);
            zlib.Write(new byte[padding]);
        }
        return target.ToArray();
    }

    private string Folder(string name)
    {
        var folder = Path.Combine(_path, name);
        _disk.CreateFolder(folder);
        return folder;
    }

    private void Json(string folder, string name, JsonObject value) =>
        _disk.WritePart(Path.Combine(folder, name), Encoding.UTF8.GetBytes(value.ToJsonString()));
}
