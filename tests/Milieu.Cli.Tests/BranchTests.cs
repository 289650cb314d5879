// milieu run --from, as a user runs it: the same bits with the same model, and refusals that say why.
namespace Milieu.Cli.Tests;

public sealed class BranchTests
{
    [Fact(
        DisplayName = "run --from --at goes on with the seed and to the bits of the run that it branches off from; replay agrees; a changed arm ends elsewhere"
    )]
    public void BranchesFromTheCommandLine()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        Assert.Equal(0, scratch.Run("run", "m.yaml", "--seed", "4", "--out", "trunk", "--no-pictures").Code);
        var same = scratch.Run(
            "run",
            "m.yaml",
            "--from",
            "trunk",
            "--at",
            "30 min",
            "--out",
            "same",
            "--no-pictures",
            "--json"
        );
        Assert.True(same.Code == 0, same.All);
        Assert.Equal(Last(scratch, "trunk"), Last(scratch, "same"));
        Assert.Equal(0, scratch.Run("replay", "same").Code);
        var other = scratch.Run(
            "run",
            "m.yaml",
            "--from",
            "trunk",
            "--at",
            "30 min",
            "--seed",
            "5",
            "--out",
            "other",
            "--no-pictures"
        );
        Assert.True(other.Code == 0, other.All);
        Assert.NotEqual(Last(scratch, "trunk"), Last(scratch, "other"));
    }

    [Fact(
        DisplayName = "What cannot be branched is refused in one line: a time without a run with 2, no run folder with 4, a model that lacks what the run has with 3"
    )]
    public void RefusalsSayWhy()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        var alone = scratch.Run("run", "m.yaml", "--at", "30 min");
        Assert.Equal(2, alone.Code);
        Assert.Contains("say which with --from RUN", alone.Error, StringComparison.Ordinal);
        var gone = scratch.Run("run", "m.yaml", "--from", "gone");
        Assert.Equal(4, gone.Code);
        Assert.Contains("gone: no such run folder", gone.Error, StringComparison.Ordinal);
        Assert.Equal(0, scratch.Run("run", "m.yaml", "--out", "trunk", "--no-pictures").Code);
        scratch["arm.yaml"] = Models.Small.Replace("tumor", "lump", StringComparison.Ordinal);
        var lacking = scratch.Run("run", "arm.yaml", "--from", "trunk", "--at", "30 min", "--out", "arm");
        Assert.Equal(3, lacking.Code);
        Assert.Contains("the arm lacks a cell type of the trunk: 'tumor'", lacking.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of Milieu", lacking.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(scratch.Files, f => f.StartsWith("arm/", StringComparison.Ordinal));
    }

    private static string Last(Scratch scratch, string run) =>
        File.ReadLines(Path.Combine(scratch.Folder, run, "hashes.csv")).Last();
}
