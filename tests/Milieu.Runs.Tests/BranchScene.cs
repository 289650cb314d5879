// A trunk and what arms add to it, for tests of branching.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Runs.Tests;

internal static class BranchScene
{
    /// <summary>Tumor cells that divide, die and are attacked; a substrate that is kept inside, a rule, a body with a delay.</summary>
    public const string Trunk = """
        model: trunk
        domain: {size: [300 um, 300 um, 20 um], voxel: 20 um}
        time: {end: 2 h}
        custom: {mark: {value: 0.5}}
        substrates:
          oxygen: {diffusion: 100000 um2/min, decay: 0.1 /min, initial: 38 mmHg, boundary: 38 mmHg}
          signal: {units: nM, diffusion: 1000 um2/min, decay: 0.01 /min, initial: 0 nM, track internalized: true}
        cells:
          tumor:
            cycle: {model: live, rates: [0.004 /min]}
            death: {apoptosis: 0.001 /min}
            uptake: {oxygen: 10 /min, signal: 1 /min}
            distributions:
              - {of: "custom:mark", kind: uniform, min: 0, max: 1}
              - {of: signal uptake, kind: uniform, min: 0.5 /min, max: 2 /min}
            rules: ["oxygen increases cycle entry to 0.01 /min, half-max 20 mmHg, hill 4"]
          hunter:
            motility: {speed: 2 um/min, persistence: 5 min}
            attack: {targets: {tumor: 0.1 /min}, damage rate: 1 /min, duration: 15 min}
            secretion: {signal: {rate: 1 /min, target: 3 nM}}
            rules: ["new told increases migration speed to 6 um/min, half-max 0.5, hill 4"]
        body:
          species: {killed: 0 cells, told: 0 cells}
          reactions:
            news: {takes: {killed: 1}, gives: {told: 1}, rate: 0.1 cells/min, delay: 20 min}
        placements:
          seeds: {cells: tumor, disc: {radius: 80 um}, count: 40}
          hunters: {cells: hunter, disc: {radius: 120 um}, count: 8}
        """;

    /// <summary>What an arm adds, all of it without effect on what the trunk has, all of it before the trunk's own by number.</summary>
    public const string Idle = """
        substrates:
          a drug: {units: nM, diffusion: 500 um2/min, decay: 0.001 /min, initial: 2 nM}
        custom: {a variable: {value: 7}}
        cells:
          a type: {motility: {speed: 1 um/min, persistence: 1 min}}
        structures: {fibrin: {initial: 0.3}}
        body: {species: {a plasma: 5 mg}}
        """;

    public static CompiledModel Load(Scratch scratch, string text, string? first = null)
    {
        File.WriteAllText(scratch["trunk.yaml"], text);
        var path = scratch["trunk.yaml"];
        if (first is not null)
        {
            // Included first: what it adds has lower numbers than what the trunk has.
            File.WriteAllText(scratch["first.yaml"], first);
            path = scratch["arm.yaml"];
            File.WriteAllText(path, "include: [first.yaml, trunk.yaml]\n");
        }
        var loaded = ModelText.Load(path, new DiskModelFiles(), []);
        Assert.False(loaded.HasErrors, string.Join("\n", loaded.Diagnostics));
        return loaded.Compiled!;
    }

    public static Simulation At(CompiledModel model, double minutes)
    {
        var simulation = new Simulation(model, new SimulationOptions(5, 2));
        simulation.RunTo((long)(minutes / model.Timing.TickMinutes));
        return simulation;
    }

    public static int Species(CompiledModel model, string name) =>
        model.Body!.Species.ToList().FindIndex(s => s.Name == name);

    public static double[] Variable(Simulation simulation, string name)
    {
        var model = simulation.Model;
        var index = model.Customs.ToList().FindIndex(c => c.Name == name);
        var cells = simulation.Tissue.Cells;
        return cells.ColumnOf(model.Behaviors.Custom(index))!.Span(cells.Count).ToArray();
    }

    public static void Same(Simulation a, Simulation b)
    {
        var (left, right) = (a.Tissue.Cells, b.Tissue.Cells);
        Assert.Equal(left.Id.Span(left.Count).ToArray(), right.Id.Span(right.Count).ToArray());
        Assert.Equal(left.Lineage.Span(left.Count).ToArray(), right.Lineage.Span(right.Count).ToArray());
        Assert.Equal(left.X.Span(left.Count).ToArray(), right.X.Span(right.Count).ToArray());
        Assert.Equal(left.Damage!.Span(left.Count).ToArray(), right.Damage!.Span(right.Count).ToArray());
        Assert.Equal(
            left.Internalized[0].Span(left.Count).ToArray(),
            right.Internalized[0].Span(right.Count).ToArray()
        );
        Assert.Equal(Variable(a, "mark"), Variable(b, "mark"));
        for (var row = 0; row < left.Count; row++)
            Assert.Equal(
                (a.Model.Types[left.Type[row]].Name, a.Model.Types[left.VolumeType[row]].Name),
                (b.Model.Types[right.Type[row]].Name, b.Model.Types[right.VolumeType[row]].Name)
            );
        var (old, now) = (
            a.Tissue.Fields[0],
            b.Tissue.Fields.Single(f => f.Substrate.Name == a.Tissue.Fields[0].Substrate.Name)
        );
        Assert.True(old.Block.Bytes(old.Length).SequenceEqual(now.Block.Bytes(now.Length)));
    }
}
