// Reads the first matrix of a MATLAB level 4 file, with distrust.
using System.Buffers.Binary;
using System.Text;

namespace Milieu.PhysiCell;

/// <summary>Every numeric type of the format, in either byte order, with or without a NUL that closes the name.</summary>
/// <remarks>Source of the layout: "MAT-File Format", MathWorks, level 4. What follows the first matrix is left alone.</remarks>
internal static class MatlabReader
{
    private const int HeaderBytes = 20;
    private const int LongestName = 1024;
    private const int MostNumbers = 1 << 27;

    /// <summary>Null when the bytes are no such matrix; why is in <paramref name="problem"/>.</summary>
    /// <remarks>No more memory is taken than eight times the bytes given.</remarks>
    public static MatlabMatrix? Read(ReadOnlySpan<byte> bytes, out string problem)
    {
        problem = Foreign(bytes);
        if (problem.Length > 0)
            return null;
        var isBig = !IsType(BinaryPrimitives.ReadUInt32LittleEndian(bytes), 0);
        Span<uint> words = stackalloc uint[HeaderBytes / sizeof(uint)];
        for (var i = 0; i < words.Length; i++)
        {
            var at = bytes[(i * sizeof(uint))..];
            words[i] = isBig ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);
        }
        if (isBig && !IsType(words[0], 1))
            problem = "it is no MATLAB level 4 matrix: the first four bytes name no type of it";
        else if (words[0] % 10 != 0)
            problem = words[0] % 10 == 1 ? "the matrix holds text, not numbers" : "the matrix is sparse; write it full";
        else if (words[3] != 0)
            problem = "the matrix is complex; write its real part";
        else
            return Body(bytes[HeaderBytes..], words, isBig, out problem);
        return null;
    }

    // The type is written MOPT: byte order, 0, precision, kind.
    private static bool IsType(uint type, uint order) =>
        type / 1000 == order && type / 100 % 10 == 0 && type / 10 % 10 <= 5 && type % 10 <= 2;

    private static string Foreign(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("MATLAB 5"u8) || bytes.StartsWith("MATLAB 7"u8))
            return "it is a newer MATLAB file; write it with save -v4, or scipy.io.savemat with format='4'";
        return bytes.Length < HeaderBytes ? $"it ends inside its header of {HeaderBytes} bytes" : "";
    }

    private static MatlabMatrix? Body(
        ReadOnlySpan<byte> bytes,
        ReadOnlySpan<uint> words,
        bool isBig,
        out string problem
    )
    {
        var (rows, columns, nameLength) = (words[1], words[2], words[4]);
        var precision = (int)(words[0] / 10 % 10);
        var size = SizeOf(precision);
        problem = "";
        if (nameLength > LongestName)
            problem = $"its name is said to have {nameLength} letters";
        else if ((ulong)bytes.Length < nameLength)
            problem = "it ends inside its name";
        // A product of two 32-bit numbers fits into 64 bits; times eight it may not.
        else if ((ulong)rows * columns > (ulong)(bytes.Length - (int)nameLength) / (ulong)size)
            problem =
                $"{rows} x {columns} numbers of {size} bytes are said to follow, but only {bytes.Length - (int)nameLength} bytes do";
        else if (rows > int.MaxValue || columns > int.MaxValue || (ulong)rows * columns > MostNumbers)
            problem = $"{rows} x {columns} numbers are more than the {MostNumbers} that are read";
        if (problem.Length > 0)
            return null;
        var name = Encoding.Latin1.GetString(bytes[..(int)nameLength]).TrimEnd('\0');
        var values = new double[(int)rows * (int)columns];
        var data = bytes[(int)nameLength..];
        for (var i = 0; i < values.Length; i++)
            values[i] = Value(data[(i * size)..], precision, isBig);
        return new MatlabMatrix(name, (int)rows, (int)columns, values);
    }

    private static int SizeOf(int precision) =>
        precision switch
        {
            0 => sizeof(double),
            1 => sizeof(float),
            2 => sizeof(int),
            5 => sizeof(byte),
            _ => sizeof(short),
        };

    private static double Value(ReadOnlySpan<byte> at, int precision, bool isBig) =>
        (precision, isBig) switch
        {
            (0, false) => BinaryPrimitives.ReadDoubleLittleEndian(at),
            (0, true) => BinaryPrimitives.ReadDoubleBigEndian(at),
            (1, false) => BinaryPrimitives.ReadSingleLittleEndian(at),
            (1, true) => BinaryPrimitives.ReadSingleBigEndian(at),
            (2, false) => BinaryPrimitives.ReadInt32LittleEndian(at),
            (2, true) => BinaryPrimitives.ReadInt32BigEndian(at),
            (3, false) => BinaryPrimitives.ReadInt16LittleEndian(at),
            (3, true) => BinaryPrimitives.ReadInt16BigEndian(at),
            (4, false) => BinaryPrimitives.ReadUInt16LittleEndian(at),
            (4, true) => BinaryPrimitives.ReadUInt16BigEndian(at),
            _ => at[0],
        };
}
