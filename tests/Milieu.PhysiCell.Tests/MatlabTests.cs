// MATLAB level 4 matrices: the very bytes, every type and byte order, and what is refused.
using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace Milieu.PhysiCell.Tests;

public sealed class MatlabTests
{
    [Fact(DisplayName = "A matrix is written as PhysiCell writes it, byte for byte: no NUL after the name")]
    public void BytesAreThoseOfPhysiCell()
    {
        var stream = new MemoryStream();
        MatlabWriter.Write(stream, "cells", 2, 1, [1, -2.5]);
        byte[] expected =
        [
            .. Words(0, 2, 1, 0, 5),
            .. "cells"u8,
            .. (byte[])[0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0x04, 0xC0],
        ];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact(DisplayName = "What is written reads back bit for bit, more values than are written at once, NaN included")]
    public void WrittenReadsBack()
    {
        double[] values = [.. Enumerable.Range(0, 3 * 5000).Select(i => Math.Sqrt(i) - 7)];
        values[17] = double.NaN;
        values[18] = -0.0;
        var stream = new MemoryStream();
        MatlabWriter.Write(stream, "multiscale_microenvironment", 3, 5000, values);
        var matrix = Read(stream.ToArray());
        Assert.Equal(("multiscale_microenvironment", 3, 5000), (matrix.Name, matrix.Rows, matrix.Columns));
        Assert.Equal(
            values.Select(BitConverter.DoubleToInt64Bits),
            matrix.Values.Select(BitConverter.DoubleToInt64Bits)
        );
        Assert.Equal(values[(3 * 4999) + 2], matrix[2, 4999]);
        Assert.Equal(values.AsSpan(9, 3).ToArray(), matrix.Column(3).ToArray());
    }

    [Fact(DisplayName = "A wrong number of values is the writer's own mistake and never reaches the file")]
    public void WriterCountsItsValues()
    {
        var stream = new MemoryStream();
        Assert.Throws<ArgumentException>(() => MatlabWriter.Write(stream, "a", 2, 2, [1, 2, 3]));
        Assert.Equal(0, stream.Length);
    }

    public static TheoryData<int, bool, string> Types =>
        new()
        {
            { 0, false, "000000000000F83F0000000000000440" },
            { 0, true, "3FF80000000000004004000000000000" },
            { 1, false, "0000C03F00002040" },
            { 1, true, "3FC0000040200000" },
            { 2, false, "FEFFFFFF00000100" },
            { 2, true, "FFFFFFFE00010000" },
            { 3, false, "FEFF0100" },
            { 3, true, "FFFE0001" },
            { 4, false, "FEFF0100" },
            { 4, true, "FFFE0001" },
            { 5, false, "FE01" },
            { 5, true, "FE01" },
        };

    [Theory(
        DisplayName = "Every numeric type reads in both byte orders: a swapped order or a wrong size gives other values"
    )]
    [MemberData(nameof(Types))]
    public void EveryTypeReads(int precision, bool isBig, string hex)
    {
        double[] expected = precision switch
        {
            0 or 1 => [1.5, 2.5],
            2 => [-2, 65536],
            3 => [-2, 1],
            4 => [65534, 1],
            _ => [254, 1],
        };
        var words = Words((isBig ? 1000 : 0) + (10 * precision), 1, 2, 0, 2);
        if (isBig)
            for (var i = 0; i < 5; i++)
                words.AsSpan(4 * i, 4).Reverse();
        // With the NUL that MATLAB and scipy count.
        var matrix = Read([.. words, (byte)'m', 0, .. Convert.FromHexString(hex)]);
        Assert.Equal("m", matrix.Name);
        Assert.Equal(expected, matrix.Values);
    }

    public static TheoryData<string, byte[]> Bad =>
        new()
        {
            { "ends inside its header", [1, 2, 3] },
            { "ends inside its header", [] },
            { "newer MATLAB file", Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, Platform: GLNXA64") },
            { "name no type", Words(0x7F7F7F7F, 1, 1, 0, 1) },
            { "name no type", Words(60, 1, 1, 0, 1) },
            { "holds text", Words(1, 1, 1, 0, 1) },
            { "is sparse", Words(2, 1, 1, 0, 1) },
            { "is complex", Words(0, 1, 1, 1, 1) },
            { "ends inside its name", Words(0, 1, 1, 0, 1) },
            { "2000000000 letters", Words(0, 1, 1, 0, 2_000_000_000) },
            { "only 8 bytes do", [.. Words(0, 1, 2, 0, 1), 0, .. new byte[8]] },
            { "4294967295 x 4294967295", [.. Words(0, -1, -1, 0, 0), .. new byte[80]] },
            { "4294967295 x 0", [.. Words(0, -1, 0, 0, 0), .. new byte[80]] },
            // 2^61 numbers of 8 bytes: the count of bytes overflows to 0.
            { "2147483648 x 1073741824", [.. Words(0, int.MinValue, 1 << 30, 0, 0), .. new byte[80]] },
        };

    [Theory(
        DisplayName = "What is cut short, huge, sparse, complex, text or no level 4 file is refused with its reason"
    )]
    [MemberData(nameof(Bad))]
    public void BadBytesAreRefused(string reason, byte[] bytes)
    {
        Assert.Null(MatlabReader.Read(bytes, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A matrix without columns, as a frame without cells is, reads as such")]
    public void EmptyMatrixReads() => Assert.Equal((87, 0), (Read(Words(0, 87, 0, 0, 0)).Rows, 0));

    [Fact(DisplayName = "Matrices that scipy writes, of every type that it has, read as scipy meant them")]
    public async Task ReadsWhatScipyWrites()
    {
        const string Python = "/usr/bin/python3";
        const string Script = """
            import io, sys, numpy, scipy.io
            a = numpy.array([[1, 2, 3], [4, 5, 6]])
            for t in ('f8', '>f8', 'f4', 'i4', 'i2', 'u2', 'u1'):
                b = io.BytesIO()
                scipy.io.savemat(b, {'densities': a.astype(t)}, format='4')
                print(b.getvalue().hex())
            """;
        if (!File.Exists(Python))
            Assert.Skip($"{Python} is not here");
        var start = new ProcessStartInfo(Python, ["-c", Script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var lines = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if ((await error).Contains("ModuleNotFoundError", StringComparison.Ordinal))
            Assert.Skip($"{Python} with scipy is not here (Debian: python3-scipy)");
        Assert.Equal(7, lines.Length);
        foreach (var matrix in lines.Select(l => Read(Convert.FromHexString(l))))
        {
            Assert.Equal(("densities", 2, 3), (matrix.Name, matrix.Rows, matrix.Columns));
            Assert.Equal([1, 4, 2, 5, 3, 6], matrix.Values);
        }
    }

    private static MatlabMatrix Read(byte[] bytes)
    {
        var matrix = MatlabReader.Read(bytes, out var problem);
        Assert.Equal("", problem);
        return matrix!;
    }

    private static byte[] Words(params int[] words)
    {
        var bytes = new byte[words.Length * 4];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        return bytes;
    }
}
