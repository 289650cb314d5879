// The models in models/ give the same bits on every machine: golden state hashes, per kernel.
using System.Globalization;
using Milieu.Engine;
using Milieu.Equivalence;
using Milieu.Model;
using Milieu.Runs;

namespace Milieu.Reference.Tests;

/// <remarks>
/// The hashes stand in golden/state-hashes.txt. After a change that is meant to change bits, write them anew with
/// <c>MILIEU_GOLDEN=write dotnet test -c Release tests/Milieu.Reference.Tests --filter Golden</c> and say so in the change log.
/// </remarks>
public class GoldenTests
{
    private const double Minutes = 7;

    private static readonly string Golden = Path.Combine(
        Places.Root,
        "tests",
        "Milieu.Reference.Tests",
        "golden",
        "state-hashes.txt"
    );

    [Fact(
        DisplayName = "Every model in models/ that is one file has its golden state hash after 7 minutes, with either kernel: one bit of difference between machines, compilers or versions would show"
    )]
    public void Models()
    {
        var found = Directory
            .GetFiles(Path.Combine(Places.Root, "models"), "*.yaml")
            .Where(IsWhole)
            .Order(StringComparer.Ordinal)
            .SelectMany(Hashes)
            .ToList();
        if (string.Equals(Environment.GetEnvironmentVariable("MILIEU_GOLDEN"), "write", StringComparison.Ordinal))
            File.WriteAllLines(Golden, found);
        Assert.Equal(File.ReadAllLines(Golden), found);
    }

    /// <summary>The tissues of the library are many files, whose numbers change with what is known.</summary>
    private static bool IsWhole(string file) =>
        Path.GetFileName(file) != "sources.yaml"
        && !File.ReadAllText(file).Contains("\ninclude:", StringComparison.Ordinal);

    [Theory(
        DisplayName = "A cell of tumor-immune, the richest of the models, takes at most 400 bytes of state and scratch with either kernel"
    )]
    [InlineData(KernelKind.Reference)]
    [InlineData(KernelKind.Vectorized)]
    public void BytesPerCell(KernelKind kernel)
    {
        var path = Path.Combine(Places.Root, "models", "tumor-immune.yaml");
        var loaded = ModelText.Load(path, new DiskModelFiles(), []);
        Assert.False(loaded.HasErrors, string.Join('\n', loaded.Diagnostics));
        using var simulation = new Simulation(loaded.Compiled!, new SimulationOptions(1, 1, kernel));
        var bytes = simulation.Tissue.Cells.BytesPerCell;
        TestContext.Current.TestOutputHelper?.WriteLine($"{kernel}: {bytes} bytes a cell");
        Assert.InRange(bytes, 200, 400);
    }

    private static IEnumerable<string> Hashes(string path)
    {
        var loaded = ModelText.Load(path, new DiskModelFiles(), []);
        Assert.False(loaded.HasErrors, $"{path}: {string.Join('\n', loaded.Diagnostics)}");
        foreach (var kernel in new[] { KernelKind.Reference, KernelKind.Vectorized })
        {
            using var simulation = new Simulation(loaded.Compiled!, new SimulationOptions(1, 2, kernel));
            simulation.RunTo((long)Math.Round(Minutes / loaded.Compiled!.Timing.TickMinutes));
            var hash = StateHash.Of(simulation.Tissue).Value.ToString("x16", CultureInfo.InvariantCulture);
            yield return $"{Path.GetFileName(path)} {kernel} {hash}";
        }
    }
}
