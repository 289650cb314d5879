// Deterministic reference trajectories of mechanics.
namespace Milieu.Engine.Tests;

public abstract class MechanicsTraceTests(KernelKind kernel)
{
    private const double Tolerance = 1e-4;

    [Fact(
        DisplayName = "Eleven pairs follow the reference trace within 1e-4 um over every step: force, pressure, contact and AB2 at once"
    )]
    public void Pairs()
    {
        foreach (var rows in Traces.Read("pair_relaxation.csv").GroupBy(r => r["case"]))
        {
            var first = rows.First();
            using var scene = new Scene(Open(first["adhB"], first["repB"]), kernel);
            scene.Add(-first["d0"] / 2, 0, 0, 0, first["volA"] / 2494);
            scene.Add(first["d0"] / 2, 0, 0, 1, first["volB"] / 2494);
            foreach (var row in rows)
            {
                scene.RunForces();
                var (a, b) = (scene.RowOf(0), scene.RowOf(1));
                Assert.Equal(row["xA"], scene.Cells.X[a], Tolerance);
                Assert.Equal(row["xB"], scene.Cells.X[b], Tolerance);
                Assert.Equal(row["pressureA"], scene.Cells.Pressure[a], 1e-4);
                Assert.Equal(row["pressureB"], scene.Cells.Pressure[b], 1e-4);
                Assert.Equal(row["nA"], scene.Cells.Contacts[0][a]);
                scene.Step();
            }
        }
    }

    [Fact(
        DisplayName = "Seven crowded cells relax like the reference trace within 1e-4 um: sums over several neighbors"
    )]
    public void Hexagon()
    {
        var trace = Traces.Read("hexagon_relaxation.csv").GroupBy(r => r["t"]).ToList();
        using var scene = new Scene(Open(0.4, 10), kernel);
        foreach (var row in trace[0])
            scene.Add(row["x"], row["y"]);
        foreach (var rows in trace)
        {
            while (scene.Context.Minutes < rows.Key - 0.05)
                scene.Step();
            scene.RunForces();
            foreach (var row in rows)
            {
                var at = scene.RowOf((ulong)row["cell"]);
                Assert.Equal(row["x"], scene.Cells.X[at], Tolerance);
                Assert.Equal(row["y"], scene.Cells.Y[at], Tolerance);
                Assert.Equal(row["pressure"], scene.Cells.Pressure[at], 1e-3);
            }
        }
    }

    [Fact(
        DisplayName = "A spring pair follows the reference trace within 1e-4 um: a wrong constant or start of AB2 shows at once"
    )]
    public void SpringPair()
    {
        var model = Open(0, 0, b => b.Elasticity, 0.05);
        using var scene = new Scene(model, kernel);
        scene.Add(-20, 0);
        scene.Add(20, 0);
        scene.Sort();
        scene.Links.Add(0, 1, LinkKind.Spring);
        foreach (var row in Traces.Read("spring_pair.csv"))
        {
            while (scene.Context.Minutes < row["t"] - 0.05)
                scene.Step();
            Assert.Equal(row["xA"], scene.Cells.X[scene.RowOf(0)], Tolerance);
            Assert.Equal(row["xB"], scene.Cells.X[scene.RowOf(1)], Tolerance);
        }
    }

    /// <summary>Two types in an open plane; the second with its own strengths; contacts with live cells counted.</summary>
    private static CompiledModel Open(
        double adhesion,
        double repulsion,
        Func<BehaviorIndex, int>? behavior = null,
        double value = 0
    )
    {
        var model = Fixture.Model(
            Fixture.Plane(),
            [],
            2,
            (type, b, c) =>
            {
                if (type == 1 || adhesion == 0)
                    (c[b.Adhesion], c[b.Repulsion]) = (adhesion, repulsion);
                if (behavior is not null)
                    c[behavior(b)] = value;
            }
        );
        return model.CountingContacts(SignalKind.ContactLive) with { Wall = false, DynamicSprings = false };
    }
}

public class ReferenceMechanicsTraceTests() : MechanicsTraceTests(KernelKind.Reference);

public class VectorizedMechanicsTraceTests() : MechanicsTraceTests(KernelKind.Vectorized);
