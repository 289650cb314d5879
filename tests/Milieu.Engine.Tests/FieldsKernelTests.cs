// The wide kernel against the plain one, and against any number of threads.
namespace Milieu.Engine.Tests;

public sealed class FieldsKernelTests
{
    public static TheoryData<Integrator, bool, int, int, int> Shapes
    {
        get
        {
            var data = new TheoryData<Integrator, bool, int, int, int>();
            foreach (var integrator in Enum.GetValues<Integrator>())
            foreach (var isDouble in (bool[])[false, true])
            foreach (
                var (nx, ny, nz) in ((int, int, int)[])
                    [(1, 1, 1), (2, 3, 1), (16, 17, 1), (17, 5, 4), (33, 20, 9), (40, 8, 1), (9, 1, 6)]
            )
                data.Add(integrator, isDouble, nx, ny, nz);
            return data;
        }
    }

    [Theory(
        DisplayName = "Vectorized equals Reference bit for bit, padding stays zero: any change in the order of a sum or a lane out of place shows"
    )]
    [MemberData(nameof(Shapes))]
    public void KernelsAgree(Integrator integrator, bool isDouble, int nx, int ny, int nz)
    {
        using var plain = Crowded(integrator, isDouble, nx, ny, nz, KernelKind.Reference, 1, 256);
        using var wide = Crowded(integrator, isDouble, nx, ny, nz, KernelKind.Vectorized, 1, 256);
        AssertSameBits(plain, wide);
        var field = wide[0];
        for (var row = 0; row < field.Lines; row++)
        for (var i = nx; i < field.Stride; i++)
            Assert.Equal(0, field[(row * field.Stride) + i]);
        Assert.True(Math.Abs(plain.Internalized(0)) > 1, "nothing was exchanged");
    }

    [Theory(
        DisplayName = "Fields and internalized amounts have the same bits for 1, 2, 3 and 7 threads and any chunk: a race or a split sum shows"
    )]
    [InlineData(Integrator.Rkl1, KernelKind.Vectorized)]
    [InlineData(Integrator.Lod, KernelKind.Vectorized)]
    [InlineData(Integrator.Lod, KernelKind.Reference)]
    public void ThreadsDoNotShow(Integrator integrator, KernelKind kernel)
    {
        using var one = Crowded(integrator, false, 70, 60, 24, kernel, 1, 256);
        foreach (var (threads, chunk) in ((int, int)[])[(2, 256), (3, 17), (7, 64)])
        {
            using var many = Crowded(integrator, false, 70, 60, 24, kernel, threads, chunk);
            AssertSameBits(one, many);
            for (var worker = 0; worker < threads; worker++)
                Assert.True(many.Pool.ItemsDone(worker) >= 3, "a worker had nothing to do");
        }
    }

    [Theory(
        DisplayName = "Workers that hand rows of y to one another leave the bits alone, with cells, held voxels in parts of rows and windows of odd and even steps, for 1 to 7 of them"
    )]
    [InlineData(KernelKind.Vectorized, false)]
    [InlineData(KernelKind.Vectorized, true)]
    [InlineData(KernelKind.Reference, false)]
    public void SharedPlanesKeepTheirBits(KernelKind kernel, bool isDouble)
    {
        using var one = Walled(kernel, isDouble, threads: 1);
        foreach (var threads in (int[])[2, 3, 7])
        {
            using var many = Walled(kernel, isDouble, threads);
            AssertSameBits(one, many);
        }
        using var other = Walled(1 - kernel, isDouble, threads: 5);
        AssertSameBits(one, other);
    }

    [Fact(
        DisplayName = "The tile transpose of this machine moves every element where the plain one does: machines differ in the way only"
    )]
    public void TransposesAgree()
    {
        Assert.Equal(0, Misplaced<float>());
        Assert.Equal(0, Misplaced<double>());
    }

