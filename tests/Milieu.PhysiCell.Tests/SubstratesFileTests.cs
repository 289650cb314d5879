// Densities from CSV and MATLAB files: each voxel gets its own, what is not listed is 0, bad files are refused.
using System.Collections.Immutable;
using System.Text;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

public sealed class SubstratesFileTests
{
    private readonly List<Diagnostic> _problems = [];

    // Five by five voxels of 20 um; the value of each is a function of its center.
    private static readonly (double X, double Y)[] Voxels =
    [
        .. from y in (double[])[-40, -20, 0, 20, 40] from x in (double[])[-40, -20, 0, 20, 40] select (x, y),
    ];

    [Theory(
        DisplayName = "A table gives each voxel its density in any order of rows; a substrate without a column is 0"
    )]
    [InlineData("x,y,z,oxygen\n")]
    [InlineData("X,Y,Z,oxygen\n")]
    [InlineData("\nx,y,z,oxygen\n")]
    [InlineData("")]
    public void TableFillsVoxels(string header)
    {
        var rows = Voxels.Reverse().Select(v => $"{v.X},{v.Y},0,{Density(v)}\n");
        var model = Compile("ic.csv", Encoding.UTF8.GetBytes(header + string.Concat(rows)), "csv");
        Assert.Empty(_problems);
        Assert.Equal(Voxels.Select(Density), model!.Substrates[0].InitialField);
        Assert.Equal((0.0, true), (model.Substrates[1].Initial, model.Substrates[1].InitialField.IsEmpty));
    }

    [Fact(DisplayName = "A MATLAB matrix of voxels x (3 + substrates) gives every substrate its densities")]
    public void MatrixFillsVoxels()
    {
        var model = Compile("ic.mat", Matrix(25, 5), "matlab");
        Assert.Empty(_problems);
        Assert.Equal(Voxels.Select(Density), model!.Substrates[0].InitialField);
        Assert.Equal(Voxels.Select(v => Density(v) / 3), model.Substrates[1].InitialField);
    }

    public static TheoryData<string, string, string> Wrong =>
        new()
        {
            { "csv", "", "the file is empty" },
            { "csv", "x,y,z,oxigen\n0,0,0,1", "unknown substrate" },
            { "csv", "x,z,y,oxygen\n0,0,0,1", "not the header" },
            { "csv", "x,y,z\n0,0,0", "not the header" },
            { "csv", "x,y,z,oxygen,oxygen\n0,0,0,1,1", "two columns" },
            { "csv", "0,0,0\n", "a row without a header" },
            { "csv", "0,0,0,1,2,3\n", "a row without a header" },
            { "csv", "x,y,z,oxygen\n0,0,0,1", "24 of 25 voxels have no row" },
            { "csv", "0,0,0,1\n0,0,0,1", "this voxel has a row already" },
            { "csv", "0,0,0,1\n0,0,far,1", "not a finite number" },
            { "csv", "0,0,0,1\n0,0,0\n", "short" },
            { "matlab", "x,y,z,oxygen\n0,0,0,1\n and more text", "not a MATLAB level 4 matrix" },
            { "xml", "", "of this type cannot be read" },
        };

    [Theory(DisplayName = "A file of densities that is empty, misnamed, short, double or of another format is refused")]
    [MemberData(nameof(Wrong))]
    public void BadFilesAreRefused(string type, string text, string message)
    {
        Assert.Null(Compile("ic", Encoding.UTF8.GetBytes(text), type));
        Assert.Contains(_problems, p => p.ToString().Contains(message, StringComparison.Ordinal));
        Assert.All(_problems, p => Assert.DoesNotContain("(", p.File, StringComparison.Ordinal));
    }

    [Fact(DisplayName = "A matrix of another shape says which shape is needed; a missing file is named")]
    public void BadMatricesAreRefused()
    {
        Assert.Null(Compile("ic.mat", Matrix(5, 25), "matlab"));
        Assert.Contains("5 columns; transpose it", Assert.Single(_problems).ToString(), StringComparison.Ordinal);
        Assert.Null(Compile("ic.mat", Matrix(24, 5), "matlab"));
        Assert.Contains(_problems, p => p.Message.Contains("1 of 25 voxels have no row", StringComparison.Ordinal));
        foreach (var type in (string[])["csv", "matlab"])
        {
            Assert.Null(Compile("ic", null, type));
            Assert.Contains("no such file", Assert.Single(_problems).ToString(), StringComparison.Ordinal);
        }
    }

    private static double Density((double X, double Y) v) => 100 + v.X + (v.Y / 1024);

    private static byte[] Matrix(int rows, int columns)
    {
        var values = new double[rows * columns];
        for (var i = 0; i < Math.Min(25, rows) && columns == 5; i++)
        {
            values[i] = Voxels[i].X;
            values[rows + i] = Voxels[i].Y;
            values[(3 * rows) + i] = Density(Voxels[i]);
            values[(4 * rows) + i] = Density(Voxels[i]) / 3;
        }
        var stream = new MemoryStream();
        MatlabWriter.Write(stream, "ic", rows, columns, values);
        return stream.ToArray();
    }

    private CompiledModel? Compile(string file, byte[]? bytes, string type)
    {
        _problems.Clear();
        var memory = new MemoryFiles();
        if (bytes is not null && type == "matlab")
            memory.Put(file, bytes);
        else if (bytes is not null)
            memory[file] = Encoding.UTF8.GetString(bytes);
        var files = new DerivedFiles(memory);
        var model = Names.Model();
        var specs = new SubstratesFile(["oxygen", "debris"], files, _problems).Read(file, type);
        foreach (var (name, spec) in specs ?? ImmutableDictionary<string, InitialSpec>.Empty)
            model.Substrates[name].Initial = spec;
        var compilation = Compiler.Compile(model, files);
        _problems.AddRange(
            compilation
                .Diagnostics.Where(d => d.Severity == Severity.Error)
                .Select(files.AtOriginal)
                .Select(d => d with { File = files.OriginalOf(d.File) })
        );
        return _problems.Exists(p => p.Severity == Severity.Error) ? null : compilation.Model;
    }
}
