// Positions in time: the integrator, springs, the wall, escape.
namespace Milieu.Engine.Tests;

public class MechanicsMotionTests
{
    private const double Radius = 8.412710547954228;

    [Fact(
        DisplayName = "Two spheres relax along the solution of their ODE (Runge-Kutta, step 1/200 of ours) within 0.02 um from 1 min on"
    )]
    public void PairFollowsItsEquation()
    {
        using var scene = new Scene(Open());
        scene.Add(-5, 0);
        scene.Add(5, 0);
        scene.Step();
        // The first step of Adams-Bashforth has no history: both start from its result.
        var gap = scene.Cells.X[1] - scene.Cells.X[0];
        for (var step = 1; step < 100; step++)
        {
            for (var k = 0; k < 200; k++)
                gap = RungeKutta(gap, 0.1 / 200, d => 2 * Force(d));
            scene.Step();
            if (step >= 10)
                Assert.Equal(gap, scene.Cells.X[1] - scene.Cells.X[0], 0.02);
        }
        Assert.InRange(gap, 15, 17);
    }

    [Fact(
        DisplayName = "With its history given the step is of second order: halving dt divides the error of a decaying spring by 4"
    )]
    public void SecondOrder()
    {
        double[] errors = [.. new[] { 0.4, 0.2, 0.1 }.Select(SpringError)];
        Assert.InRange(errors[0] / errors[1], 3.6, 4.4);
        Assert.InRange(errors[1] / errors[2], 3.7, 4.3);
    }

    [Fact(
        DisplayName = "Springs of unequal constants and affinities decay as exp(-2 sqrt(k_i a_ij k_j a_ji) t), within 0.02 um of 90"
    )]
    public void SpringDecay()
    {
        const double Rate = 0.02;
        using var scene = new Scene(Springs(0.1, k: 0.02, other: 0.08, affinity: 0.25));
        AddPair(scene);
        scene.Steps(200);
        Assert.Equal(200 * Math.Exp(-2 * Rate * 20), Gap(scene), 0.02);
        Assert.Equal(0, scene.Cells.X[0] + scene.Cells.X[1], 1e-5);
        Assert.Equal(3, scene.Cells.Y[0]);
    }

    [Fact(
        DisplayName = "A spring with a slack of 60 um pulls a pair of 200 um together as any other until then, and no nearer than one step's way"
    )]
    public void SpringSlack()
    {
        const double Rate = 0.02;
        var springs = Springs(0.1, k: 0.02, other: 0.02, affinity: 1);
        using var scene = new Scene(
            springs with
            {
                Types = [springs.Types[0], springs.Types[1] with { SpringSlack = 60 }],
            }
        );
        AddPair(scene);
        scene.Steps(200);
        Assert.Equal(200 * Math.Exp(-2 * Rate * 20), Gap(scene), 0.02);
        scene.Steps(400);
        Assert.InRange(Gap(scene), 59.5, 60);
    }

    [Fact(
        DisplayName = "Where springs do not pull one of two types, its cell stays where it is and the other comes as exp(-k t)"
    )]
    public void CrawlsAlongSprings()
    {
        const double Rate = 0.02;
        var springs = Springs(0.1, k: 0.02, other: 0.02, affinity: 1);
        using var scene = new Scene(
            springs with
            {
                Types = [springs.Types[0], springs.Types[1] with { IsPulled = false }],
            }
        );
        AddPair(scene);
        scene.Cells.PreviousVx[1] = 0;
        var held = scene.Cells.X[1];
        scene.Steps(200);
        Assert.Equal(held, scene.Cells.X[1]);
        Assert.Equal(200 * Math.Exp(-Rate * 20), Gap(scene), 0.02);
    }

