// Small models for tests of the command line.
namespace Milieu.Cli.Tests;

internal static class Models
{
    /// <summary>Twelve tumor cells that take up oxygen, grow and die in 200 x 200 um; an hour takes a blink.</summary>
    public const string Small = """
        model: small
        domain: {size: [200 um, 200 um, 20 um], voxel: 20 um}
        time: {end: 1 h}
        substrates:
          oxygen:
            diffusion: 100000 um2/min
            decay: 0.1 /min
            initial: 38 mmHg
            boundary: 38 mmHg
        cells:
          tumor:
            cycle: {model: live, rates: [0.01 /min]}
            death: {necrosis: 0.0028 /min}
            uptake: {oxygen: 10 /min}
            motility: {speed: 0.5 um/min, persistence: 5 min}
            rules:
              - oxygen increases cycle entry to 0.02 /min, half-max 21.5 mmHg, hill 4
              - oxygen decreases necrosis to 0 /min, half-max 3.75 mmHg, hill 8
        placements:
          seeds: {cells: tumor, disc: {radius: 60 um}, count: 12}
        """;

    /// <summary>The small model with one text replaced; the text must be there.</summary>
    public static string With(string old, string fresh)
    {
        Assert.Contains(old, Small, StringComparison.Ordinal);
        return Small.Replace(old, fresh, StringComparison.Ordinal);
    }
}
