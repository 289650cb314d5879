// Snapshots as Python's readers of PhysiCell output see them.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Milieu.PhysiCell.Tests;

public sealed class ScipyTests
{
    private const string Python = "/usr/bin/python3";
    private static readonly Lazy<bool> HasScipy = new(() =>
        File.Exists(Python) && Run("-c", "import scipy.io").Code == 0
    );

    [Theory(
        DisplayName = "scipy reads every matrix, and the XML leads it there: each number equals what our own reader reads"
    )]
    [InlineData(true, 60)]
    [InlineData(false, 60)]
    [InlineData(true, 0)]
    public void EqualsOurReader(bool is2D, double minutes)
    {
        if (!HasScipy.Value)
            Assert.Skip($"{Python} with scipy is not here (Debian: python3-scipy)");
        using var scene = new RichScene(is2D, minutes);
        if (minutes == 0)
            scene.Cells.SetCount(0);
        var folder = Directory.CreateTempSubdirectory("milieu-test-").FullName;
        try
        {
            foreach (var (name, bytes) in scene.Files())
                File.WriteAllBytes(Path.Combine(folder, name), bytes);
            var (code, output, error) = Run(
                Path.Combine(AppContext.BaseDirectory, "read_output.py"),
                Path.Combine(folder, "output00000007.xml")
            );
            Assert.True(code == 0, error);
            Compare(scene.Read(), JsonNode.Parse(output)!);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(OutputReader ours, JsonNode theirs)
    {
        Assert.Equal(ours.Minutes, (double)theirs["minutes"]!);
        Assert.Equal(ours.Axes, theirs["axes"]!.AsArray().Select(Numbers));
        Assert.Equal(ours.Substrates, theirs["substrates"]!.AsArray().Select(s => (string)s!));
        Assert.Equal(ours.Types, theirs["types"]!.AsArray().Select(s => (string)s!));
        Assert.Equal(
            ours.Labels.Select(l => (l.Name, l.Index, l.Size)),
            theirs["labels"]!.AsArray().Select(l => ((string)l![0]!, (int)l[1]!, (int)l[2]!))
        );
        Matrix(ours.Mesh, theirs["mesh"]!);
        Matrix(ours.Densities, theirs["densities"]!);
        Matrix(ours.Cells, theirs["cells"]!);
        Graph(ours.Graph("neighbor_graph"), theirs["neighbors"]!);
        Graph(ours.Graph("spring_attached_cells_graph"), theirs["springs"]!);
        Graph(ours.Graph("attached_cells_graph"), theirs["attached"]!);
    }

    private static void Matrix(MatlabMatrix ours, JsonNode theirs)
    {
        var columns = theirs.AsArray();
        Assert.Equal(ours.Columns, columns.Count);
        for (var k = 0; k < columns.Count; k++)
            Assert.Equal(ours.Column(k).ToArray(), Numbers(columns[k]));
    }

    private static void Graph(Dictionary<ulong, ulong[]> ours, JsonNode theirs)
    {
        Assert.Equal(
            ours.Keys.Select(id => id.ToString(CultureInfo.InvariantCulture)),
            theirs.AsObject().Select(e => e.Key)
        );
        foreach (var (id, others) in ours)
            Assert.Equal(others, theirs[id.ToString(CultureInfo.InvariantCulture)]!.AsArray().Select(n => (ulong)n!));
    }

    private static double[] Numbers(JsonNode? node) => [.. node!.AsArray().Select(v => (double)v!)];

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