    [Fact(DisplayName = "A resting pair keeps its center, whatever its sizes' order: action equals reaction")]
    public void CenterIsKept()
    {
        using var scene = new Scene(Open(), KernelKind.Vectorized);
        scene.Add(-31.7, 13.3, 0, 0, 1.7);
        scene.Add(-25.1, 17.9, 0, 0, 0.6);
        scene.Steps(50);
        Assert.Equal(-31.7 - 25.1, scene.Cells.X[0] + scene.Cells.X[1], 1e-4);
        Assert.Equal(13.3 + 17.9, scene.Cells.Y[0] + scene.Cells.Y[1], 1e-4);
    }

    [Theory(
        DisplayName = "The wall pushes a cell nearer than its radius inwards along the nearest face by beta (1 - d/r)^2, no other"
    )]
    [InlineData(-97, 0, 0, 3, 1, 0, 0)]
    [InlineData(95, 0, 0, 5, -1, 0, 0)]
    [InlineData(0, -96, 0, 4, 0, 1, 0)]
    [InlineData(0, 92, 0, 8, 0, -1, 0)]
    [InlineData(0, 0, -99, 1, 0, 0, 1)]
    [InlineData(0, 0, 93, 7, 0, 0, -1)]
    [InlineData(-97, 95, 0, 3, 1, 0, 0)]
    [InlineData(0, 0, 91, 9, 0, 0, 0)]
    public void WallPushes(double x, double y, double z, double distance, int dx, int dy, int dz)
    {
        using var scene = new Scene(Fixture.Model(Fixture.Cube(), [], 1, (_, b, c) => c[b.MembraneRepulsion] = 50));
        scene.Add(x, y, z);
        scene.RunForces();
        var push = 50 * Math.Pow(1 - (distance / Radius), 2);
        Assert.Equal(dx * push, scene.Cells.Vx[0], 1e-4);
        Assert.Equal(dy * push, scene.Cells.Vy[0], 1e-4);
        Assert.Equal(dz * push, scene.Cells.Vz[0], 1e-4);
    }

    [Fact(DisplayName = "PhysiCell's wall has strength 100 whatever the type says, and in 2-D no push along z (Q18)")]
    public void FixedWall()
    {
        var model = Fixture.Model(Fixture.Plane(200), [], 1, (_, b, c) => c[b.MembraneRepulsion] = 50) with
        {
            Conventions = Conventions.PhysiCell,
        };
        using var scene = new Scene(model);
        scene.Add(-97, 0);
        scene.Add(0, 0);
        scene.RunForces();
        Assert.Equal(100 * Math.Pow(1 - (3 / Radius), 2), scene.Cells.Vx[scene.RowOf(0)], 1e-4);
        Assert.Equal(0, scene.Cells.Vz[scene.RowOf(1)]);
    }

    [Fact(DisplayName = "Native: a cell that would cross a face is mirrored at it; however fast, it stays in the box")]
    public void Mirror()
    {
        using var scene = new Scene(Open());
        scene.Add(190, 0);
        scene.Add(-199, 150);
        scene.Sort();
        (scene.Cells.Vx[0], scene.Cells.Vx[1]) = (-1e6f, -20);
        new MoveStage(scene.Context).Run();
        Assert.Equal(200, Math.Abs(scene.Cells.X[0]));
        Assert.Equal(-198, scene.Cells.X[1], 1e-9);
        Assert.Equal(0, scene.Tissue.Tally[EventKind.Escape]);
    }

    [Fact(DisplayName = "PhysiCell mode: a cell that leaves is counted, frozen where it is, and felt by nobody (Q13)")]
    public void Escape()
    {
        var model = Open() with { Conventions = Conventions.PhysiCell };
        using var scene = new Scene(model);
        scene.Add(199, 0);
        scene.Add(190, 0);
        scene.Sort();
        var (inner, outer) = (scene.RowOf(1), scene.RowOf(0));
        scene.Step();
        while (!scene.Cells.Is(outer, CellFlags.Escaped))
            scene.Step();
        Assert.Equal(1, scene.Tissue.Tally[EventKind.Escape]);
        var at = scene.Cells.X[outer];
        Assert.True(at > 200);
        scene.RunForces();
        Assert.Equal(0, scene.Cells.Pressure[inner]);
        scene.Steps(5);
        Assert.Equal(at, scene.Cells.X[outer]);
        Assert.Equal(1, scene.Tissue.Tally[EventKind.Escape]);
    }

