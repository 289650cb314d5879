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
        DisplayName = "Lists are made anew when a cell is out of its leeway, when radii may have changed and after a Sort, and not before: where cells went and came back, not"
    )]
    public void Due()
    {
        using var scene = new Scene(Fixture.Model(Fixture.Plane(300), []), KernelKind.Vectorized);
        Crowd.Fill(scene, 100, 1);
        scene.Sort();
        using var pairs = new Pairs(scene.Context);
        Assert.True(pairs.Run());
        Assert.False(pairs.Run());
        Move(Leeway.Least - 0.01);
        Assert.False(pairs.Run());
        Move(-Leeway.Least);
        Assert.False(pairs.Run());
        Move(-Leeway.Least);
        Assert.True(pairs.Run());
        Assert.False(pairs.Run());
        scene.Context.Sorter.ReachChanged();
        Assert.True(pairs.Run());
        scene.Sort();
        Assert.True(pairs.Run());
        Assert.False(pairs.Run());

        void Move(double by)
        {
            scene.Cells.Y[40] += by;
            scene.Tissue.Displacement += Math.Abs(by);
        }
    }

    [Fact(
        DisplayName = "A cell that walks fast has the room of twelve steps in the plane, up to half the skin, and a pushed one that of its own pace: others' lists hold them before they come"
    )]
    public void Rooms()
    {
        var model = Fixture.Model(Fixture.Plane(600), [], 2, (t, b, c) => c[b.Speed] = t == 0 ? 0 : 30);
        using var scene = new Scene(
            model with
            {
                Types = [model.Types[0], model.Types[1] with { IsMotile = true }],
            },
            KernelKind.Vectorized
        );
        var still = scene.Add(0, 0);
        var walker = scene.Add(200, 0, 0, 1);
        var pushed = scene.Add(-200, 0);
        scene.Cells.PreviousVy[pushed] = 20;
        var step = scene.Context.Model.Timing.MechanicsMinutes;
        var leeway = new Leeway(scene.Context.Model, scene.Cells, scene.Context.Pool, 800 * step);
        leeway.Set();
        Assert.Equal(100 * step, leeway.Room[still], 1e-5);
        Assert.Equal(360 * step, leeway.Room[walker], 1e-5);
        Assert.Equal(240 * step, leeway.Room[pushed], 1e-5);
        Assert.True(leeway.Holds());
        scene.Cells.X[walker] += leeway.Room[walker] + 0.01;
        Assert.False(leeway.Holds());
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
        DisplayName = "With vectors of eight: each of the 256 choices of lanes keeps its order, and rows selected, forces, contacts and rows found have the bits of sixteen lanes, for 0 to 40 neighbors"
    )]
    public unsafe void Octets()
    {
        Assert.SkipUnless(Avx2.IsSupported, "This machine has no AVX2.");
        var draw = new Random(3);
        float Next(double least, double most) => (float)(least + (draw.NextDouble() * (most - least)));
        var records = new PairRecord[60];
        for (var k = 0; k < records.Length; k++)
            records[k] = new PairRecord(
                draw.Next(-30000, 30000),
                draw.Next(-30000, 30000),
                k % 3 == 0 ? 0 : draw.Next(-30000, 30000),
                Next(8000, 16000),
                Next(5000, 9000),
                Next(5000, 16000),
                Next(0, 4),
                Next(0, 1)
            );
        int[] rows = [.. Enumerable.Range(1, 56)];
        var (wide, narrow) = (new int[96], new int[96]);
        var factors = rows.Select(_ => Next(0, 2)).ToArray();
        using var lanes = new NearRows();
        lanes.Reserve(60);
        fixed (PairRecord* all = records)
        fixed (int* candidates = rows)
        fixed (int* w = wide)
        fixed (int* n = narrow)
        fixed (float* f = factors)
        {
            for (var mask = 0u; mask < 256; mask++)
            {
                var chosen = Vector256.Create(Enumerable.Range(0, 8).Select(k => -(int)(mask >> k & 1)).ToArray());
                var count = RecordOctets.Choose(Vector256.Load(candidates), chosen.AsSingle(), n);
                var wanted = Enumerable.Range(0, 8).Where(k => (mask >> k & 1) != 0).Select(k => rows[k]);
                Assert.True(narrow.AsSpan(0, count).SequenceEqual(wanted.ToArray()), $"mask {mask:x2}");
            }
            var most = 0;
            for (var count = 0; count <= 40; count++)
            {
                var near = VectorizedPairs.Select(all, 0, candidates, count, w);
                Assert.Equal(near, PairOctets.Select(all, 0, candidates, count, n));
                Assert.True(wide.AsSpan(0, near).SequenceEqual(narrow.AsSpan(0, near)), $"{count} candidates");
                most = Math.Max(most, near);
                new ReadOnlySpan<int>(candidates, 56).CopyTo(new Span<int>(lanes.Rows, 56));
                foreach (var scale in (nint[])[0, (nint)f])
                {
                    var sixteen = VectorizedPairs.Sum(all, 0, lanes, count, 1, (float*)scale);
                    var touching = new ReadOnlySpan<uint>(lanes.Touching, (count + 15) / 16).ToArray();
                    var eight = PairOctets.Sum(all, 0, lanes, count, 1, (float*)scale);
                    Assert.Equal(Bits(sixteen), Bits(eight));
                    Assert.Equal(touching, new ReadOnlySpan<uint>(lanes.Touching, (count + 15) / 16).ToArray());
                }
            }
            Assert.InRange(most, 9, 39);
            var packed = records.Select(r => ((float)r.X, (float)r.Y, (float)r.Z, r.Far)).ToArray();
            float[] x = [.. packed.Select(r => r.Item1)];
            float[] y = [.. packed.Select(r => r.Item2)];
            float[] z = [.. packed.Select(r => r.Item3)];
            float[] far = [.. packed.Select(r => r.Far).Take(44), .. Enumerable.Repeat(float.NaN, 16)];
            fixed (float* px = x)
            fixed (float* py = y)
            fixed (float* pz = z)
            fixed (float* pf = far)
            {
                var around = new PackedRows(px, py, pz, pf, candidates, 44);
                var near = Surroundings.Find(around, 5, 100, 200, 300, 15000, w);
                Assert.InRange(near, 5, 42);
                Assert.Equal(near, PairOctets.Find(around, 5, 100, 200, 300, 15000, n));
                Assert.True(wide.AsSpan(0, near).SequenceEqual(narrow.AsSpan(0, near)));
            }
        }
    }

    private static (uint, uint, uint, uint) Bits(PairTotals totals) =>
        (
            BitConverter.SingleToUInt32Bits(totals.Vx),
            BitConverter.SingleToUInt32Bits(totals.Vy),
            BitConverter.SingleToUInt32Bits(totals.Vz),
            BitConverter.SingleToUInt32Bits(totals.Pressure)
        );

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
