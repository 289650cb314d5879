// Lists of candidates: kept for many steps, and never seen in a result.
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Milieu.Engine.Tests;

public class NeighborListsTests
{
    [Fact(
        DisplayName = "A tissue restored at any step between two lists goes on to the same bits: a lane that follows from when a list was made would part them"
    )]
    public void ListsDoNotShow()
    {
        using var scene = new Scene(Fixture.Model(Fixture.Cube(140), []), KernelKind.Vectorized);
        Crowd.Fill(scene, 900, 5, spread: 0.4);
        scene.Steps(60);
        using var pairs = new Pairs(scene.Context);
        var move = new MoveStage(scene.Context);
        var made = 0;
        for (var step = 0; step < 12; step++)
        {
            if (scene.Context.Sorter.IsDue())
                scene.Sort();
            made += pairs.Run() ? 1 : 0;
            using var copy = ScenesCopy.Of(scene.Context.Model, scene.Tissue);
            using var pool = new WorkerPool(1);
            var again = new StepContext(scene.Context.Model, copy, scene.Context.Chance, pool, KernelKind.Vectorized);
            using (var fresh = new Pairs(again))
                Assert.True(fresh.Run());
            Assert.Equal(Velocities(scene.Cells), Velocities(copy.Cells));
            again.Sorter.Dispose();
            move.Run();
        }
        Assert.InRange(made, 1, 6);
    }

    [Fact(
        DisplayName = "Lists are made anew when cells may have come nearer by the margin, when radii may have changed and after a Sort, and not before"
    )]
    public void Due()
    {
        using var scene = new Scene(Fixture.Model(Fixture.Plane(300), []), KernelKind.Vectorized);
        Crowd.Fill(scene, 100, 1);
        scene.Sort();
        using var pairs = new Pairs(scene.Context);
        Assert.True(pairs.Run());
        Assert.False(pairs.Run());
        scene.Tissue.Displacement = (NeighborLists.LeastMargin / 2) - 0.01;
        Assert.False(pairs.Run());
        scene.Tissue.Displacement = NeighborLists.LeastMargin / 2;
        Assert.True(pairs.Run());
        Assert.False(pairs.Run());
        scene.Context.Sorter.ReachChanged();
        Assert.True(pairs.Run());
        scene.Sort();
        Assert.True(pairs.Run());
        Assert.False(pairs.Run());
    }

    [Fact(
        DisplayName = "Where more than a thousand cells touch each, lists are not kept, and nobody is missed: pressures are the plain kernel's to 1e-5, contacts the same"
    )]
    public void Throng()
    {
        var model = Fixture.Model(Fixture.Cube(60), [], 2).CountingContacts(SignalKind.ContactLive);
        using var scene = new Scene(model, KernelKind.Vectorized);
        Crowd.Fill(scene, 2500, 3, 20, 0.4);
        scene.RunForces();
        var wide = scene.Cells.Pressure.Span(scene.Rows).ToArray();
        var contacts = scene.Cells.Contacts[0].Span(scene.Rows).ToArray();
        Assert.Contains(contacts, c => c > 1100);
        new ReferencePairs(scene.Context).Run(0, scene.Rows, 0);
        Assert.Equal(contacts, scene.Cells.Contacts[0].Span(scene.Rows).ToArray());
        for (var row = 0; row < scene.Rows; row++)
            Assert.Equal(scene.Cells.Pressure[row], wide[row], 1e-5 * scene.Cells.Pressure[row]);
    }

    [Theory(
        DisplayName = "Whoever looks for neighbors after Forces finds among the lists, however old, whom the bins give, by a double's comparison; a list that is too old is not asked"
    )]
    [InlineData(0.0, 900, true)]
    [InlineData(0.99, 900, true)]
    [InlineData(1.01, 900, false)]
    [InlineData(0.0, 2500, true)]
    public void Shared(double moved, int cells, bool current)
    {
        var model = Fixture.Model(Fixture.Cube(100), [], 2);
        using var scene = new Scene(model, KernelKind.Vectorized, 2);
        Crowd.Fill(scene, cells, 7, cells > 1000 ? 40 : 1, 0.5);
        scene.RunForces();
        for (var row = 0; row < scene.Rows; row++)
            scene.Cells.X[row] += row % 2 == 0 ? moved : -moved;
        scene.Tissue.Displacement += moved;
        Assert.Equal(current, scene.Context.Lists!.IsCurrent);
        for (var row = 0; row < scene.Rows; row += 31)
            scene.Cells.Flags[row] |= (byte)CellFlags.Escaped;
        // Throngs are searched in the places that Forces saw.
        if (cells > 1000)
            Assert.Equal(0, moved);
        var listed = Ask(scene.Context);
        scene.Context.Lists = null;
        Assert.Equal(Ask(scene.Context), listed);
    }

    private static List<int[]> Ask(StepContext context)
    {
        using var neighbors = new Neighbors(context);
        var ask = new Asking(neighbors, context.Cells.Count);
        neighbors.Share(ask);
        return [.. ask.Found];
    }

    private sealed class Asking(Neighbors neighbors, int rows) : IRangeJob
    {
        public int[][] Found { get; } = new int[rows][];