    private static unsafe int Misplaced<T>()
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var n = System.Runtime.Intrinsics.Vector512<T>.Count;
        var source = stackalloc T[n * (n + 3)];

        var plain = stackalloc T[n * n];
        var wide = stackalloc T[n * (n + 5)];
        for (short i = 0; i < n * (n + 3); i++)
            source[i] = T.CreateChecked(i);
        LaneTranspose<T>.Plain(source, n + 3, plain, n);
        LaneTranspose<T>.Apply(source, n + 3, wide, n + 5);
        var wrong = 0;
        for (var row = 0; row < n; row++)
        for (var column = 0; column < n; column++)
        {
            wrong += plain[(row * n) + column] == source[(column * (n + 3)) + row] ? 0 : 1;
            wrong += wide[(row * (n + 5)) + column] == plain[(row * n) + column] ? 0 : 1;
        }
        return wrong;
    }

    private static FieldsBench Crowded(
        Integrator integrator,
        bool isDouble,
        int nx,
        int ny,
        int nz,
        KernelKind kernel,
        int threads,
        int chunk
    )
    {
        var substrate = Fixture.Substrate(
            diffusion: integrator == Integrator.Explicit ? 400 : 3000,
            decay: 0.2,
            initial: 1,
            integrator: integrator,
            isDouble: isDouble
        ) with
        {
            TracksInternalized = true,
            Faces = [double.NaN, double.NaN, double.NaN, ny > 1 ? 7 : double.NaN, double.NaN, double.NaN],
        };
        var model = FieldsBench.Model1(FieldsBench.Box(nx, ny, nz), substrate, 0.1, 2, 5, 8, -40);
        var bench = new FieldsBench(model, kernel, threads, chunk);
        bench.Set(0, (i, j, k) => 1 + (((i * 7) + (j * 3) + (k * 11)) % 13));
        for (var n = 0; n < Math.Min(nx * ny * nz * 2, 3000); n++)
            bench.AddIn(n * 5 % nx, n * 7 / 3 % ny, n * 3 % nz, volume: 2000 + n);
        bench.Advance(6, 2);
        return bench;
    }

    private static FieldsBench Walled(KernelKind kernel, bool isDouble, int threads)
    {
        var (nx, ny, nz) = (130, 117, 3);
        var substrate = Fixture.Substrate("a", 3000, 0.2, 1, integrator: Integrator.Lod, isDouble: isDouble) with
        {
            TracksInternalized = true,
            Faces = [38, 2, 5, double.NaN, double.NaN, 7],
            Regions = [new DirichletRegion("vessel", 9, [(nx * ny) + (40 * nx) + 3, (nx * ny) + (41 * nx) + nx - 2])],
        };
        var model = FieldsBench.Model1(FieldsBench.Box(nx, ny, nz), substrate, 0.1, 2, 5, 8, -40);
        var bench = new FieldsBench(model, kernel, threads);
        bench.Set(0, (i, j, k) => 1 + (((i * 7) + (j * 3) + (k * 11)) % 13));
        for (var n = 0; n < 400; n++)
            bench.AddIn(n * 5 % nx, 20 + (n * 7 / 3 % 50), n * 3 % nz, volume: 2000 + n);
        bench.Advance(3, 3);
        bench.Advance(4, 4);
        bench.Advance(1);
        return bench;
    }

    private static void AssertSameBits(FieldsBench a, FieldsBench b)
    {
        Assert.True(a[0].Block.Bytes(a[0].Length).SequenceEqual(b[0].Block.Bytes(b[0].Length)), "fields differ");
        var n = a.Tissue.Cells.Count;
        var amounts = a.Tissue.Cells.InternalizedOf(0)!.Bytes(n);
        Assert.True(amounts.SequenceEqual(b.Tissue.Cells.InternalizedOf(0)!.Bytes(n)), "internalized amounts differ");
        Assert.False(double.IsNaN(a.Internalized(0)));
    }
}