    [Fact(
        DisplayName = "Displacement adds up the largest step of each Move, so that a Sort comes before any pair can be missed"
    )]
    public void DisplacementAddsUp()
    {
        using var scene = new Scene(Open());
        scene.Add(-50, 0);
        scene.Add(50, 0);
        scene.Sort();
        var move = new MoveStage(scene.Context);
        (scene.Cells.Vx[0], scene.Cells.Vy[1]) = (2, 3);
        move.Run();
        Assert.Equal(0.45, scene.Tissue.Displacement, 1e-9);
        move.Run();
        Assert.Equal(0.45 + 0.3, scene.Tissue.Displacement, 1e-9);
    }

    [Fact(DisplayName = "In the plane cells keep the middle z exactly, even where z velocities are written")]
    public void PlaneKeepsZ()
    {
        using var scene = new Scene(Open());
        scene.Add(0, 0);
        scene.Sort();
        scene.Cells.Vz[0] = 5;
        new MoveStage(scene.Context).Run();
        Assert.Equal(scene.Context.Model.Grid.MiddleZ, scene.Cells.Z[0]);
    }

    private static double Force(double d)
    {
        var repulsion = d <= 2 * Radius ? 10 * Math.Pow(1 - (d / (2 * Radius)), 2) : 0;
        var adhesion = d < 2.5 * Radius ? 0.4 * Math.Pow(1 - (d / (2.5 * Radius)), 2) : 0;
        return repulsion - adhesion;
    }

    private static double RungeKutta(double y, double h, Func<double, double> slope)
    {
        var a = slope(y);
        var b = slope(y + (h * a / 2));
        var c = slope(y + (h * b / 2));
        var d = slope(y + (h * c));
        return y + (h * (a + (2 * b) + (2 * c) + d) / 6);
    }

    /// <summary>Error at 8 min of a spring pair of constant 0.05 /min, begun with the exact earlier velocity.</summary>
    private static double SpringError(double dt)
    {
        const double K = 0.05;
        using var scene = new Scene(Springs(dt, K, K, 1));
        scene.Add(-50, 0);
        scene.Add(50, 0, 0, 1);
        scene.Sort();
        scene.Links.Add(0, 1, LinkKind.Spring);
        scene.Links.Tidy();
        var before = (float)(100 * K * Math.Exp(2 * K * dt));
        (scene.Cells.PreviousVx[0], scene.Cells.PreviousVx[1]) = (before, -before);
        scene.Steps((int)Math.Round(8 / dt));
        return scene.Cells.X[scene.RowOf(1)] - (50 * Math.Exp(-2 * K * 8));
    }

    /// <summary>Two cells 200 um apart on a spring of 0.02 /min, already on their way.</summary>
    private static void AddPair(Scene scene)
    {
        scene.Add(-100, 3);
        scene.Add(100, 3, 0, 1);
        scene.Sort();
        scene.Links.Add(0, 1, LinkKind.Spring);
        scene.Links.Tidy();
        (scene.Cells.PreviousVx[0], scene.Cells.PreviousVx[1]) = (200 * 0.02f, -200 * 0.02f);
    }

    private static double Gap(Scene scene) => scene.Cells.X[scene.RowOf(1)] - scene.Cells.X[scene.RowOf(0)];

    private static CompiledModel Open() => Fixture.Model(Fixture.Plane(), []) with { Wall = false };

    private static CompiledModel Springs(double dt, double k, double other, double affinity) =>
        Fixture.Model(
            Fixture.Plane(),
            [],
            2,
            (t, b, c) =>
            {
                c[b.Elasticity] = t == 0 ? k : other;
                (c[b.Adhesion], c[b.Repulsion]) = (0, 0);
                c[b.Affinity(1 - t)] = t == 0 ? affinity : 1;
            }
        ) with
        {
            Wall = false,
            Timing = new Timing(dt, 1, 1, 60, 600),
        };
}
