// What is written is read back: cells, fields, graphs, and everything that readers go by.
using Milieu.Engine;

namespace Milieu.PhysiCell.Tests;

public sealed class OutputTests
{
    [Theory(
        DisplayName = "Every label stands where PhysiCell puts it, with its size and units, and holds the state bit for bit"
    )]
    [InlineData(true)]
    [InlineData(false)]
    public void EveryLabelHoldsTheState(bool is2D)
    {
        using var scene = new RichScene(is2D);
        var read = scene.Read();
        var expected = new ExpectedCells(scene.Simulation).All.ToList();
        Assert.Equal(expected.Select(e => (e.Label, e.Units)), read.Labels.Select(l => (l.Name, l.Units)));
        // 69 single values, 2 rates of death, 7 values a type, 8 a substrate, the custom variables.
        Assert.Equal(69 + 2 + (7 * 3) + (8 * 3) + 2, read.Cells.Rows);
        var rows = scene.Rows;
        Assert.Equal(rows.Length, read.Cells.Columns);
        var index = 0;
        foreach (var (label, (_, _, values)) in read.Labels.Zip(expected))
        {
            Assert.Equal(index, label.Index);
            index += label.Size;
            for (var k = 0; k < rows.Length; k++)
                Assert.Equal(values(rows[k]), read.Values(label, k));
        }
        Assert.Equal(read.Cells.Rows, index);
    }

    [Theory(DisplayName = "The scene tells labels apart: states, attacks, springs, targets and rules all differ in it")]
    [InlineData(true)]
    [InlineData(false)]
    public void SceneIsRich(bool is2D)
    {
        using var scene = new RichScene(is2D);
        var read = scene.Read();
        foreach (
            var label in (string[])
                [
                    "cell_type",
                    "cycle_model",
                    "current_phase",
                    "pressure",
                    "dead",
                    "current_death_model",
                    "attack_target",
                    "total_attack_time",
                    "attack_total_damage_delivered",
                    "damage",
                    "is_motile",
                    "fluid_change_rate",
                    "current_cycle_phase_exit_rate",
                    "antigen",
                ]
        )
            Assert.True(
                Enumerable.Range(0, read.Cells.Columns).Select(k => read.Values(label, k)[0]).Distinct().Count() > 1,
                label
            );
        Assert.True(scene.Links.Count > 3);
    }

    [Theory(DisplayName = "Voxels come x fastest with center, volume and every density, in the mesh and in the fields")]
    [InlineData(true)]
    [InlineData(false)]
    public void FieldsAreRead(bool is2D)
    {
        using var scene = new RichScene(is2D, 20);
        var (read, grid) = (scene.Read(), scene.Model.Grid);
        Assert.Equal(("mesh", 4, grid.Voxels), (read.Mesh.Name, read.Mesh.Rows, read.Mesh.Columns));
        Assert.Equal(
            ("multiscale_microenvironment", 7, grid.Voxels),
            (read.Densities.Name, read.Densities.Rows, read.Densities.Columns)
        );
        Assert.Equal(["oxygen", "drug", "signal"], read.Substrates);
        Assert.Equal([grid.OriginX, grid.OriginY, grid.OriginZ, grid.EndX, grid.EndY, grid.EndZ], read.Box);
        Assert.Equal([grid.Nx, grid.Ny, grid.Nz], read.Axes.Select(a => a.Length));
        for (var voxel = 0; voxel < grid.Voxels; voxel++)
        {
            var (i, j, k) = (voxel % grid.Nx, voxel / grid.Nx % grid.Ny, voxel / grid.Nx / grid.Ny);
            double[] place = [grid.CenterX(i), grid.CenterY(j), grid.CenterZ(k), grid.VoxelVolume];
            Assert.Equal(place.Take(3), [read.Axes[0][i], read.Axes[1][j], read.Axes[2][k]]);
            Assert.Equal(place, read.Mesh.Column(voxel).ToArray());
            Assert.Equal(
                [.. place, .. scene.Simulation.Tissue.Fields.Select(f => f[f.OffsetOfVoxel(voxel)])],
                read.Densities.Column(voxel).ToArray()
            );
        }
    }

