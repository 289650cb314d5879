// Pair forces: every kernel against the formula and against all pairs.
namespace Milieu.Engine.Tests;

public abstract class MechanicsForcesTests(KernelKind kernel, double tolerance)
{
    private static readonly SignalKind[] EveryContact =
    [
        SignalKind.ContactLive,
        SignalKind.ContactDead,
        SignalKind.ContactApoptotic,
        SignalKind.ContactNecrotic,
        SignalKind.ContactOtherDead,
    ];

    [Fact(
        DisplayName = "The force follows the formula at 400 distances from 0.01 um to beyond reach; a wrong factor or cut-off shows"
    )]
    public void Curve()
    {
        for (var k = 0; k < 400; k++)
        {
            var d = 0.01 + (0.06 * k);
            using var scene = new Scene(Model(Fixture.Plane()), kernel);
            scene.Add(0, 0);
            scene.Add(0.6 * d, 0.8 * d, 0, 1, 2);
            scene.RunForces();
            var all = new BruteForces(scene);
            Compare(all, scene);
        }
    }

    [Fact(
        DisplayName = "At the equilibrium distance of the formula no force is left, a micrometer nearer it repels, farther it pulls"
    )]
    public void Equilibrium()
    {
        const double R = 2 * 8.412710547954228;
        var (repulsion, adhesion) = (Math.Sqrt(10), Math.Sqrt(0.4));
        var d = (repulsion - adhesion) / ((repulsion / R) - (adhesion / (1.25 * R)));
        Assert.Equal(0, Pull(d), 1e-5);
        Assert.True(Pull(d - 1) > 1e-3);
        Assert.True(Pull(d + 1) < -1e-3);

        double Pull(double distance)
        {
            using var scene = new Scene(Fixture.Model(Fixture.Plane(), []) with { Wall = false }, kernel);
            scene.Add(0, 0);
            scene.Add(distance, 0);
            scene.RunForces();
            return scene.Cells.Vx[scene.RowOf(1)];
        }
    }

    [Fact(DisplayName = "Twelve close-packed neighbors at the spacing of the scale press with exactly 1")]
    public void PressureOfClosePacking()
    {
        var spacing = 2 * 8.412710547954228 * Math.Sqrt(Math.PI / (2 * Math.Sqrt(3)));
        using var scene = new Scene(Fixture.Model(Fixture.Cube(), []), kernel);
        scene.Add(0, 0);
        var step = spacing / Math.Sqrt(2);
        foreach (var a in (double[])[-step, step])
        foreach (var b in (double[])[-step, step])
        {
            scene.Add(a, b, 0);
            scene.Add(a, 0, b);
            scene.Add(0, a, b);
        }
        scene.RunForces();
        Assert.Equal(1, scene.Cells.Pressure[scene.RowOf(0)], 1e-5);
    }

    [Fact(
        DisplayName = "A pair across the border of bins is felt in all 26 directions: a missed neighbor bin loses it"
    )]
    public void AllDirections()
    {
        // A third cell at the low corner fixes where bins begin, so that a corner of bins lies between the two.
        const double Edge = (2 * 1.25 * 8.412710547954228) + Sorter.LeastSkin;
        const double Corner = -90 + (4 * Edge);
        for (var k = 0; k < 27; k++)
        {
            var (a, b, c) = ((k % 3) - 1, (k / 3 % 3) - 1, (k / 9) - 1);
            if (k == 13)
                continue;
            using var scene = new Scene(Fixture.Model(Fixture.Cube(), []) with { Wall = false }, kernel);
            var length = Math.Sqrt((a * a) + (b * b) + (c * c));
            var (x, y, z) = (a * 6 / length, b * 6 / length, c * 6 / length);
            scene.Add(Corner - x, Corner - y, Corner - z);
            scene.Add(Corner + x, Corner + y, Corner + z);
            scene.Add(-90, -90, -90);
            scene.RunForces();
            var all = new BruteForces(scene);
            Compare(all, scene);
            Assert.Equal(1, all.Neighbors.Count(n => n.Count == 0));
            Assert.NotEqual(scene.Cells.Bin[1], scene.Cells.Bin[2]);
        }
    }

