// Attacks by hits: how many, and how long it takes to kill.
namespace Milieu.Engine.Tests;

public class InteractionsHitTests
{
    [Fact(
        DisplayName = "Hits are whole, the target suffers exactly what its attackers delivered, and their number is Poisson to 4 standard deviations: a rate counted twice or dropped would show"
    )]
    public void WholeHitsAtTheRate()
    {
        using var simulation = new Simulation(Model(groups: 400, attackers: 2, rate: 0.5), new SimulationOptions(3));
        simulation.RunTo(200);
        var cells = simulation.Tissue.Cells;
        var (suffered, delivered) = (0.0, 0.0);
        for (var row = 0; row < cells.Count; row++)
        {
            Assert.Equal(Math.Floor(cells.Damage![row]), cells.Damage[row]);
            suffered += cells.Damage[row];
            delivered += cells.DamageDelivered![row];
        }
        Assert.Equal(suffered, delivered);
        var p = 1 - Math.Exp(-0.5 * 0.5);
        var draws = 400.0 * 2 * 200;
        Assert.Equal(draws * p, suffered, 4 * Math.Sqrt(draws * p * (1 - p)));
    }

    [Theory(
        DisplayName = "Mean time to kill: 191, 77, 54 and 38 min for 1, 2, 3 and 5 attackers, 399 for one at 0.67 of the rate, as an exact simulation of the law without steps says, within 12 %, at phenotype steps of 1 and of 6 min: suppressed alone they hardly kill, together they do; repair that lags behind the hits kills a third too fast at 6 min"
    )]
    [InlineData(1, 1, 1, 191.4)]
    [InlineData(2, 1, 1, 77.5)]
    [InlineData(3, 1, 1, 53.9)]
    [InlineData(5, 1, 1, 38.5)]
    [InlineData(1, 0.67, 1, 399.4)]
    [InlineData(1, 1, 6, 191.4)]
    [InlineData(2, 1, 6, 77.5)]
    [InlineData(3, 1, 6, 53.9)]
    [InlineData(5, 1, 6, 38.5)]
    [InlineData(1, 0.67, 6, 399.4)]
    public void TimeToKill(int attackers, double modifier, double minutes, double expected)
    {
        const int Targets = 400;
        var model = Model(Targets, attackers, 0.045 * modifier, repair: 0.02, hazard: 0.05) with
        {
            Timing = new Timing(0.5, 1, 1, (int)(2 * minutes), 10000),
        };
        using var simulation = new Simulation(model, new SimulationOptions(11));
        var (atRisk, died, step) = (0.0, 0L, model.Timing.PhenotypeMinutes);
        while (died < 0.97 * Targets && simulation.Minutes < 2000)
        {
            simulation.RunTo(simulation.Tissue.Tick + model.Timing.PhenotypePeriod);
            died = simulation.Tissue.Tally[EventKind.Death];
            atRisk += (Targets - died) * step;
        }
        Assert.InRange(atRisk / died, 0.88 * expected, 1.12 * expected);
    }

    [Fact(
        DisplayName = "By 60 min one attacker has killed at least twice as many by hits as by the same damage done steadily: luck kills early"
    )]
    public void SteadyDamageIsNotTheSame()
    {
        var model = Model(groups: 400, attackers: 1, rate: 0.045, repair: 0.02, hazard: 0.05);
        var steady = model with { Types = [.. model.Types.Select(t => t with { StrikesByHits = false })] };
        Assert.True(Deaths(model) > 2 * Deaths(steady));
        Assert.True(Deaths(steady) > 0);
    }

