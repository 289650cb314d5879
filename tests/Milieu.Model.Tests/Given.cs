// Models as text, for tests.
using Milieu.Engine;

namespace Milieu.Model.Tests;

internal static class Given
{
    /// <summary>A whole small model; tests add to it or change it.</summary>
    public const string Base = """
        model: test
        domain: {size: [400 um, 400 um, 20 um], voxel: 20 um}
        substrates:
          oxygen: {diffusion: 100000 um2/min, decay: 0.1 /min, initial: 38 mmHg, boundary: 38 mmHg}
          drug: {diffusion: 1000 um2/min, initial: 0 nM}
        cells:
          tumor:
            cycle: {model: live, rates: [0.001 /min]}
            death: {apoptosis: 0.0001 /min, necrosis: 0.002 /min}
            uptake: {oxygen: 10 /min}
            secretion: {drug: {rate: 1 /min, target: 5 nM}}
          T cell:
            motility: {speed: 2 um/min, bias: 0.5, chemotaxis: oxygen}
            attack: {targets: {tumor: 0.1 /min}}
        placements:
          a: {cells: tumor, disc: 50 um, count: 10}
          b: {cells: T cell, disc: 50 um, count: 10}

        """;

    public static LoadedModel Load(string text, params string[] sets) =>
        Load(new MemoryFiles { ["m.yaml"] = text }, sets);

    public static LoadedModel Load(MemoryFiles files, params string[] sets) => ModelText.Load("m.yaml", files, sets);

    /// <summary>The base model with overrides, which must compile; warnings may remain.</summary>
    public static CompiledModel With(params string[] sets) => Whole(Load(Base, sets));

    public static CompiledModel Whole(LoadedModel loaded)
    {
        Assert.DoesNotContain(loaded.Diagnostics, d => d.Severity == Severity.Error);
        return Assert.IsType<CompiledModel>(loaded.Compiled);
    }

    /// <summary>Base with rules of the tumor.</summary>
    public static string Rules(params string[] rules) =>
        Base.Replace(
            "    uptake: {oxygen: 10 /min}\n",
            "    uptake: {oxygen: 10 /min}\n    rules:\n" + string.Concat(rules.Select(r => $"      - {r}\n")),
            StringComparison.Ordinal
        );

    public static string[] Texts(LoadedModel loaded) => [.. loaded.Diagnostics.Select(d => d.ToString())];

    /// <summary>The only diagnostic, which holds all the parts.</summary>
    public static Diagnostic Single(LoadedModel loaded, params string[] parts)
    {
        var only = Assert.Single(loaded.Diagnostics);
        Assert.All(parts, p => Assert.Contains(p, only.ToString(), StringComparison.Ordinal));
        Assert.Equal(only.Severity == Severity.Error, loaded.Compiled is null);
        return only;
    }
}
