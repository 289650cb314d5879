// PNG, as small as a writer of it can be.
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace Milieu.Runs;

/// <summary>Eight-bit RGB, not interlaced (ISO/IEC 15948).</summary>
internal static class Png
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(k => Entry((uint)k))];

    /// <param name="pixels">Rows from the top.</param>
    public static byte[] Encode(int width, int height, Rgb[] pixels)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Chunk(png, "IHDR", header);
        Chunk(png, "IDAT", Compress(width, height, pixels));
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    // Each row stores its difference to the pixel on the left (filter 1): flat areas become zeros.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte[] Compress(int width, int height, Rgb[] pixels)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Fastest))
        {
            var row = new byte[1 + (3 * width)];
            row[0] = 1;
            for (var y = 0; y < height; y++)
            {
                var left = default(Rgb);
                for (var x = 0; x < width; x++)
                {
                    var p = pixels[(y * width) + x];
                    row[(3 * x) + 1] = (byte)(p.R - left.R);
                    row[(3 * x) + 2] = (byte)(p.G - left.G);
                    row[(3 * x) + 3] = (byte)(p.B - left.B);
                    left = p;
                }
                zlib.Write(row);
            }
        }
        return target.ToArray();
    }

    private static void Chunk(Stream png, string name, byte[] body)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        png.Write(number);
        byte[] content = [.. Encoding.ASCII.GetBytes(name), .. body];
        png.Write(content);
        var crc = uint.MaxValue;
        foreach (var b in content)
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        png.Write(number);
    }

    private static uint Entry(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    }
}