        public unsafe void Run(int begin, int end, int worker)
        {
            for (var row = begin; row < end; row++)
            {
                var count = neighbors.Find(row, worker);
                Found[row] = new ReadOnlySpan<int>(neighbors.Rows(worker), count).ToArray();
            }
        }
    }

    [Fact(
        DisplayName = "Each lane holds its own row's record, and the chosen ones keep their order: a swapped shuffle moves a field to another neighbor"
    )]
    public unsafe void Lanes()
    {
        var records = new PairRecord[40];
        for (var k = 0; k < records.Length; k++)
            records[k] = new PairRecord(k, 100 + k, 200 + k, 300 + k, 400 + k, 500 + k, 600 + k, 700 + k);
        int[] rows = [3, 1, 39, 20, 7, 8, 9, 10, 31, 30, 29, 0, 2, 14, 25, 11];
        var chosen = new int[32];
        fixed (PairRecord* all = records)
        fixed (int* lanes = rows)
        fixed (int* to = chosen)
        {
            RecordLanes.LoadPlaces(all, lanes, out var x, out var y, out var z, out var far);
            for (var k = 0; k < 16; k++)
                Assert.Equal((rows[k], 100 + rows[k], 200 + rows[k], 300f + rows[k]), (x[k], y[k], z[k], far[k]));
            RecordLanes.Load(all, lanes, out x, out y, out z, out var r, out var s, out var rho, out var alpha);
            for (var k = 0; k < 16; k++)
            {
                Assert.Equal((rows[k], 100 + rows[k], 200 + rows[k]), (x[k], y[k], z[k]));
                Assert.Equal((400f + rows[k], 500f + rows[k]), (r[k], s[k]));
                Assert.Equal((600f + rows[k], 700f + rows[k]), (rho[k], alpha[k]));
            }
            var odd = Vector512.GreaterThan(Vector512<int>.Indices & Vector512<int>.One, Vector512<int>.Zero);
            Assert.Equal(8, RecordLanes.Choose(Vector512.Load(lanes), odd.AsSingle(), to));
        }
        Assert.Equal(rows.Where((_, k) => k % 2 == 1), chosen.Take(8));
    }

    [Fact(
        DisplayName = "With vectors of eight, lanes hold the same records, and each of the 65,536 choices of lanes keeps its order: a wrong row of the table swaps neighbors"
    )]
    public unsafe void Octets()
    {
        Assert.SkipUnless(Avx2.IsSupported, "This machine has no AVX2.");
        var records = new PairRecord[40];
        for (var k = 0; k < records.Length; k++)
            records[k] = new PairRecord(k, 100 + k, 200 + k, 300 + k, 400 + k, 500 + k, 600 + k, 700 + k);
        int[] rows = [3, 1, 39, 20, 7, 8, 9, 10, 31, 30, 29, 0, 2, 14, 25, 11];
        var chosen = new int[16];
        fixed (PairRecord* all = records)
        fixed (int* lanes = rows)
        fixed (int* to = chosen)
        {
            RecordOctets.LoadPlaces(all, lanes, out var x, out var y, out var z, out var far);
            for (var k = 0; k < 16; k++)
                Assert.Equal((rows[k], 100 + rows[k], 200 + rows[k], 300f + rows[k]), (x[k], y[k], z[k], far[k]));
            RecordOctets.Load(all, lanes, out x, out y, out z, out var r, out var s, out var rho, out var alpha);
            for (var k = 0; k < 16; k++)
            {
                Assert.Equal((rows[k], 100 + rows[k], 200 + rows[k]), (x[k], y[k], z[k]));
                Assert.Equal((400f + rows[k], 500f + rows[k]), (r[k], s[k]));
                Assert.Equal((600f + rows[k], 700f + rows[k]), (rho[k], alpha[k]));
            }
            for (var mask = 0u; mask <= ushort.MaxValue; mask++)
            {
                var count = RecordOctets.Choose(Vector512.Load(lanes), mask, to);
                var wanted = Enumerable.Range(0, 16).Where(k => (mask >> k & 1) != 0).Select(k => rows[k]);
                Assert.True(chosen.AsSpan(0, count).SequenceEqual(wanted.ToArray()), $"mask {mask:x4}");
            }
        }
    }

    private static float[] Velocities(Cells cells) =>
        [.. cells.Vx.Span(cells.Count), .. cells.Vy.Span(cells.Count), .. cells.Vz.Span(cells.Count)];

    /// <summary>The pair forces of a step alone.</summary>
    private sealed class Pairs : IDisposable
    {
        private readonly StepContext _context;
        private readonly PairInputs _inputs;
        private readonly NeighborLists _lists;
        private readonly VectorizedPairs _pairs;

        public Pairs(StepContext context)
        {
            _context = context;
            _inputs = new PairInputs(context.Model, context.Tissue);
            _lists = new NeighborLists(context.Model, context.Tissue, context.Sorter, context.Pool, _inputs);
            _pairs = new VectorizedPairs(context, _inputs, _lists);
        }

        /// <summary>True when lists were made.</summary>
        public bool Run()
        {
            _inputs.Run(0, _context.Cells.Count, 0);
            _lists.Prepare();
            _pairs.Run(0, _context.Cells.Count, 0);
            return _lists.IsDue;
        }

        public void Dispose() => _pairs.Dispose();
    }
}
