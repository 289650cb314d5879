// Signals gathered from neighbors and targets.
namespace Milieu.Engine.Tests;

public class TouchTests
{
    public static TheoryData<KernelKind, bool> Cases =>
        new()
        {
            { KernelKind.Reference, true },
            { KernelKind.Reference, false },
            { KernelKind.Vectorized, true },
            { KernelKind.Vectorized, false },
        };

    [Theory(
        DisplayName = "Every signal of every row of a crowd is what asking every pair gives, at ranges of 0, 2, 5 and all rings of bins: a bin left out, the own cell, a dead or an ingested one would show"
    )]
    [MemberData(nameof(Cases))]
    public void AsEveryPairSays(KernelKind kernel, bool flat)
    {
        using var scene = TouchScene.Crowd(TouchScene.Model(flat), kernel, 2);
        using var sense = new SenseStage(scene.Context);
        sense.Run(all: true);
        for (var signal = 0; signal < TouchScene.Signals.Length; signal++)
        {
            var seen = 0.0;
            for (var row = 0; row < scene.Rows; row++)
            {
                var expected = TouchScene.Expected(scene, TouchScene.Signals[signal], row);
                Assert.Equal(expected, scene.Context.Touches[signal][row], 1e-12);
                seen += Math.Abs(expected);
            }
            Assert.True(seen > 10, TouchScene.Signals[signal].Name);
        }
    }

    [Theory(
        DisplayName = "Both kernels give the same bits with 1, 2 and 7 threads: sums in another order than that of rows would part"
    )]
    [InlineData(true)]
    [InlineData(false)]
    public void SameBits(bool flat)
    {
        var model = TouchScene.Model(flat);
        var plain = Bits(model, KernelKind.Reference, 1);
        foreach (var threads in new[] { 1, 2, 7 })
            Assert.Equal(plain, Bits(model, KernelKind.Vectorized, threads));
    }

    [Theory(
        DisplayName = "Cells that moved by the whole displacement since the Sort, and cells that fusion moved, are still found"
    )]
    [InlineData(KernelKind.Vectorized, false)]
    [InlineData(KernelKind.Vectorized, true)]
    public void FoundAfterMoving(KernelKind kernel, bool fused)
    {
        using var scene = new Scene(TouchScene.Model(flat: true), kernel);
        for (var x = -280; x <= 280; x += 40)
            scene.Add(x, 0, 0, 1);
        scene.Sort();
        var edge = scene.Tissue.Bins.Edge;
        var shift = fused ? 0.95 * edge : 10;
        for (var row = 0; row < scene.Rows; row++)
            scene.Cells.X[row] += row % 2 == 0 ? shift : -shift;
        scene.Tissue.Displacement = fused ? 0 : shift;
        scene.Tissue.SortDue = fused;
        using var sense = new SenseStage(scene.Context);
        sense.Run(all: true);
        var touching = 0.0;
        for (var row = 0; row < scene.Rows; row++)
        {
            Assert.Equal(TouchScene.Expected(scene, TouchScene.Signals[3], row), scene.Context.Touches[3][row]);
            touching += scene.Context.Touches[3][row];
        }
        Assert.True(touching > 4);
    }

    [Theory(
        DisplayName = "A cell that came at this tick has met nobody: it reads 0, others do not count it, and their own sums stay as they are"
    )]
    [InlineData(KernelKind.Reference)]
    [InlineData(KernelKind.Vectorized)]
    public void NewcomersHaveMetNobody(KernelKind kernel)
    {
        using var scene = TouchScene.Crowd(TouchScene.Model(flat: true), kernel, 1);
        using var sense = new SenseStage(scene.Context);
        sense.Run(all: true);
        var before = Enumerable.Range(0, scene.Rows).Select(r => scene.Context.Touches[5][r]).ToList();
        scene.Add(0, 0, 0, 1);
        sense.Run(all: true);
        Assert.Equal([.. before, 0.0], Enumerable.Range(0, scene.Rows).Select(r => scene.Context.Touches[5][r]));
    }

    [Theory(DisplayName = "An attacker senses its live target and nobody else's; without a target it reads 0")]
    [InlineData(KernelKind.Reference)]
    [InlineData(KernelKind.Vectorized)]
    public void SensesItsTarget(KernelKind kernel)
    {
        var model = Attackers();
        using var scene = new Scene(model, kernel);
        scene.Add(0, 0, 0, 1);
        scene.Add(40, 0, 0, 1);
        var attacker = scene.Add(14, 0);
        var idle = scene.Add(100, 0);
        scene.Sort();
        scene.Cells.ColumnOf(model.Behaviors.Custom(0))![0] = 0.7;
        scene.Cells.ColumnOf(model.Behaviors.Custom(0))![1] = 0.2;
        scene.Cells.AttackTarget![attacker] = 1;
        using var sense = new SenseStage(scene.Context);
        sense.Run(all: true);
        Assert.Equal(0.2, scene.Context.Touches[0][attacker]);
        Assert.Equal(0, scene.Context.Touches[0][idle]);
        scene.Die(1);
        sense.Run(all: true);
        Assert.Equal(0, scene.Context.Touches[0][attacker]);
    }

