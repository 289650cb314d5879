// A small tissue in which nearly everything that is written has a value of its own.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

/// <summary>Dividing and dying tumor, T cells that attack, cells tied by springs, rules, custom variables.</summary>
internal sealed class RichScene : IDisposable
{
    public const string Text = """
        model: rich
        domain: {x: [-120 um, 120 um], y: [-100 um, 100 um], DEPTH voxel: 20 um}
        time: {end: 2 h}
        substrates:
          oxygen: {diffusion: 100000 um2/min, decay: 0.1 /min, initial: 38 mmHg, boundary: 38 mmHg}
          drug: {diffusion: 1000 um2/min, decay: 1e-7 /min, initial: 0.3, track internalized: true}
          signal: {diffusion: 1000 um2/min, decay: 0.1 /min}
        springs: true
        cells:
          tumor:
            cycle: {model: flow cytometry separated}
            death: {apoptosis: 0.002 /min, necrosis: 0.002 /min}
            volume: {total: 2000 um3, nuclear: 500 um3}
            uptake: {oxygen: 10 /min, drug: 0.5 /min}
            export: {signal: 7 um3/min}
            secretion: {signal: {rate: 0.3 /min, target: 2}}
            integrity: {damage rate: 0.01 /min, repair rate: 0.001 /min}
            transform: {T cell: 0.00001 /min}
            mechanics: {attachment rate: 0.05 /min, detachment rate: 0.01 /min, maximum attachments: 3, spring constant: 0.02 /min}
            custom: {age: 5 h, antigen: {value: 1.5 au, conserved: true}}
            rules:
              - oxygen increases cycle entry to 0.05 /min, half-max 20 mmHg, hill 4
              - pressure decreases migration speed to 0 um/min, half-max 0.5, hill 2
          T cell:
            motility: {speed: 3 um/min, persistence: 5 min, bias: 0.4, chemotaxis: signal}
            attack: {targets: {tumor: 0.3 /min}, damage rate: 0.5 /min, duration: 30 min}
            phagocytose: {apoptotic: 0.001 /min, necrotic: 0.002 /min}
            mechanics: {affinity: {tumor: 0.7}}
          scout:
            motility: {speed: 1 um/min, persistence: 8 min, bias: 0.9, chemotaxis: {sensitivities: {oxygen: 1, drug: -0.5}}}
        placements:
          tumor: {cells: tumor, count: 60, disc: 60 um}
          T cells: {cells: T cell, count: 25, disc: 90 um}
          scouts: {cells: scout, count: 15, disc: 90 um}
        """;

    public RichScene(bool is2D, double minutes = 60)
    {
        var text = is2D ? Text.Replace("DEPTH", "", StringComparison.Ordinal) : Deep();
        var files = new MemoryFiles { ["m.yaml"] = text };
        var loaded = ModelText.Load("m.yaml", files, []);
        Assert.True(loaded.Compiled is not null, string.Join('\n', loaded.Diagnostics));
        Simulation = new Simulation(loaded.Compiled, new SimulationOptions(3, 1));
        Simulation.RunTo((long)(minutes / loaded.Compiled.Timing.TickMinutes));
        Output = new PhysiCellOutput(Model, Simulation.Tissue, "1.2.3");
    }

    public Simulation Simulation { get; }

    public PhysiCellOutput Output { get; }

    public CompiledModel Model => Simulation.Model;

    public Cells Cells => Simulation.Tissue.Cells;

    public Links Links => Simulation.Tissue.Links;

    /// <summary>Rows by id, as files show them.</summary>
    public int[] Rows =>
        [.. Enumerable.Range(0, Cells.Count).Where(r => !Cells.Is(r, CellFlags.Tombstone)).OrderBy(r => Cells.Id[r])];

    /// <summary>Every file of the folder, as bytes.</summary>
    public Dictionary<string, byte[]> Files()
    {
        var (stem, minutes) = (PhysiCellOutput.Numbered(7), Simulation.Minutes);
        return Output
            .Once(3)
            .Concat(Output.Snapshot(stem, minutes))
            .Append(Output.Picture(PhysiCellOutput.NumberedPicture(7), minutes))
            .ToDictionary(f => f.Name, Bytes, StringComparer.Ordinal);
    }

    public OutputReader Read()
    {
        var files = Files();
        return new OutputReader(name => files[name], "output00000007.xml");
    }

    public static byte[] Bytes(OutputFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    public void Dispose() => Simulation.Dispose();

    private static string Deep() =>
        Text.Replace("DEPTH", "z: [-60 um, 60 um],", StringComparison.Ordinal)
            .Replace("disc: 90 um", "ball: 58 um", StringComparison.Ordinal)
            .Replace("disc: 60 um", "ball: 50 um", StringComparison.Ordinal);
}