    [Theory(
        DisplayName = "Kills are the deaths that damage brings: all of the attacked targets' apoptosis, none of the same targets' when nobody attacks, and no necrosis"
    )]
    [InlineData(0.045, 0, true)]
    [InlineData(0, 0, false)]
    [InlineData(0.045, 1, false)]
    public void Kills(double rate, int death, bool killed)
    {
        var model = Model(groups: 100, attackers: 3, rate, repair: 0.02, hazard: 0.05);
        var other = new CompiledRule(
            model.Behaviors.Death(death),
            rate > 0 && death == 0 ? 0 : 0.01,
            rate > 0 && death == 0 ? 0.05 : 0.02,
            0,
            [new(SignalKind.Damage, 0, 3, 6, false)],
            []
        );
        var types = model.Types.SetItem(1, model.Types[1] with { Rules = [other] });
        using var simulation = new Simulation(model with { Types = types }, new SimulationOptions(11));
        simulation.RunTo(240);
        var tally = simulation.Tissue.ByType;
        Assert.InRange(tally[TypeEvent.Died, 1], 30, 100);
        Assert.Equal(killed ? tally[TypeEvent.Died, 1] : 0, tally[TypeEvent.Killed, 1]);
        Assert.Equal(0, tally[TypeEvent.Killed, 0]);
    }

    [Theory(
        DisplayName = "Damage of a cell's own follows a/r + (d - a/r) exp(-r t) to 1e-9 at any step, and grows by a t without repair: an implicit step would be off by a tenth"
    )]
    [InlineData(0.5, 0.01, 0.5)]
    [InlineData(0.5, 0, 0.5)]
    [InlineData(0.1, 0.02, 3)]
    public void OwnDamage(double gain, double repair, double step)
    {
        var model = Fixture.Model(
            Fixture.Plane(200),
            [],
            1,
            (_, b, c) => (c[b.DamageRate], c[b.RepairRate]) = (gain, repair)
        ) with
        {
            Timing = new Timing(step, 1, 1, 2, 1000),
            Placements = [Fixture.At(0, 0, 0, 0)],
        };
        using var simulation = new Simulation(model, new SimulationOptions(1));
        simulation.Tissue.Cells.Damage![0] = 100;
        simulation.RunTo(40);
        var t = 40 * step;
        var expected =
            repair > 0 ? (gain / repair) + ((100 - (gain / repair)) * Math.Exp(-repair * t)) : 100 + (gain * t);
        Assert.Equal(expected, simulation.Tissue.Cells.Damage[0], 9);
    }

    private static long Deaths(CompiledModel model)
    {
        using var simulation = new Simulation(model, new SimulationOptions(11));
        simulation.RunTo(120);
        return simulation.Tissue.Tally[EventKind.Death];
    }

    /// <summary>Targets far from each other, each held by its attackers from the first step on; steps of 0.5 and 1 min.</summary>
    internal static CompiledModel Model(int groups, int attackers, double rate, double repair = 0, double hazard = 0)
    {
        var model = Fixture.Model(
            Fixture.Plane(2000),
            [],
            2,
            (type, b, c) =>
            {
                c[b.Attack(1)] = type == 0 ? 1e9 : 0;
                c[b.AttackDamageRate] = rate;
                c[b.AttackDuration] = 1e12;
                c[b.RepairRate] = repair;
                (c[b.Adhesion], c[b.Repulsion]) = (0, 0);
            }
        );
        var b = model.Behaviors;
        var kill = new CompiledRule(b.Death(0), 0, hazard, 0, [new(SignalKind.Damage, 0, 3, 6, false)], []);
        var side = (int)Math.Ceiling(Math.Sqrt(groups));
        var targets = new double[3 * groups];
        var others = new double[3 * groups * attackers];
        for (var k = 0; k < groups; k++)
        {
            (targets[3 * k], targets[(3 * k) + 1]) = (-950 + (70 * (k % side)), -950 + (70 * (k / side)));
            for (var a = 0; a < attackers; a++)
            {
                var at = 3 * ((k * attackers) + a);
                others[at] = targets[3 * k] + (16 * Math.Cos(a * 1.2));
                others[at + 1] = targets[(3 * k) + 1] + (16 * Math.Sin(a * 1.2));
            }
        }
        return model with
        {
            Timing = new Timing(0.5, 1, 1, 2, 10000),
            Types =
            [
                model.Types[0] with
                {
                    StrikesByHits = true,
                },
                hazard > 0 ? model.Types[1] with { Rules = [kill] } : model.Types[1],
            ],
            Placements = [Fixture.At(1, targets), Fixture.At(0, others) with { Name = "attackers" }],
        };
    }
}