    [Theory(
        DisplayName = "The graphs list every cell; neighbors are those within reach, springs the links, both ways, by id"
    )]
    [InlineData(true)]
    [InlineData(false)]
    public void GraphsAreRead(bool is2D)
    {
        using var scene = new RichScene(is2D);
        var cells = scene.Cells;
        // One cell has left the domain: it stands there still, and touches nobody.
        var gone = scene.Rows[5];
        cells.Flags[gone] |= (byte)CellFlags.Escaped;
        (cells.X[gone], cells.Y[gone]) = (1e6, -1e6);
        cells.Flags[scene.Rows[7]] |= (byte)CellFlags.Tombstone;
        var read = scene.Read();
        var reach = scene.Model.Behaviors.Reach;
        var behaviors = new BehaviorReader(scene.Model, cells);
        var neighbors = read.Graph("neighbor_graph");
        var springs = read.Graph("spring_attached_cells_graph");
        Assert.Equal(scene.Rows.Select(r => cells.Id[r]), neighbors.Keys);
        Assert.Equal(neighbors.Keys, springs.Keys);
        Assert.Equal(neighbors.Keys, read.Graph("attached_cells_graph").Keys);
        Assert.All(read.Graph("attached_cells_graph").Values, Assert.Empty);
        foreach (var row in scene.Rows)
        {
            var close = scene.Rows.Where(r => r != row && r != gone && row != gone && AreClose(row, r));
            Assert.Equal(close.Select(r => cells.Id[r]), neighbors[cells.Id[row]]);
            var tied = scene.Rows.Where(r => scene.Links.Find(row, r) >= 0);
            Assert.Equal(tied.Select(r => cells.Id[r]), springs[cells.Id[row]]);
        }
        Assert.Empty(neighbors[cells.Id[gone]]);
        Assert.True(neighbors.Values.Sum(n => n.Length) > 200);
        bool AreClose(int a, int b)
        {
            double[] d = [cells.X[a] - cells.X[b], cells.Y[a] - cells.Y[b], cells.Z[a] - cells.Z[b]];
            var range = (behaviors[a, reach] * cells.Radius[a]) + (behaviors[b, reach] * cells.Radius[b]);
            return Math.Sqrt(d.Sum(v => v * v)) < range;
        }
    }

    [Fact(DisplayName = "A tissue without cells is written and read back: labels, fields and empty graphs")]
    public void NoCells()
    {
        using var scene = new RichScene(true, 0);
        scene.Cells.SetCount(0);
        var read = scene.Read();
        Assert.Equal((118, 0), (read.Cells.Rows, read.Cells.Columns));
        Assert.Empty(read.Graph("neighbor_graph"));
        Assert.Equal(0, read.Minutes);
    }

    [Fact(
        DisplayName = "Cells above one block of the writer and all at one place keep their order and their neighbors"
    )]
    public void ManyCells()
    {
        using var scene = new RichScene(true, 0);
        const int Many = 1000;
        scene.Cells.SetCount(Many);
        for (var row = 0; row < Many; row++)
        {
            scene.Cells.Id[row] = (ulong)(Many - row);
            (scene.Cells.X[row], scene.Cells.Y[row]) = (3, row % 2 == 0 ? 4 : 4e9);
            scene.Cells.Radius[row] = 0.5f;
        }
        var read = scene.Read();
        Assert.Equal(
            Enumerable.Range(1, Many).Select(n => (double)n),
            Enumerable.Range(0, Many).Select(k => read.Values("ID", k)[0])
        );
        Assert.All(read.Graph("neighbor_graph").Values, n => Assert.Equal((Many / 2) - 1, n.Length));
    }

    [Fact(
        DisplayName = "Names with quotes, angles, ampersands and characters that XML cannot hold leave files that XML readers take"
    )]
    public void HostileNames()
    {
        using var scene = new RichScene(true, 0);
        const string Name = "a<b> & \"c\" \u0001 \ud83d\ude00 \ud800";
        const string Safe = "a<b> & \"c\" ? \ud83d\ude00 \ufffd";
        var model = scene.Model with
        {
            Types = [scene.Model.Types[0] with { Name = Name }, .. scene.Model.Types[1..]],
            Substrates = [scene.Model.Substrates[0] with { Name = Name, Units = Name }, .. scene.Model.Substrates[1..]],
            Customs = [new CustomVariable(Name, Name, false), .. scene.Model.Customs[1..]],
        };
        var output = new PhysiCellOutput(model, scene.Simulation.Tissue, Name);
        var files = output.Once(1).Concat(output.Snapshot("initial", 0)).Append(output.Picture("initial", 0));
        var bytes = files.ToDictionary(f => f.Name, RichScene.Bytes, StringComparer.Ordinal);
        var read = new OutputReader(name => bytes[name], "initial.xml");
        Assert.Equal((Safe, Safe), (read.Types[0], read.Substrates[0]));
        Assert.Contains(read.Labels, l => l.Name == Safe && l.Units == Safe);
        foreach (var name in (string[])["initial.svg", "legend.svg"])
            Assert.NotNull(System.Xml.Linq.XDocument.Load(new MemoryStream(bytes[name])).Root);
    }

    [Fact(
        DisplayName = "Numbers that six decimals would lose are written so that they read back: a decay of 1e-7 /min"
    )]
    public void SmallNumbersSurvive()
    {
        using var scene = new RichScene(true, 0);
        var parameters = scene
            .Read()
            .Root.Descendants("variable")
            .Select(v => v.Element("physical_parameter_set")!)
            .ToList();
        Assert.Equal(
            ["100000.000000", "1000.000000", "1000.000000"],
            parameters.Select(p => p.Element("diffusion_coefficient")!.Value)
        );
        Assert.Equal(["0.100000", "1E-07", "0.100000"], parameters.Select(p => p.Element("decay_rate")!.Value));
    }
}
