// Frames as the field's own tools see them.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Milieu.Engine;

namespace Milieu.Runs.Tests;

public class PythonTests
{
    private const string Python = "/usr/bin/python3";
    private static readonly Lazy<bool> HasReaders = new(() =>
        File.Exists(Python)
        && Run("-c", "import importlib.util as u; exit(not all(map(u.find_spec, ['anndata', 'zarr'])))").Code == 0
    );

    [Fact(DisplayName = "anndata and zarr read a 2-D frame: every number equals the state's, bit for bit")]
    public void Plane() => ReadsBack(TestModels.Plane);

    [Fact(DisplayName = "anndata and zarr read a 3-D frame: every number equals the state's, bit for bit")]
    public void Cube() => ReadsBack(TestModels.Cube);

    [Fact(
        DisplayName = "zarr reads structures and fibers as further channels, each at its place: what cells built shows"
    )]
    public void Matrix() => ReadsBack(TestModels.Matrix);

    [Fact(DisplayName = "A frame without cells is still a table, and one above a chunk of rows keeps its order")]
    public void EmptyAndLarge()
    {
        SkipWithoutPython();
        using var scratch = new Scratch();
        var model = TestModels.Plane with { Placements = [] };
        using var simulation = new Simulation(model, new SimulationOptions(1));
        Assert.Empty(Read(scratch, "empty", simulation)["ids"]!.AsArray());
        const int Many = 70_000;
        simulation.Tissue.Cells.SetCount(Many);
        for (var row = 0; row < Many; row++)
            (simulation.Tissue.Cells.Id[row], simulation.Tissue.Cells.X[row]) = ((ulong)(Many - row), row / 3.0);
        var many = Read(scratch, "many", simulation);
        Assert.Equal(Many, many["ids"]!.AsArray().Count);
        Assert.Equal("70000", (string)many["ids"]![Many - 1]!);
        Assert.Equal(0, (double)many["spatial"]![Many - 1]![0]!);
        Assert.Equal((Many - 1) / 3.0, (double)many["spatial"]![0]![0]!);
    }

    private static void ReadsBack(CompiledModel model)
    {
        SkipWithoutPython();
        using var scratch = new Scratch();
        using var simulation = new Simulation(model, new SimulationOptions(5, 2));
        simulation.RunTo(200);
        var cells = simulation.Tissue.Cells;
        cells.Flags[2] |= (byte)CellFlags.Tombstone;
        var read = Read(scratch, "frame", simulation);
        var rows = Enumerable.Range(0, cells.Count).Where(r => r != 2).OrderBy(r => cells.Id[r]).ToList();
        Assert.Equal(rows.Select(r => $"{cells.Id[r]}"), Texts(read["ids"]!));
        Assert.Equal(rows.Select(r => model.Types[cells.Type[r]].Name), Texts(read["types"]!));
        var states = new CellStates(model, cells);
        string[] names = ["live", "apoptotic", "necrotic", "other dead"];
        Assert.Equal(rows.Select(r => names[(int)states.Of(r)]), Texts(read["states"]!));
        Assert.Equal("int8", (string)read["codes"]!);
        Assert.Equal("uint64", (string)read["columns"]!["lineage"]!);
        Assert.Equal("category", (string)read["columns"]!["phase"]!);
        Numbers(read, "lineage", rows.Select(r => $"{cells.Lineage[r]}"));
        Numbers(read, "volume", rows.Select(r => Text(cells.Volume(r))));
        Numbers(read, "radius", rows.Select(r => Text(cells.Radius[r])));
        Numbers(read, "pressure", rows.Select(r => Text(cells.Pressure[r])));
        Numbers(read, "luck, or none", rows.Select(r => Text(cells.Values[^1][r])));
        Numbers(read, "damage", rows.Select(r => Text(cells.Damage![r])));
        Numbers(
            read,
            "attack_target",
            rows.Select(r => cells.AttackTarget![r] < 0 ? "-1" : $"{cells.Id[cells.AttackTarget[r]]}")
        );
        Assert.False((bool)read["has_x"]!);
        Assert.Equal(20, (double)read["minutes"]!);
        var spatial = read["spatial"]!.AsArray();
        for (var k = 0; k < rows.Count; k++)
        {
            double[] place = [cells.X[rows[k]], cells.Y[rows[k]], cells.Z[rows[k]]];
            Assert.Equal(place.Take(model.Grid.Axes), spatial[k]!.AsArray().Select(v => (double)v!));
        }
        Fields(simulation, read);
    }

