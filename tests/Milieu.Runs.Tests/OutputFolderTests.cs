// The output folder within a run folder: what is in it, how it is numbered, and that stops leave no trace.
using System.Globalization;
using System.Xml.Linq;
using Milieu.PhysiCell;

namespace Milieu.Runs.Tests;

public class OutputFolderTests
{
    private static readonly string[] OfSnapshot =
    [
        ".xml",
        "_attached_cells_graph.txt",
        "_cell_neighbor_graph.txt",
        "_cells.mat",
        "_microenvironment0.mat",
        "_spring_attached_cells_graph.txt",
    ];

    [Fact(
        DisplayName = "The folder holds what PhysiCell leaves: numbered snapshots at the frames' times, initial, final, mesh, legend, seed"
    )]
    public void HoldsWhatPhysiCellLeaves()
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["run"]) with { Formats = RunFormats.PhysiCell });
        var stems = Enumerable.Range(0, 4).Select(n => $"output{n:D8}").Append("initial").Append("final").ToList();
        Assert.Equal(
            stems
                .SelectMany(s => OfSnapshot.Select(part => s + part))
                .Concat(Enumerable.Range(0, 4).Select(n => $"snapshot{n:D8}.svg"))
                .Concat(["initial.svg", "final.svg", "initial_mesh0.mat", "legend.svg", "random_seed.txt"])
                .Order(StringComparer.Ordinal),
            Names(scratch["run/output"])
        );
        Assert.Equal([0, 10, 20, 30, 0, 30], stems.Select(s => Minutes(scratch[$"run/output/{s}.xml"])));
        Assert.Equal("7", File.ReadAllText(scratch["run/output/random_seed.txt"]));
        Assert.Empty(Names(scratch["run/frames"]));
        Assert.False(File.Exists(scratch["run/picture.svg"]));
        Assert.Equal(
            File.ReadAllBytes(scratch["run/output/output00000003_cells.mat"]),
            File.ReadAllBytes(scratch["run/output/final_cells.mat"])
        );
    }

    [Fact(DisplayName = "Unless asked for there is no output folder, and pictures can be left out of both forms")]
    public void FormatsAreChosen()
    {
        using var scratch = new Scratch();
        var request = TestModels.Request(scratch["plain"]) with { UntilMinutes = 10 };
        Runner.Start(request with { Formats = RunFormats.Milieu });
        Assert.False(Directory.Exists(scratch["plain/output"]));
        Assert.True(File.Exists(scratch["plain/picture.png"]));
        Runner.Start(request with { Folder = scratch["bare"], Pictures = false });
        Assert.True(File.Exists(scratch["bare/output/final.xml"]));
        Assert.True(Directory.Exists(scratch["bare/frames/0000000100/cells.zarr"]));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(scratch["bare"], "*", SearchOption.AllDirectories),
            f => Path.GetExtension(f) is ".svg" or ".png"
        );
    }

    [Fact(DisplayName = "Stopped anywhere in a snapshot and resumed, the folder equals that of a run without a stop")]
    public void ResumesWithTheRightNumbers()
    {
        using var scratch = new Scratch();
        var request = TestModels.Request(scratch["whole"]) with { Formats = RunFormats.PhysiCell };
        Runner.Start(request);
        foreach (
            var stopAt in (string[])
                [
                    "initial_cells.mat",
                    "output00000001.xml",
                    "snapshot00000002.svg",
                    "output00000002_cell_neighbor_graph.txt",
                    "final.xml",
                ]
        )
        {
            var disk = new WatchedDisk(path => Strike(path, stopAt));
            var broken = request with { Folder = scratch[stopAt] };
            Assert.Throws<RunFileException>(() => Runner.Start(broken, disk, null, CancellationToken.None));
            Assert.DoesNotContain(stopAt, Names(scratch[stopAt + "/output"]));
            Runner.Resume(new ResumeRequest { Folder = scratch[stopAt], Threads = 1 });
            Scratch.AssertSameResults(scratch["whole"], scratch[stopAt]);
        }
    }

    [Fact(
        DisplayName = "A run that ended between two frames gives that end no number: resumed further, its folder is the longer run's"
    )]
    public void EndsBetweenFramesAreNotNumbered()
    {
        using var scratch = new Scratch();
        var request = TestModels.Request(scratch["long"]) with { Formats = RunFormats.PhysiCell };
        Runner.Start(request);
        Runner.Start(request with { Folder = scratch["short"], UntilMinutes = 17 });
        Assert.Equal(17, Minutes(scratch["short/output/final.xml"]));
        Assert.False(File.Exists(scratch["short/output/output00000002.xml"]));
        Runner.Resume(new ResumeRequest { Folder = scratch["short"], UntilMinutes = 30 });
        Scratch.AssertSameResults(scratch["long/output"], scratch["short/output"]);
        // A run that has ended is resumed to nothing new.
        Runner.Resume(new ResumeRequest { Folder = scratch["short"] });
        Scratch.AssertSameResults(scratch["long/output"], scratch["short/output"]);
    }

    [Fact(
        DisplayName = "SVG snapshots have an interval and numbers of their own, also after a stop between two of them, or there are none"
    )]
    public void PicturesHaveTheirOwnRhythm()
    {
        using var scratch = new Scratch();
        var request = TestModels.Request(scratch["whole"]) with
        {
            Formats = RunFormats.PhysiCell,
            SvgMinutes = 4,
            SvgSubstrate = new SubstratePlot("oxygen", null, null, "viridis"),
        };
        Runner.Start(request);
        Assert.Equal(
            Enumerable.Range(0, 8).Select(n => $"snapshot{n:D8}.svg"),
            Names(scratch["whole/output"]).Where(n => n.StartsWith("snapshot", StringComparison.Ordinal))
        );
        Assert.Contains(
            "and 8.00 minutes",
            File.ReadAllText(scratch["whole/output/snapshot00000002.svg"]),
            StringComparison.Ordinal
        );
        Assert.True(File.Exists(scratch["whole/output/output00000003.xml"]));
        foreach (var stopAt in (string[])["snapshot00000003.svg", "snapshot00000005.svg"])
        {
            var disk = new WatchedDisk(path => Strike(path, stopAt));
            var broken = request with { Folder = scratch[stopAt] };
            Assert.Throws<RunFileException>(() => Runner.Start(broken, disk, null, CancellationToken.None));
            Runner.Resume(new ResumeRequest { Folder = scratch[stopAt] });
            Scratch.AssertSameResults(scratch["whole"], scratch[stopAt]);
        }
        Runner.Start(request with { Folder = scratch["none"], UntilMinutes = 10, SvgMinutes = 0 });
        Assert.Equal(
            ["final.svg", "initial.svg", "legend.svg"],
            Names(scratch["none/output"]).Where(n => n.EndsWith(".svg", StringComparison.Ordinal))
        );
    }

    [Fact(DisplayName = "A project's own files lie beside its output, and only a project's")]
    public void CopiesTheProject()
    {
        using var scratch = new Scratch();
        var request = TestModels.Request(scratch["project"]) with
        {
            UntilMinutes = 1,
            Sources =
            [
                new SourceText("p/config/PhysiCell_settings.xml", "<PhysiCell_settings/>"),
                new SourceText("p/config/rules.csv", "tumor,oxygen"),
            ],
        };
        Runner.Start(request);
        Assert.Equal("<PhysiCell_settings/>", File.ReadAllText(scratch["project/output/PhysiCell_settings.xml"]));
        Assert.Equal("tumor,oxygen", File.ReadAllText(scratch["project/output/rules.csv"]));
        Runner.Start(TestModels.Request(scratch["yaml"]) with { UntilMinutes = 1 });
        Assert.DoesNotContain("test.yaml", Names(scratch["yaml/output"]));
    }

    [Fact(DisplayName = "Frames closer than steps are numbered one after the other, without gaps")]
    public void NumbersHaveNoGaps()
    {
        using var scratch = new Scratch();
        Runner.Start(
            TestModels.Request(scratch["run"]) with
            {
                UntilMinutes = 0.5,
                FrameMinutes = 0.03,
                Formats = RunFormats.PhysiCell,
                Pictures = false,
            }
        );
        var found = Names(scratch["run/output"])
            .Where(n =>
                n.StartsWith("output", StringComparison.Ordinal) && n.EndsWith(".xml", StringComparison.Ordinal)
            );
        Assert.Equal(Enumerable.Range(0, 6).Select(n => $"output{n:D8}.xml"), found);
    }

    private static void Strike(string path, string stopAt)
    {
        if (Path.GetFileName(path).StartsWith(stopAt, StringComparison.Ordinal))
            throw new IOException("struck");
    }

    private static double Minutes(string document) =>
        double.Parse(
            XDocument.Load(document).Root!.Element("metadata")!.Element("current_time")!.Value,
            CultureInfo.InvariantCulture
        );

    private static List<string> Names(string folder) =>
        [
            .. Directory
                .EnumerateFileSystemEntries(folder)
                .Select(f => Path.GetFileName(f))
                .Order(StringComparer.Ordinal),
        ];
}
