// Crawling cells: persistence, speed, taxis.
namespace Milieu.Engine.Tests;

public class MechanicsMotilityTests
{
    [Theory(
        DisplayName = "Mean squared displacement is that of a persistent random walk in discrete time, within 4 standard errors"
    )]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void MeanSquaredDisplacement(bool flat, ulong seed)
    {
        const double Speed = 2;
        const double Persistence = 3;
        const double Dt = 0.1;
        const int Steps = 150;
        var model = Motile(flat, b => (b.Speed, Speed), b => (b.Persistence, Persistence));
        using var scene = new Scene(model, KernelKind.Vectorized, seed: seed);
        var start = Strew(scene, 3000);
        // In the stationary state, so that the first wait for a turn plays no part.
        scene.Steps(200);
        var origin = Positions(scene);
        scene.Steps(Steps);
        var squares = Positions(scene).Zip(origin, (a, b) => Square(a, b)).ToArray();
        // Vectors of steps k and l agree with probability a^|k-l|, a = 1 - dt/persistence, and are unrelated otherwise.
        // Adams-Bashforth weighs each vector 1.5 and its last -0.5, which sums to the vector but for the two ends.
        var a = 1 - (Dt / Persistence);
        var sum = 0.0;
        double Weight(int k) =>
            k == -1 ? -0.5
            : k == Steps - 1 ? 1.5
            : 1;
        for (var k = -1; k < Steps; k++)
        for (var l = -1; l < Steps; l++)
            sum += Weight(k) * Weight(l) * Math.Pow(a, Math.Abs(k - l));
        var expected = Speed * Speed * Dt * Dt * sum;
        var mean = squares.Average();
        var error = Math.Sqrt(squares.Select(s => (s - mean) * (s - mean)).Average() / squares.Length);
        Assert.Equal(expected, mean, 4 * error);
        Assert.Equal(2 * Speed * Speed * Persistence * 15 * 0.8, expected, 0.15 * expected);
        Assert.Equal(3000, start);
    }

    [Theory(DisplayName = "Turns come at dt/persistence a step, every step when persistence is below dt or 0")]
    [InlineData(2.0, 0.05)]
    [InlineData(0.05, 1.0)]
    [InlineData(0.0, 1.0)]
    public void TurnRate(double persistence, double expected)
    {
        using var scene = new Scene(
            Motile(true, b => (b.Speed, 1), b => (b.Persistence, persistence)),
            KernelKind.Vectorized
        );
        Strew(scene, 2000);
        scene.Steps(80);
        var before = scene
            .Cells.MotilityX!.Span(scene.Rows)
            .ToArray()
            .Zip(Ids(scene))
            .ToDictionary(p => p.Second, p => p.First);
        scene.Step();
        var turned = Enumerable.Range(0, scene.Rows).Count(r => scene.Cells.MotilityX[r] != before[scene.Cells.Id[r]]);
        Assert.Equal(2000 * expected, turned, 4 * Math.Sqrt(2000 * expected * (1 - expected)) + 1e-9);
    }

    [Theory(
        DisplayName = "Directions are uniform: mean 0 and second moments 1/d of each component, within 5 standard errors, length the speed"
    )]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void DirectionsAreUniform(bool flat, bool inPlane)
    {
        var model = Motile(flat, b => (b.Speed, 3), b => (b.Persistence, 0))
            .EachType(t => t with { MotilityInPlane = inPlane });
        using var scene = new Scene(model);
        Strew(scene, 4000);
        scene.RunForces();
        var axes = flat || inPlane ? 2 : 3;
        Column<float>[] columns = [scene.Cells.MotilityX!, scene.Cells.MotilityY!, scene.Cells.MotilityZ!];
        for (var axis = 0; axis < 3; axis++)
        {
            var v = Enumerable.Range(0, scene.Rows).Select(r => columns[axis][r] / 3.0).ToArray();
            if (axis >= axes)
            {
                Assert.All(v, c => Assert.Equal(0, c));
                continue;
            }
            Assert.Equal(0, v.Average(), 5 * Math.Sqrt(1.0 / axes / v.Length));
            Assert.Equal(1.0 / axes, v.Average(c => c * c), 5 * 0.36 / Math.Sqrt(v.Length));
        }
        for (var row = 0; row < scene.Rows; row++)
            Assert.Equal(9, columns.Sum(c => (double)c[row] * c[row]), 1e-5);
    }

