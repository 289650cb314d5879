// Canonical order: what a Sort does to rows, targets and links.
namespace Milieu.Engine.Tests;

public class MechanicsSortTests
{
    [Fact(
        DisplayName = "Rows handed over in reverse, ids kept, sort to the same bits: any trace of the old order would differ"
    )]
    public void SortIsCanonical()
    {
        using var forward = Build(false);
        using var reverse = Build(true);
        forward.Sort();
        reverse.Sort();
        Assert.Equal(forward.State(), reverse.State());
        Assert.Equal(120, forward.Links.Count);
    }

    [Fact(
        DisplayName = "Sorted rows ascend by (bin, id) and each row lies in its bin: an unsorted pair or wrong bin is seen"
    )]
    public void RowsAscend()
    {
        using var scene = Build(true);
        scene.Sort();
        var (cells, grid) = (scene.Cells, scene.Tissue.Bins);
        var low = cells.X.Span(scene.Rows).ToArray().Min();
        for (var row = 1; row < scene.Rows; row++)
            Assert.True(
                cells.Bin[row - 1] < cells.Bin[row]
                    || (cells.Bin[row - 1] == cells.Bin[row] && cells.Id[row - 1] < cells.Id[row])
            );
        for (var row = 0; row < scene.Rows; row++)
            Assert.Equal((int)((cells.X[row] - low) / grid.Edge), cells.Bin[row] % grid.Nx);
        Assert.InRange(grid.Edge, 22, 26.1);
    }

    [Fact(
        DisplayName = "Every column travels with its cell, targets and links too: a column left behind loses its match with the id"
    )]
    public void ColumnsTravel()
    {
        using var scene = Build(true);
        var before = Snapshot(scene);
        var links = LinkIds(scene);
        scene.Sort();
        Assert.Equal(before, Snapshot(scene));
        Assert.Equal(links, LinkIds(scene));
    }

    [Fact(DisplayName = "Tombstones and removed rows go, with their links and as targets; the others stay")]
    public void RemovedRowsGo()
    {
        using var scene = Build(false);
        var gone = new HashSet<ulong>();
        for (var row = 0; row < scene.Rows; row += 7)
        {
            gone.Add(scene.Cells.Id[row]);
            if (row % 2 == 0)
                scene.Cells.Flags[row] |= (byte)CellFlags.Tombstone;
            else
                scene.Cells.Fate[row] = (byte)Fate.Remove;
        }
        var targets = Targets(scene)
            .Where(p => !gone.Contains(p.Key))
            .ToDictionary(p => p.Key, p => p.Value is { } id && gone.Contains(id) ? null : p.Value);
        var links = LinkIds(scene).Where(l => !gone.Contains(l.Item1) && !gone.Contains(l.Item2)).ToList();
        var kept = scene.Rows - gone.Count;
        scene.Sort();
        Assert.Equal(kept, scene.Rows);
        Assert.Equal(targets, Targets(scene));
        Assert.Equal(links, LinkIds(scene));
        Assert.All(Enumerable.Range(0, kept), row => Assert.Equal(0, scene.Cells.Fate[row]));
    }

    [Theory(DisplayName = "Threads and chunks leave no trace in a Sort")]
    [InlineData(2, 256)]
    [InlineData(3, 5)]
    [InlineData(7, 1)]
    public void ThreadsLeaveNoTrace(int threads, int chunk)
    {
        using var one = Build(true);
        using var many = Build(true, threads, chunk);
        one.Sort();
        many.Sort();
        Assert.Equal(one.State(), many.State());
    }

    [Fact(DisplayName = "Two cells far apart in a large box get at most 2^20 bins: memory follows cells, not the box")]
    public void BinsAreLimited()
    {
        using var scene = new Scene(Fixture.Model(Fixture.Cube(4000), []));
        scene.Add(-1900, -1900, -1900);
        scene.Add(1900, 1900, 1900);
        scene.Sort();
        Assert.InRange(scene.Tissue.Bins.Count, 1, 1 << 20);
    }

    [Fact(DisplayName = "A small tissue in a large box gets bins of its own reach: an empty box must not widen them")]
    public void BinsCoverCellsOnly()
    {
        using var scene = new Scene(Fixture.Model(Fixture.Cube(20000, 200), []));
        for (var k = 0; k < 27; k++)
            scene.Add(5000 + (40 * (k % 3)), 40 * (k / 3 % 3), 40 * (k / 9));
        scene.Sort();
        Assert.Equal(2 * 1.25 * 8.4127 + 2, scene.Tissue.Bins.Edge, 1e-3);
        Assert.Equal(64, scene.Tissue.Bins.Count);
    }

    [Fact(
        DisplayName = "A Sort is due when reach plus twice the displacement passes the edge, by growth or by motion, not before"
    )]
    public void DueRule()
    {
        using var scene = new Scene(Fixture.Model(Fixture.Cube(), []));
        scene.Add(0, 0);
        scene.Add(9, 0);
        Assert.True(scene.Context.Sorter.IsDue());
        scene.Sort();
        Assert.False(scene.Context.Sorter.IsDue());
        scene.Tissue.Displacement = 0.999;
        Assert.False(scene.Context.Sorter.IsDue());
        scene.Tissue.Displacement = 1.001;
        Assert.True(scene.Context.Sorter.IsDue());
        scene.Tissue.Displacement = 0;
        scene.Cells.Radius[0] *= 1.2f;
        scene.Context.Sorter.ReachChanged();
        Assert.True(scene.Context.Sorter.IsDue());
    }

