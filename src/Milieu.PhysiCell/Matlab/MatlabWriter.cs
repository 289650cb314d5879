// Writes MATLAB level 4 matrices byte for byte as PhysiCell does.
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Milieu.PhysiCell;

/// <summary>
/// Five little-endian 32-bit words (type 0, rows, columns, imaginary 0, length of the name), the name, then rows x columns
/// doubles, column after column (contract 14.1).
/// </summary>
/// <remarks>MATLAB counts a closing NUL in the length of the name; PhysiCell writes neither, and readers take both.</remarks>
internal static class MatlabWriter
{
    private const int HeaderWords = 5;
    private const int ValuesAtOnce = 4096;

    public static void Write(Stream stream, string name, int rows, int columns, ReadOnlySpan<double> values)
    {
        if (values.Length != (long)rows * columns)
            throw new ArgumentException($"{rows} x {columns} values are needed, not {values.Length}", nameof(values));
        WriteHeader(stream, name, rows, columns);
        WriteValues(stream, values);
    }

    /// <summary>The header alone; rows x columns values must follow by <see cref="WriteValues"/>.</summary>
    public static void WriteHeader(Stream stream, string name, int rows, int columns)
    {
        var text = Encoding.ASCII.GetBytes(name);
        Span<byte> header = stackalloc byte[HeaderWords * sizeof(int)];
        ReadOnlySpan<int> words = [0, rows, columns, 0, text.Length];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(header[(i * sizeof(int))..], words[i]);
        stream.Write(header);
        stream.Write(text);
    }

    /// <summary>Further values, column after column.</summary>
    public static void WriteValues(Stream stream, ReadOnlySpan<double> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            for (; values.Length > ValuesAtOnce; values = values[ValuesAtOnce..])
                stream.Write(MemoryMarshal.AsBytes(values[..ValuesAtOnce]));
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