    [Fact(
        DisplayName = "Chemotaxis with bias 1 goes straight up its gradient, with sign -1 straight down; bias 0 ignores it"
    )]
    public void Chemotaxis()
    {
        var (x, y) = Heading(1, t => t with { Taxis = Taxis.Single, TaxisSubstrate = 1, TaxisSign = 1 });
        Assert.Equal((0.0, 1.0), (Math.Round(x, 5), Math.Round(y, 5)));
        (x, y) = Heading(1, t => t with { Taxis = Taxis.Single, TaxisSubstrate = 0, TaxisSign = -1 });
        Assert.Equal((-1.0, 0.0), (Math.Round(x, 5), Math.Round(y, 5)));
        (x, y) = Heading(0, t => t with { Taxis = Taxis.Single, TaxisSubstrate = 0 });
        Assert.True(Math.Abs(y) > 1e-3);
    }

    [Fact(
        DisplayName = "In plane holds for the random part only: a gradient along z leads a cell out of the plane by its bias, which a vector cut to the plane would not show"
    )]
    public void GradientLeadsOutOfThePlane()
    {
        var model = Motile(false, b => (b.Speed, 2), b => (b.Persistence, 0), b => (b.Bias, 0.6));
        var grid = model.Grid;
        model = model.EachType(t => t with { MotilityInPlane = true, Taxis = Taxis.Single, TaxisSign = 1 });
        using var scene = new Scene(model);
        scene.Add(5, 5);
        var field = scene.Tissue.Fields[0];
        for (var voxel = 0; voxel < grid.Voxels; voxel++)
            field[field.OffsetOfVoxel(voxel)] = (voxel / (grid.Nx * grid.Ny)) + 1;
        scene.RunForces();
        // 0.6 along z and 0.4 across it, made as long as the speed.
        var length = Math.Sqrt((0.6 * 0.6) + (0.4 * 0.4));
        Assert.Equal(2 * 0.6 / length, scene.Cells.MotilityZ![0], 1e-5);
    }

    [Fact(
        DisplayName = "Advanced taxis adds sensitivity x gradient; the normalized form adds sensitivity x direction: 3-4-5 either way, but swapped"
    )]
    public void AdvancedChemotaxis()
    {
        // Gradients are 0.03 along x and 0.01 along y; sensitivities 1 and 4.
        var (x, y) = Heading(1, t => t with { Taxis = Taxis.Advanced });
        Assert.Equal((0.6, 0.8), (Math.Round(x, 4), Math.Round(y, 4)));
        (x, y) = Heading(1, t => t with { Taxis = Taxis.AdvancedNormalized });
        Assert.Equal(Math.Round(1 / Math.Sqrt(17), 4), Math.Round(x, 4));
        Assert.Equal(Math.Round(4 / Math.Sqrt(17), 4), Math.Round(y, 4));
    }

    [Fact(
        DisplayName = "Dead, immovable and non-motile cells do not move by themselves; the speed of a vector is that of its last turn"
    )]
    public void WhoMoves()
    {
        var model = Motile(true, b => (b.Speed, 1), b => (b.Persistence, 1e9));
        model = model.Varying(model.Behaviors.Speed, model.Behaviors.Movable);
        using var scene = new Scene(model);
        Strew(scene, 3);
        var still = scene.Tissue.NextId;
        for (var row = 0; row < scene.Rows; row++)
            scene.Cells.MotilityX![row] = 1;
        scene.Die(1);
        scene.Cells.ColumnOf(model.Behaviors.Movable)![2] = 0;
        scene.Cells.ColumnOf(model.Behaviors.Speed)![0] = 7;
        var before = Positions(scene);
        scene.Step();
        var after = Positions(scene);
        Assert.Equal(0.15, after[0].X - before[0].X, 1e-9);
        Assert.Equal(before[1], after[1]);
        Assert.Equal(before[2], after[2]);
        Assert.Equal(still, scene.Tissue.NextId);
    }