    [Theory(
        DisplayName = "Crowds of mixed sizes, types, dead, hidden and immovable cells feel what all pairs give, contacts included"
    )]
    [InlineData(false, false, 1)]
    [InlineData(false, true, 2)]
    [InlineData(true, false, 3)]
    [InlineData(true, true, 4)]
    public void Crowds(bool flat, bool varying, int seed)
    {
        using var scene = Build(flat, varying, seed);
        scene.RunForces();
        var all = new BruteForces(scene);
        Compare(all, scene);
        Assert.True(all.Neighbors.Average(n => n.Count) > 6);
    }

    [Theory(
        DisplayName = "Sparse crowds gather several bins at once and feel what all pairs give; no worker border shows"
    )]
    [InlineData(2200, 1)]
    [InlineData(480, 2)]
    [InlineData(300, 4)]
    public void SparseCrowds(int cells, int group)
    {
        var states = new List<byte[]>();
        foreach (var (threads, chunk) in new[] { (1, 256), (2, 64), (7, 1) })
        {
            using var scene = new Scene(
                Fixture.Model(Fixture.Plane(400), [], 2) with
                {
                    Wall = false,
                },
                kernel,
                threads,
                chunk
            );
            Crowd.Fill(scene, cells, 11, 1, 0.2);
            scene.RunForces();
            Assert.Equal(group, scene.Context.Sorter.Bins.Group);
            Compare(new BruteForces(scene), scene);
            states.Add(scene.State());
        }
        Assert.All(states, s => Assert.Equal(states[0], s));
    }

    [Fact(DisplayName = "With more contact columns than a word has bits every one is right")]
    public void ManyContactColumns()
    {
        var model = Fixture.Model(Fixture.Plane(300), [], 40);
        model = model.WithRules([
            .. Enumerable.Range(0, 40).Select(t => new SignalTerm(SignalKind.ContactType, t, 1, 1, false)),
        ]) with
        {
            Wall = false,
        };
        using var scene = new Scene(model, kernel);
        Crowd.Fill(scene, 600, 3);
        scene.RunForces();
        var all = new BruteForces(scene);
        Compare(all, scene);
    }

    [Theory(
        DisplayName = "Contacts are counted in the last mechanics step before each phenotype step, and in no other: whoever reads them finds those of the last forces"
    )]
    [InlineData(1, 6)]
    [InlineData(5, 60)]
    [InlineData(4, 6)]
    [InlineData(6, 4)]
    [InlineData(3, 3)]
    public void ContactsBeforePhenotype(int mechanics, int phenotype)
    {
        var model = Fixture.Model(Fixture.Plane(), []).WithRules([new(SignalKind.ContactLive, 0, 1, 1, false)]) with
        {
            Wall = false,
        };
        model = model with { Timing = model.Timing with { MechanicsPeriod = mechanics, PhenotypePeriod = phenotype } };
        using var scene = new Scene(model, kernel, ownPhenotypePeriod: true);
        scene.Add(0, 0);
        scene.Add(10, 0);
        scene.Sort();
        for (var tick = 0; tick < 5 * mechanics * phenotype; tick += mechanics)
        {
            scene.Cells.Contacts[0][0] = 77;
            scene.Tissue.Tick = (uint)tick;
            scene.Forces.Run();
            // Phenotype runs before Forces where both are due at a tick.
            var isRead = Enumerable.Range(tick + 1, mechanics).Any(t => t % phenotype == 0);
            Assert.Equal(isRead ? 1 : 77, scene.Cells.Contacts[0][0]);
        }
    }

