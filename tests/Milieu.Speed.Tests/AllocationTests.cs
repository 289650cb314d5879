// Nothing is allocated per step, in any model that comes with Milieu.
using Milieu.Engine;
using Milieu.Model;
using Milieu.Runs;

namespace Milieu.Speed.Tests;

public sealed class AllocationTests
{
    private const int WarmUp = 300;
    private const int Steps = 120;

    public static TheoryData<string, int> Models
    {
        get
        {
            var data = new TheoryData<string, int>();
            // The larger tissues have the same parts as the small one.
            string[] others = ["sources.yaml", "tme-2d.yaml", "tme-3d.yaml", "tme-3d-large.yaml"];
            foreach (var model in Directory.GetFiles(Folder(), "*.yaml").Order(StringComparer.Ordinal))
                if (!others.Contains(Path.GetFileName(model)))
                    data.Add(Path.GetFileName(model), 2);
            return data;
        }
    }

    [Theory(
        DisplayName = "After warm-up steps of a model that comes with Milieu allocate nothing on any thread, events and field windows included; a closure or boxed job would show in each step"
    )]
    [MemberData(nameof(Models))]
    public void ModelsAllocateNothing(string model, int threads)
    {
        var loaded = ModelText.Load(Path.Combine(Folder(), model), new DiskModelFiles(), []);
        using var simulation = new Simulation(loaded.Compiled!, new SimulationOptions(1, threads));
        AllocatesNothing(simulation, threads);
    }

    [Theory(DisplayName = "The dense ball allocates nothing per step, in both modes, on one thread and on two")]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    public void DenseBallAllocatesNothing(bool native, int threads)
    {
        using var simulation = DenseBall.Start(3_000, new SimulationOptions(1, threads), native);
        AllocatesNothing(simulation, threads);
    }

    private static void AllocatesNothing(Simulation simulation, int threads)
    {
        var meter = new Meter(threads);
        for (var step = 0; step < WarmUp; step++)
            simulation.Step();
        var (quiet, last) = (0, meter.Read(simulation.Pool));
        var first = last;
        for (var step = 0; step < Steps; step++)
        {
            simulation.Step();
            var now = meter.Read(simulation.Pool);
            quiet += now == last ? 1 : 0;
            last = now;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{quiet} of {Steps} steps quiet, {last - first} bytes");
        Assert.Equal(Steps, quiet);
    }

    private static string Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Milieu.slnx")))
                return Path.Combine(at.FullName, "models");
        throw new InvalidOperationException("no models above " + AppContext.BaseDirectory);
    }

    /// <summary>Bytes that all workers of a pool have allocated so far.</summary>
    private sealed class Meter(int workers) : IRangeJob
    {
        private readonly long[] _bytes = new long[workers];

        public long Read(WorkerPool pool)
        {
            pool.Run(this, workers, 1);
            var sum = 0L;
            foreach (var bytes in _bytes)
                sum += bytes;
            return sum;
        }

        public void Run(int begin, int end, int worker) => _bytes[worker] = GC.GetAllocatedBytesForCurrentThread();
    }
}
