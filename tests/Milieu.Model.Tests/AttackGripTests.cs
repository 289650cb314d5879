// How near attacks begin, and whether a second attacker joins.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class AttackGripTests
{
    private const int Pairs = 900;

    [Theory(
        DisplayName = "Within the full reach attacks begin at their rate, at the reach none does, between them in proportion: shares of 900 pairs after 10 min, within 99 % of the binomial"
    )]
    [InlineData(13, 1)]
    [InlineData(15, 0.75)]
    [InlineData(17, 0.25)]
    [InlineData(18.5, 0)]
    public void ByDistance(double distance, double share)
    {
        using var simulation = Run("reach: 18 um, full reach: 14 um", distance, 1, 10);
        var expected = 1 - Math.Exp(-0.1 * share * 10);
        var spread = 2.576 * Math.Sqrt(Pairs * expected * (1 - expected));
        Assert.InRange(Attackers(simulation).Count(), (Pairs * expected) - spread - 5, (Pairs * expected) + spread + 5);
    }

    [Fact(
        DisplayName = "Who leaves attacked targets alone shares none of them once both had time to start (but for starts within one step); others do"
    )]
    public void Alone()
    {
        using var alone = Run("alone: true", 15, 2, 200);
        using var many = Run("reach: 40 um", 15, 2, 200);
        var shared = Attackers(alone).GroupBy(t => t).Count(g => g.Count() > 1);
        Assert.Equal(Pairs, Attackers(alone).Distinct().Count());
        // Both start in one step of 0.1 min with a chance near 0.01 / 2.
        Assert.InRange(shared, 0, 15);
        Assert.Equal(Pairs, Attackers(many).GroupBy(t => t).Count(g => g.Count() > 1));
    }

    [Fact(
        DisplayName = "Attacks that leave others alone give the same bits with 1, 2 and 7 threads, and read back from text"
    )]
    public void Laws()
    {
        var hashes = new[] { 1, 2, 7 }.Select(threads =>
        {
            using var simulation = Run("reach: 18 um, full reach: 14 um, alone: true", 15, 2, 30, threads);
            return StateHash.Of(simulation.Tissue).Value;
        });
        Assert.Single(hashes.Distinct());
        var model = Given.Whole(Given.Load(Text("full reach: 5 um, reach: 18 um, alone: true", 15, 2)));
        Assert.Equal(
            CompiledModelText.ToJson(model),
            CompiledModelText.ToJson(CompiledModelText.FromJson(CompiledModelText.ToJson(model)))
        );
        Assert.DoesNotContain("grip", CompiledModelText.ToJson(Given.With()), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "A rate that is whole farther than attacks reach is an error")]
    [InlineData("reach: 10 um, full reach: 12 um")]
    [InlineData("full reach: 12 um")]
    public void Wrong(string grip) =>
        Assert.Contains(
            Given.Texts(Given.Load(Text(grip, 15, 1))),
            t => t.Contains("farther than attacks reach", StringComparison.Ordinal)
        );

    private static IEnumerable<int> Attackers(Simulation simulation) =>
        Enumerable
            .Range(0, simulation.Tissue.Cells.Count)
            .Select(r => simulation.Tissue.Cells.AttackTarget![r])
            .Where(t => t >= 0);

    private static Simulation Run(string grip, double distance, int attackers, double minutes, int threads = 1)
    {
        var simulation = new Simulation(
            Given.Whole(Given.Load(Text(grip, distance, attackers))),
            new SimulationOptions(Seed: 2, Threads: threads, Chunk: 16)
        );
        simulation.RunTo((long)Math.Round(minutes / simulation.Model.Timing.TickMinutes));
        return simulation;
    }

    private static string Text(string grip, double distance, int attackers)
    {
        var side = (int)Math.Sqrt(Pairs);
        var places = Enumerable
            .Range(0, Pairs)
            .Select(k => (X: (60.0 * (k % side)) - 870, Y: (60.0 * (k / side)) - 870))
            .ToList();
        var hunters = places.SelectMany(p =>
            new[] { distance, -distance }.Take(attackers).Select(d => (X: p.X + d, p.Y))
        );
        return $$"""
            model: grip
            domain: {size: [1900 um, 1900 um, 20 um], voxel: 20 um}
            substrates: {oxygen: {initial: 38 mmHg} }
            cells:
              tumor: {mechanics: {repulsion: 0 um/min, adhesion: 0 um/min, spring constant: 0 /min} }
              T cell:
                mechanics: {repulsion: 0 um/min, adhesion: 0 um/min, spring constant: 0 /min}
                attack: {targets: {tumor: 0.1 /min}, damage rate: 0 /min, duration: 100 d, {{grip}} }
            placements:
              a: {cells: tumor, points: [{{Points(places)}}] }
              b: {cells: T cell, points: [{{Points(hunters)}}] }
            """;
    }

    private static string Points(IEnumerable<(double X, double Y)> places) =>
        string.Join(", ", places.Select(p => string.Create(CultureInfo.InvariantCulture, $"[{p.X} um, {p.Y} um]")));
}