    [Fact(
        DisplayName = "Rows moved within the skin feel what all pairs give although the bins are old: no pair is missed"
    )]
    public void OldBinsFindAll()
    {
        using var scene = Build(false, false, 9);
        scene.Sort();
        var random = Crowd.Seeded(1);
        for (var row = 0; row < scene.Rows; row++)
        {
            var (x, y, z) = (random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
            var length = Math.Sqrt((x * x) + (y * y) + (z * z)) / 0.999;
            scene.Cells.X[row] += x / length;
            scene.Cells.Y[row] += y / length;
            scene.Cells.Z[row] += z / length;
        }
        scene.Tissue.Displacement = 0.999;
        Assert.False(scene.Context.Sorter.IsDue());
        scene.RunForces();
        Compare(new BruteForces(scene), scene);
    }

    [Theory(DisplayName = "Threads and chunks leave no trace in the forces of a crowd")]
    [InlineData(2, 256)]
    [InlineData(3, 7)]
    [InlineData(7, 1)]
    public void ThreadsLeaveNoTrace(int threads, int chunk)
    {
        using var one = Build(false, true, 5);
        using var many = Build(false, true, 5, threads, chunk);
        one.Steps(3);
        many.Steps(3);
        Assert.Equal(one.State(), many.State());
        for (var worker = 0; worker < threads; worker++)
            Assert.True(many.Context.Pool.ItemsDone(worker) > 0);
    }

    private void Compare(BruteForces all, Scene scene)
    {
        var layout = scene.Cells.Layout.Contacts;
        for (var row = 0; row < scene.Rows; row++)
        {
            // A float position is off by some 1e-6 um, which turns the force of a pair by that over their distance.
            var allowed = tolerance * (1 + (1 / all.Nearest[row]));
            Assert.Equal(all.Velocity[row].X, scene.Cells.Vx[row], allowed);
            Assert.Equal(all.Velocity[row].Y, scene.Cells.Vy[row], allowed);
            Assert.Equal(all.Velocity[row].Z, scene.Cells.Vz[row], allowed);
            Assert.Equal(all.Pressure[row], scene.Cells.Pressure[row], allowed * (10 + all.Pressure[row]));
            if (all.Doubtful[row])
                continue;
            for (var k = 0; k < layout.Length; k++)
                Assert.Equal(
                    all.Neighbors[row].Count(j => IsCounted(scene, j, layout[k].Kind, layout[k].Index)),
                    scene.Cells.Contacts[k][row]
                );
        }
    }

    private static bool IsCounted(Scene scene, int row, SignalKind kind, int index)
    {
        var dead = scene.Cells.Is(row, CellFlags.Dead);
        var necrosis = scene.Cells.Is(row, CellFlags.Necrosis);
        var phase = scene.Cells.Phase[row];
        return kind switch
        {
            SignalKind.ContactType => scene.Cells.Type[row] == index,
            SignalKind.ContactLive => !dead,
            SignalKind.ContactDead => dead,
            SignalKind.ContactApoptotic => dead && !necrosis && phase == 0,
            SignalKind.ContactNecrotic => dead && necrosis && phase < 2,
            _ => dead && (necrosis ? phase == 2 : phase == 1),
        };
    }

    private Scene Build(bool flat, bool varying, int seed, int threads = 1, int chunk = 256)
    {
        var model = Model(flat ? Fixture.Plane(300) : Fixture.Cube(120));
        var b = model.Behaviors;
        if (varying)
            model = model.Varying(b.Reach, b.Repulsion, b.Adhesion, b.Affinity(1), b.Movable);
        var scene = new Scene(model, kernel, threads, chunk);
        Crowd.Fill(scene, 700, seed, spread: 0.6);
        var random = Crowd.Seeded(seed + 100);
        for (var row = 0; row < scene.Rows; row++)
        {
            if (row % 5 == 0)
                scene.Die(row, random.Next(2) == 0, random.Next(2));
            if (row % 41 == 0)
                scene.Cells.Flags[row] |= (byte)CellFlags.Escaped;
            if (!varying)
                continue;
            scene.Cells.ColumnOf(b.Reach)![row] = 1 + (0.4 * random.NextDouble());
            scene.Cells.ColumnOf(b.Repulsion)![row] = 5 + (10 * random.NextDouble());
            scene.Cells.ColumnOf(b.Adhesion)![row] = random.NextDouble();
            scene.Cells.ColumnOf(b.Affinity(1))![row] = 2 * random.NextDouble();
            scene.Cells.ColumnOf(b.Movable)![row] = row % 13 == 0 ? 0 : 1;
        }
        scene.Sort();
        for (var row = 0; row < scene.Rows; row += 29)
            scene.Cells.Flags[row] |= (byte)CellFlags.Tombstone;
        return scene;
    }

    private static CompiledModel Model(GridSpec grid)
    {
        var model = Fixture.Model(
            grid,
            [],
            2,
            (t, b, c) =>
            {
                c[b.Adhesion] = 0.4 + t;
                c[b.Repulsion] = 10 + (5 * t);
                c[b.Reach] = 1.25 + (0.1 * t);
                (c[b.Affinity(0)], c[b.Affinity(1)]) = (1 - (0.5 * t), 2);
            }
        );
        return model.CountingContacts(EveryContact) with { Wall = false };
    }
}

public class ReferenceMechanicsForcesTests() : MechanicsForcesTests(KernelKind.Reference, 2e-6);

public class VectorizedMechanicsForcesTests() : MechanicsForcesTests(KernelKind.Vectorized, 2e-5);
