// Cells CSV in both versions: which cells arrive where, what is left out, what is refused.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

public sealed class CellsCsvTests
{
    private readonly List<Diagnostic> _problems = [];

    [Fact(DisplayName = "A table with a header that names types is used as it stands, and every cell arrives")]
    public void TableIsUsedAsItStands()
    {
        var placed = Place("x,y,z,type\n1,2,0,tumor\n\n-3.5,4e1,0,CD8 T cell\n", out var path);
        Assert.Equal("cells.csv", path);
        Assert.Equal([("tumor", 1.0, 2.0), ("CD8 T cell", -3.5, 40.0)], placed);
        Assert.Empty(_problems);
    }

    [Fact(DisplayName = "Version 1 gives cells by the number of their type, whatever stands between the numbers")]
    public void VersionOne()
    {
        Assert.Equal([("tumor", 1.0, 2.0), ("CD8 T cell", -3.0, 4.0)], Place("1,2,0,7\r\n-3; 4 0\t3.9\r\n", out _));
        Assert.Empty(_problems);
    }

    [Fact(DisplayName = "Short rows, capitals, line ends of Windows and a comma at the end are read as meant")]
    public void LooseTablesAreRead()
    {
        const string Text =
            "X,Y,Z,cell_type,volume,custom:sample\r\n1,2,0,tumor\r\n3,4,0,tumor,1000,\r\n5,6,0,tumor,s,2,\r\n";
        Assert.Equal([("tumor", 1.0, 2.0), ("tumor", 3.0, 4.0), ("tumor", 5.0, 6.0)], Place(Text, out _));
        Assert.Empty(_problems);
        var values = Compile(Text)!.Placements[0].Values;
        Assert.Equal([double.NaN, 1000, double.NaN], values[0].Values);
        Assert.Equal([double.NaN, double.NaN, 2], values[1].Values);
    }

    [Fact(DisplayName = "A column or type that is not known is left out with one warning, at its first place")]
    public void UnknownIsLeftOut()
    {
        var placed = Place("x,y,z,type,volum,cycle entry\n1,2,0,tumur,5,1\n3,4,0,tumor,5,0.5\n5,6,0,tumur,5,1", out _);
        Assert.Equal([("tumor", 3.0, 4.0)], placed);
        Assert.Equal(
            [(Severity.Warning, 1, 12, null), (Severity.Warning, 2, 7, "tumor")],
            _problems.Select(p => (p.Severity, p.Line, p.Column, p.Nearest))
        );
        Assert.Contains("2 cells are left out", _problems[1].Message, StringComparison.Ordinal);
        Assert.Empty(Place("1,2,0,99", out _));
        Assert.Contains("this cell is left out", Assert.Single(_problems).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, int> Wrong =>
        new()
        {
            { "x,y,z,type\n1,2,0\n", "PhysiCell would crash", 2 },
            { "x,y,z,type\n1,2,0,tumor\n1,2,0,tumor,5\n", "longer than the header", 3 },
            { "x,b,z,type\n1,2,0,tumor\n", "read as y", 1 },
            { "x,y\n1,2\n", "not the header", 1 },
            { "1,2,0\n", "not a cell of version 1", 1 },
            { "\n1,2,0,0,0\n", "not a cell of version 1", 2 },
            { "1,2,0,tumor\n", "not a cell of version 1", 1 },
            { "x,y,z,type\n\nfar,2,0,tumor\n", "not a finite number", 3 },
            { "7,7,0,7\n7,far,0,7\n", "not a finite number", 2 },
            { "x,y,z,type\n1,2,0,tumor\n500,2,0,tumor\n", "outside the domain", 3 },
            { "1,2,0,7\n0,-51,0,7\n", "outside the domain", 2 },
            { "x,y,z,type\n1,2,0,tumur\n-51,2,0,tumor\n", "outside the domain", 3 },
            { "x,y,z,type,volume\n1,2,0,tumor,-4\n", "above zero", 2 },
        };

    [Theory(
        DisplayName = "Bad rows are errors at their own line of the file that the author has, derived tables included"
    )]
    [MemberData(nameof(Wrong))]
    public void BadRowsAreErrors(string text, string message, int line)
    {
        Assert.Null(Compile(text));
        var error = Assert.Single(_problems, p => p.Severity == Severity.Error);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(("cells.csv", line), (error.File, error.Line));
    }

    [Theory(DisplayName = "A million wrong rows give a few messages and their number, not a million")]
    [InlineData("x,y,z,type\n")]
    [InlineData("1,2,0,7\n")]
    public void MistakesAreCounted(string start)
    {
        Compile(start + string.Concat(Enumerable.Repeat("1,2\n", 5000)));
        Assert.InRange(_problems.Count, 2, 50);
        Assert.Contains("4980 more", _problems[^1].Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A million cells are read and compiled in seconds (1 s of one core), not minutes")]
    public void MillionCells()
    {
        var text = new StringBuilder("x,y,z,type\n", 40_000_000);
        for (var i = 0; i < 1_000_000; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{-45 + (i % 900 * 0.1)},{-45 + (i / 900 % 900 * 0.1)},0.000000,{(i % 3 == 0 ? "tumor" : "CD8 T cell")}\n"
            );
        var watch = Stopwatch.StartNew();
        var model = Compile(text.ToString());
        watch.Stop();
        Assert.Equal(1_000_000, model!.Placements.Sum(p => p.Count));
        Assert.True(watch.Elapsed.TotalSeconds < 20, $"{watch.Elapsed}");
    }

    private List<(string, double, double)> Place(string text, out string? path)
    {
        var model = Compile(text);
        path = _path;
        if (model is null)
            return [];
        var cells = model.Placements.SelectMany(p =>
            Enumerable.Range(0, p.Count).Select(i => (model.Types[p.Type].Name, p.Points[3 * i], p.Points[(3 * i) + 1]))
        );
        return [.. cells];
    }

    private string? _path;

    private CompiledModel? Compile(string text)
    {
        _problems.Clear();
        var memory = new MemoryFiles { ["cells.csv"] = text };
        var files = new DerivedFiles(memory);
        var ids = new Dictionary<int, string> { [7] = "tumor", [3] = "CD8 T cell" };
        var spec = new CellsCsv(Names.Words(), ids, files, _problems).Read("cells.csv", text);
        _path = spec?.File;
        var model = Names.Model();
        if (spec is not null)
            model.Placements["cells"] = spec;
        var compilation = Compiler.Compile(model, files);
        _problems.AddRange(
            compilation
                .Diagnostics.Where(d => d.File.StartsWith("cells.csv", StringComparison.Ordinal))
                .Select(files.AtOriginal)
        );
        return _problems.Exists(p => p.Severity == Severity.Error) ? null : compilation.Model;
    }
}
