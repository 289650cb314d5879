// Small models for tests of studies.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies.Tests;

internal static class Given
{
    /// <summary>Tumor cells that divide and die, and hunters that attack them, in 200 x 200 um.</summary>
    public const string Small = """
        model: small
        domain: {size: [200 um, 200 um, 20 um], voxel: 20 um}
        time: {end: 2 h}
        substrates:
          oxygen: {diffusion: 100000 um2/min, decay: 0.1 /min, initial: 38 mmHg, boundary: 38 mmHg}
        cells:
          tumor:
            cycle: {model: live, rates: [0.01 /min]}
            death: {apoptosis: 0.001 /min}
            uptake: {oxygen: 10 /min}
          hunter:
            motility: {speed: 2 um/min, persistence: 5 min}
            attack: {targets: {tumor: 0.2 /min}, damage rate: 1 /min, duration: 15 min}
        placements:
          seeds: {cells: tumor, disc: {radius: 60 um}, count: 12}
          hunters: {cells: hunter, disc: {radius: 80 um}, count: 4}
        """;

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    public static CompiledModel Model(string text = Small)
    {
        var loaded = ModelText.Load("small.yaml", new MemoryFiles { ["small.yaml"] = text }, []);
        Assert.False(loaded.HasErrors, string.Join("\n", loaded.Diagnostics));
        return loaded.Compiled!;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Milieu.slnx")))
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!;
        return folder;
    }
}