    [Fact(
        DisplayName = "A restored tissue counts its bins again from the rows: neighbors and forces come out to the same bits"
    )]
    public void BinsAreRestored()
    {
        using var scene = new Scene(Fixture.Model(Fixture.Cube(), []));
        Crowd.Fill(scene, 500, 3);
        scene.Steps(3);
        scene.Tissue.SortDue = false;
        scene.Forces.Run();
        var expected = scene.Cells.Pressure.Span(scene.Rows).ToArray();
        using var pool = new WorkerPool(1);
        var again = new StepContext(
            scene.Context.Model,
            scene.Tissue,
            scene.Context.Chance,
            pool,
            KernelKind.Reference
        );
        using var forces = new ForcesStage(again);
        forces.Run();
        Assert.Equal(expected, scene.Cells.Pressure.Span(scene.Rows).ToArray());
        again.Sorter.Dispose();
    }

    [Theory(
        DisplayName = "Plain forces depend on rows and their order alone: with everything in one bin they come out to the same bits"
    )]
    [InlineData(KernelKind.Reference, 0)]
    [InlineData(KernelKind.Vectorized, 1e-4)]
    public void BinsDoNotShow(KernelKind kernel, double tolerance)
    {
        var model = Fixture.Model(Fixture.Cube(), []);
        using var scene = new Scene(model, kernel);
        Crowd.Fill(scene, 800, 4, spread: 0.4);
        scene.Steps(5);
        scene.RunForces();
        var fine = scene.Cells.Vx.Span(scene.Rows).ToArray();
        scene.Cells.Bin.Clear(0, scene.Rows);
        scene.Tissue.Bins = new BinGrid(1000, 1, 1, 1);
        using var pool = new WorkerPool(1);
        var again = new StepContext(model, scene.Tissue, scene.Context.Chance, pool, kernel);
        using var forces = new ForcesStage(again);
        forces.Run();
        for (var row = 0; row < scene.Rows; row++)
            Assert.True(Math.Abs(fine[row] - scene.Cells.Vx[row]) <= tolerance);
        again.Sorter.Dispose();
    }

    private static Scene Build(bool reverse, int threads = 1, int chunk = 256)
    {
        var model = Fixture
            .Model(Fixture.Cube(), [], 2, (_, b, c) => c[b.Attack(1)] = 1)
            .EachType(t => t with { IsMotile = true });
        var scene = new Scene(model, threads: threads, chunk: chunk);
        const int Count = 600;
        Crowd.Fill(scene, Count, 5, spread: 0.5);
        if (reverse)
            Reverse(scene);
        var (cells, random) = (scene.Cells, Crowd.Seeded(9));
        int Row(int id) => reverse ? Count - 1 - id : id;
        for (var id = 0; id < Count; id += 3)
            cells.AttackTarget![Row(id)] = Row(random.Next(Count));
        for (var id = 0; id < Count; id++)
            cells.Damage![Row(id)] = id + 0.5;
        for (var k = 0; k < 120; k++)
            scene.Links.Add(Row(k * 5), Row((k * 5) + 1 + (k % 4)), k % 2 == 0 ? LinkKind.Spring : LinkKind.LowAttacks);
        scene.Links.Tidy();
        return scene;
    }

    private static void Reverse(Scene scene)
    {
        foreach (var column in scene.Cells.StateColumns)
        {
            var bytes = column.Bytes(scene.Rows);
            var copy = bytes.ToArray();
            var size = column.ElementSize;
            for (var row = 0; row < scene.Rows; row++)
                copy.AsSpan(row * size, size).CopyTo(bytes[((scene.Rows - 1 - row) * size)..]);
        }
    }

    /// <summary>All bytes of a row but its bin and target, by id.</summary>
    private static SortedDictionary<ulong, string> Snapshot(Scene scene)
    {
        var all = new SortedDictionary<ulong, string>();
        for (var row = 0; row < scene.Rows; row++)
            all[scene.Cells.Id[row]] = string.Join(
                ' ',
                scene
                    .Cells.StateColumns.Where(c => c.Name is not ("bin" or "attack_target"))
                    .Select(c => Convert.ToHexString(c.Bytes(scene.Rows).Slice(row * c.ElementSize, c.ElementSize)))
            );
        foreach (var (id, target) in Targets(scene))
            all[id] += " attacks " + target;
        return all;
    }

    private static Dictionary<ulong, ulong?> Targets(Scene scene) =>
        Enumerable
            .Range(0, scene.Rows)
            .ToDictionary(
                row => scene.Cells.Id[row],
                row => scene.Cells.AttackTarget![row] is >= 0 and var t ? scene.Cells.Id[t] : (ulong?)null
            );

    private static List<(ulong, ulong, string)> LinkIds(Scene scene) =>
        [
            .. Enumerable
                .Range(0, scene.Links.Count)
                .Select(k =>
                {
                    var (a, b) = (scene.Cells.Id[scene.Links.A[k]], scene.Cells.Id[scene.Links.B[k]]);
                    var kind = (LinkKind)scene.Links.Kind[k];
                    var attacker = kind switch
                    {
                        LinkKind.LowAttacks => a.ToString(),
                        LinkKind.HighAttacks => b.ToString(),
                        _ => "",
                    };
                    return (Math.Min(a, b), Math.Max(a, b), attacker);
                })
                .Order(),
        ];
}