    [Fact(
        DisplayName = "Displacements of 2,000 cells match the reference trace at every time in mean and variance, Benjamini-Hochberg at q = 0.01"
    )]
    public void ReferenceTrace()
    {
        var tests = new List<double>();
        foreach (var rows in Traces.Read("motility_msd.csv").GroupBy(r => (r["speed"], r["persistence"], r["bias"])))
        {
            var (speed, persistence, bias) = rows.Key;
            var model = Motile(true, b => (b.Speed, speed), b => (b.Persistence, persistence), b => (b.Bias, bias))
                .EachType(t => t with { Taxis = Taxis.Single, TaxisSubstrate = 0 });
            using var scene = new Scene(model, KernelKind.Vectorized);
            Strew(scene, 2000);
            SetSlopes(scene);
            var start = Positions(scene);
            foreach (var row in rows.Where(r => r["t"] is > 0 and <= 50))
            {
                while (scene.Context.Minutes < row["t"] - 0.05)
                    scene.Step();
                var moved = Positions(scene).Zip(start, (a, b) => a.X - b.X).ToArray();
                var mean = moved.Average();
                var variance = moved.Sum(m => (m - mean) * (m - mean)) / (moved.Length - 1);
                var error = Math.Sqrt((variance / moved.Length) + (row["sd_dx"] * row["sd_dx"] / row["n"]));
                tests.Add(TwoSided((mean - row["mean_dx"]) / error));
                // Relative error of a variance: sqrt((kurtosis - 1) / n), on both sides.
                var kurtosis = moved.Average(m => Math.Pow(m - mean, 4)) / (variance * variance);
                var ratio = Math.Log(variance / (row["sd_dx"] * row["sd_dx"]));
                tests.Add(TwoSided(ratio / Math.Sqrt(2 * (kurtosis - 1) / moved.Length)));
            }
        }
        var sorted = tests.Order().ToArray();
        for (var k = 0; k < sorted.Length; k++)
            Assert.True(
                sorted[k] > 0.01 * (k + 1) / sorted.Length,
                $"p = {sorted[k]} at rank {k + 1} of {sorted.Length}"
            );
        Assert.Equal(100, sorted.Length);
    }

    private static double TwoSided(double z)
    {
        // Complementary error function to 1.5e-7 (Abramowitz and Stegun 7.1.26).
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * x));
        var poly =
            t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429))))))));
        return poly * Math.Exp(-x * x);
    }

    private static (double X, double Y) Heading(double bias, Func<CompiledType, CompiledType> taxis)
    {
        var model = Motile(
                true,
                b => (b.Speed, 1),
                b => (b.Persistence, 0),
                b => (b.Bias, bias),
                b => (b.ChemotacticSensitivity(0), 1),
                b => (b.ChemotacticSensitivity(1), 4)
            )
            .EachType(taxis);
        using var scene = new Scene(model);
        scene.Add(5, 5);
        SetSlopes(scene);
        scene.RunForces();
        return (scene.Cells.MotilityX![0], scene.Cells.MotilityY![0]);
    }

    /// <summary>Substrate 0 rises by 0.03 per um along x, substrate 1 by 0.01 per um along y.</summary>
    private static void SetSlopes(Scene scene)
    {
        var g = scene.Context.Model.Grid;
        for (var i = 0; i < g.Nx; i++)
        for (var j = 0; j < g.Ny; j++)
        {
            var (x, y) = (g.CenterX(i), g.CenterY(j));
            var fields = scene.Tissue.Fields;
            fields[0][fields[0].OffsetAt(x, y, g.MiddleZ)] = 100 + (0.03 * x);
            fields[1][fields[1].OffsetAt(x, y, g.MiddleZ)] = 100 + (0.01 * y);
        }
    }

    /// <summary>Cells that feel nobody, in the middle of a box that none can leave.</summary>
    private static int Strew(Scene scene, int count)
    {
        Crowd.Fill(scene, count, 5, margin: 700);
        return scene.Rows;
    }

    private static (double X, double Y, double Z)[] Positions(Scene scene)
    {
        var all = new (double, double, double)[scene.Tissue.NextId];
        for (var row = 0; row < scene.Rows; row++)
            all[scene.Cells.Id[row]] = (scene.Cells.X[row], scene.Cells.Y[row], scene.Cells.Z[row]);
        return all;
    }

    private static ulong[] Ids(Scene scene) => scene.Cells.Id.Span(scene.Rows).ToArray();

    private static double Square((double X, double Y, double Z) a, (double X, double Y, double Z) b) =>
        ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)) + ((a.Z - b.Z) * (a.Z - b.Z));

    private static CompiledModel Motile(bool flat, params Func<BehaviorIndex, (int Behavior, double Value)>[] values)
    {
        var model = Fixture.Model(
            flat ? Fixture.Plane(4000, 50) : Fixture.Cube(4000, 200),
            [Fixture.Substrate(), Fixture.Substrate("b")],
            1,
            (_, b, c) =>
            {
                (c[b.Adhesion], c[b.Repulsion]) = (0, 0);
                // Nobody is anybody's neighbor: the crowd is for the count only.
                c[b.Reach] = 0.01;
                foreach (var value in values)
                    c[value(b).Behavior] = value(b).Value;
            }
        );
        return model.EachType(t => t with { IsMotile = true }) with { Wall = false };
    }
}