    [Fact(
        DisplayName = "A rule reads a gathered signal: neighbors' loads of 1 and 2 raise a behavior as a signal of 3 does"
    )]
    public void RulesReadIt()
    {
        var model = TouchScene.Model(flat: true);
        var b = model.Behaviors;
        var rule = new CompiledRule(b.Custom(1), 0, 1, 0, [new(SignalKind.Touch, 0, 2, 2, false)], []);
        model = model with
        {
            Types = [model.Types[0] with { Rules = [rule] }, .. model.Types.Skip(1)],
            Placements = [Fixture.At(0, 0, 0, 0), Fixture.At(1, 15, 0, 0, -15, 0, 0)],
        };
        using var simulation = new Simulation(model, new SimulationOptions());
        var cells = simulation.Tissue.Cells;
        for (var row = 0; row < 3; row++)
            cells.ColumnOf(b.Custom(0))![row] =
                cells.Type[row] == 0 ? 100
                : cells.X[row] > 0 ? 1
                : 2;
        simulation.Step();
        var reader = Enumerable.Range(0, 3).Single(r => cells.Type[r] == 0);
        Assert.Equal(9.0 / (4 + 9), cells.ColumnOf(b.Custom(1))![reader], 1e-12);
    }

    [Fact(
        DisplayName = "A row gathers what its type's rules read, through formulas too, and nothing else; whoever looks at a pause gets all"
    )]
    public void GathersWhatIsRead()
    {
        var model = TouchScene.Model(flat: true);
        var b = model.Behaviors;
        CompiledRule Rule(SignalKind kind, int index) => new(b.Custom(1), 0, 1, 0, [new(kind, index, 2, 2, false)], []);
        CompiledFormula Reads(string name, SignalKind kind, int index) =>
            new(name, "", "", new Formula([new(FormulaOperation.Input)]), [new(kind, index)]);
        model = model with
        {
            Formulas =
            [
                Reads("direct", SignalKind.Touch, 4),
                Reads("", SignalKind.Formula, 0),
                Reads("idle", SignalKind.Touch, 5),
            ],
            Types =
            [
                model.Types[0] with
                {
                    Rules = [Rule(SignalKind.Touch, 0)],
                },
                model.Types[1] with
                {
                    Rules = [Rule(SignalKind.Formula, 1)],
                },
                model.Types[2],
            ],
        };
        Assert.Equal(
            [
                [0],
                [4],
                [],
            ],
            TouchNeeds.Of(model).Select(Where)
        );
        using var scene = TouchScene.Crowd(model, KernelKind.Vectorized, 1);
        using var sense = new SenseStage(scene.Context);
        sense.Run();
        Assert.All(Enumerable.Range(0, scene.Rows), r => Assert.Equal(0, scene.Context.Touches[7][r]));
        sense.Run(all: true);
        Assert.Contains(Enumerable.Range(0, scene.Rows), r => scene.Context.Touches[7][r] > 100);
    }

    private static int[] Where(bool[] needs) => [.. Enumerable.Range(0, needs.Length).Where(k => needs[k])];

    [Fact(
        DisplayName = "Sense stands directly before Phenotype with its period, and only where a model gathers signals"
    )]
    public void InThePlan()
    {
        var with = Plan.Of(TouchScene.Model(flat: true)).ToList();
        var at = with.FindIndex(s => s.Kind == StageKind.Sense);
        Assert.Equal(StageKind.Phenotype, with[at + 1].Kind);
        Assert.Equal(with[at + 1].Period, with[at].Period);
        Assert.DoesNotContain(Plan.Of(Fixture.Model(Fixture.Plane(), [])), s => s.Kind == StageKind.Sense);
    }

    private static CompiledModel Attackers()
    {
        var model = Fixture.Model(
            Fixture.Plane(600),
            [],
            2,
            (type, b, c) => c[b.Attack(1)] = type == 0 ? 1 : 0,
            [new("antigen", "", false)]
        );
        var own = new Formula([new(FormulaOperation.Input)]);
        return model with { Touches = [new("target", "", TouchKind.Target, own, [new(SignalKind.Custom)], [], 0)] };
    }

    private static List<ulong> Bits(CompiledModel model, KernelKind kernel, int threads)
    {
        using var scene = TouchScene.Crowd(model, kernel, threads);
        using var sense = new SenseStage(scene.Context);
        sense.Run(all: true);
        return
        [
            .. Enumerable
                .Range(0, TouchScene.Signals.Length)
                .Select(s => XxHash64.Of(scene.Context.Touches[s].Bytes(scene.Rows))),
        ];
    }
}
