// The laws, where this stage could break them: own row only, same bits, no allocation.
namespace Milieu.Engine.Tests;

public class PhenotypeLawsTests
{
    [Fact(
        DisplayName = "A range of rows is written and nothing else: the rows beside it keep every bit of every column (law 1)"
    )]
    public void OwnRowsOnly()
    {
        foreach (var kernel in Enum.GetValues<KernelKind>())
        {
            using var scene = new LifeScene(Crowded(), kernel: kernel);
            scene.Steps(3);
            var before = scene.Cells.StateColumns.Select(c => c.Bytes(scene.Cells.Count).ToArray()).ToArray();
            new PhenotypeJob(scene.Context).Run(100, 171, 0);
            var changed = 0;
            foreach (var (column, old) in scene.Cells.StateColumns.Zip(before))
            {
                var now = column.Bytes(scene.Cells.Count);
                var (first, last) = (100 * column.ElementSize, 171 * column.ElementSize);
                Assert.True(now[..first].SequenceEqual(old.AsSpan(0, first)), column.Name);
                Assert.True(now[last..].SequenceEqual(old.AsSpan(last)), column.Name);
                changed += now[first..last].SequenceEqual(old.AsSpan(first, last - first)) ? 0 : 1;
            }
            Assert.True(changed > 10);
        }
    }

    [Fact(
        DisplayName = "1, 2, 3 and 7 threads, any chunk and both kernels give the same bits in a tissue where cells are born, die, change and arrive (laws 3 and 5)"
    )]
    public void SameBits()
    {
        StateHash? expected = null;
        foreach (
            var (threads, chunk, kernel) in new[]
            {
                (1, 256, KernelKind.Reference),
                (1, 256, KernelKind.Vectorized),
                (2, 64, KernelKind.Vectorized),
                (3, 7, KernelKind.Reference),
                (3, 17, KernelKind.Vectorized),
                (7, 16, KernelKind.Vectorized),
            }
        )
        {
            using var scene = new LifeScene(Crowded(), threads: threads, chunk: chunk, kernel: kernel);
            scene.Steps(92);
            foreach (
                var kind in new[]
                {
                    EventKind.Birth,
                    EventKind.Death,
                    EventKind.Removal,
                    EventKind.Arrival,
                    EventKind.Transformation,
                }
            )
                Assert.True(scene.Tally[kind] >= 20, $"{kind}: {scene.Tally[kind]}");
            for (var worker = 0; worker < threads; worker++)
                Assert.True(scene.Context.Pool.ItemsDone(worker) > 0);
            var hash = StateHash.Of(scene.Tissue);
            expected ??= hash;
            Assert.True(
                hash == expected || hash.Value == expected.Value,
                $"{threads} {kernel}: {expected.FirstDifference(hash)}"
            );
        }
    }

    [Fact(DisplayName = "Another seed gives another tissue: the draws are used")]
    public void SeedMatters()
    {
        ulong Run(ulong seed)
        {
            using var scene = new LifeScene(Crowded(), seed);
            scene.Steps(10);
            return StateHash.Of(scene.Tissue).Value;
        }
        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
    }

    [Fact(
        DisplayName = "A phenotype step allocates nothing, with births and removals too, while the tissue does not outgrow its columns"
    )]
    public void NothingAllocated()
    {
        foreach (var kernel in Enum.GetValues<KernelKind>())
        {
            using var scene = new LifeScene(Crowded(arrivals: false), kernel: kernel);
            scene.Steps(90);
            var (births, bytes, steps) = (0L, 0L, 0);
            for (var step = 0; step < 60; step++)
            {
                var capacity = scene.Cells.Capacity;
                var born = scene.Tally[EventKind.Birth];
                var start = GC.GetAllocatedBytesForCurrentThread();
                scene.Step();
                var allocated = GC.GetAllocatedBytesForCurrentThread() - start;
                if (scene.Cells.Capacity != capacity)
                    continue;
                steps++;
                bytes += allocated;
                births += scene.Tally[EventKind.Birth] - born;
            }
            Assert.True(steps > 50 && births > 100, $"{steps} steps, {births} births");
            Assert.Equal(0, bytes);
        }
    }

    /// <summary>Three types with rules, a short cycle, quick deaths, transformations and arrivals.</summary>
    private static CompiledModel Crowded(bool arrivals = true)
    {
        var model = LifeScene.Model(
            120,
            types: 3,
            cycle: Fixture.Live,
            set: (t, b, c) =>
            {
                c[b.PhaseExit(0)] = 0.004;
                c[b.Death(0)] = 0.002;
                c[b.Death(1)] = 0.0015;
                c[b.Transform((t + 1) % 3)] = 0.001;
                c[b.AsymmetricDivision((t + 2) % 3)] = 0.3;
                c[b.RepairRate] = 0.01;
                c[b.DamageRate] = 0.02;
                c[b.Speed] = t + 0.5;
            },
            customs: [new("x", "", false), new("y", "", true)],
            substrates: 2
        );
        var b = model.Behaviors;
        CompiledRule[] rules =
        [
            new(
                b.Death(0),
                0.002,
                0.01,
                0,
                [new(SignalKind.Damage, 0, 2, 3, false)],
                [new(SignalKind.Substrate, 0, 3, 1.7, false)]
            ),
            new(
                b.Secretion(0),
                0,
                5,
                0,
                [new(SignalKind.Dead, 0, 0.5, 4, true), new(SignalKind.Volume, 0, 2000, 2.5, true)],
                []
            ),
            new(
                b.Custom(0),
                1,
                3,
                -2,
                [new(SignalKind.Gradient, 1, 0.01, 2, true)],
                [new(SignalKind.Time, 0, 300, 8, false)]
            ),
            new(b.PhaseExit(0), 0.004, 0.004, 0.001, [], [new(SignalKind.Custom, 0, 1.2, 20, false)]),
        ];
        return model with
        {
            Substrates =
            [
                .. model.Substrates.Select(
                    (s, k) =>
                        s with
                        {
                            IsDouble = k == 0,
                            InitialField =
                            [
                                .. Enumerable.Range(0, model.Grid.Voxels).Select(v => v * (k + 3) % 17 * 0.4),
                            ],
                        }
                ),
            ],
            Types = [.. model.Types.Select((t, k) => k == 2 ? t : t with { Rules = [.. rules] })],
            Placements = arrivals
                ? [.. model.Placements, LifeScene.InBox("more", 1, 60, 500, tick: 31)]
                : model.Placements,
        };
    }
}