    private static void Fields(Simulation simulation, JsonNode read)
    {
        var grid = simulation.Model.Grid;
        string[][] axes =
        [
            ["c", "channel", ""],
            ["z", "space", "micrometer"],
            ["y", "space", "micrometer"],
            ["x", "space", "micrometer"],
        ];
        Assert.Equal(
            grid.Is2D ? axes.Where(a => a[0] != "z") : axes,
            read["axes"]!.AsArray().Select(a => a!.AsArray().Select(v => (string?)v ?? "").ToArray())
        );
        Assert.Equal("0.4", (string)read["version"]!);
        string[] own = ["oxygen", "drug"];
        string[] matrix = ["ecm_density", "fiber_x", "fiber_y", "fiber_z", "anisotropy"];
        string[] names = simulation.Model.Matrix is null ? own : [.. own, .. matrix];
        Assert.Equal(names, Texts(read["channels"]!));
        Assert.Equal("float64", (string)read["dtype"]!);
        int[] shape = grid.Is2D ? [names.Length, grid.Ny, grid.Nx] : [names.Length, grid.Nz, grid.Ny, grid.Nx];
        Assert.Equal(shape, read["shape"]!.AsArray().Select(v => (int)v!));
        Assert.Equal(
            simulation.Tissue.VoxelState.SelectMany(f =>
                Enumerable.Range(0, grid.Voxels).Select(v => f[f.OffsetOfVoxel(v)])
            ),
            read["values"]!.AsArray().Select(v => (double)v!)
        );
        if (simulation.Model.Matrix is not null)
            Assert.True(simulation.Tissue.Matrix.Structures[0].Values.Span(400).ToArray().Max() > 0.4);
        // Voxel centers: index 0 of every axis lies half a voxel inside the corner.
        var transformations = read["transformations"]!;
        double[] scale = [1, grid.Dz, grid.Dy, grid.Dx];
        double[] start = [0, grid.OriginZ + 10, grid.OriginY + 10, grid.OriginX + 10];
        Assert.Equal(
            grid.Is2D ? [scale[0], .. scale[2..]] : scale,
            transformations[0]!["scale"]!.AsArray().Select(v => (double)v!)
        );
        Assert.Equal(
            grid.Is2D ? [start[0], .. start[2..]] : start,
            transformations[1]!["translation"]!.AsArray().Select(v => (double)v!)
        );
    }

    private static void Numbers(JsonNode read, string column, IEnumerable<string> expected) =>
        Assert.Equal(expected.Select(Normal), Texts(read["numbers"]![column]!).Select(Normal));

    // Python writes 1.0 where .NET writes 1; both give the shortest text that reads back.
    private static string Normal(string number) =>
        number.Contains('.') || number.Contains('e') || number.Contains('E')
            ? BitConverter.DoubleToInt64Bits(double.Parse(number, CultureInfo.InvariantCulture)).ToString("x16")
        : long.TryParse(number, out var whole) && Math.Abs(whole) < 1L << 53
            ? BitConverter.DoubleToInt64Bits(whole).ToString("x16")
        : number;

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Texts(JsonNode node) => node.AsArray().Select(v => (string)v!);

    private static JsonNode Read(Scratch scratch, string name, Simulation simulation)
    {
        var (disk, path) = (new RunDisk(), scratch[name]);
        disk.CreateFolder(path);
        var (model, tissue, minutes) = (simulation.Model, simulation.Tissue, simulation.Minutes);
        CellsFrame.Write(disk, Path.Combine(path, "cells.zarr"), model, tissue, minutes);
        FieldsFrame.Write(disk, Path.Combine(path, "fields.zarr"), model, tissue, minutes);
        var (code, output, error) = Run(Path.Combine(AppContext.BaseDirectory, "read_frame.py"), path);
        Assert.True(code == 0, error);
        return JsonNode.Parse(output)!;
    }

    private static void SkipWithoutPython()
    {
        if (!HasReaders.Value)
            Assert.Skip($"{Python} with anndata and zarr is not here (Debian: python3-anndata, python3-zarr)");
    }

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
