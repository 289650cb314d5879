// milieu study, as a user runs it: verdicts, exit codes, kill -9, Ctrl-C, folders.
using System.Text.Json;

namespace Milieu.Cli.Tests;

public sealed class StudyTests
{
    private const string Study = """
        study: oxygen
        claim: Cells with more oxygen grow more.
        model: small.yaml
        end: 1 h
        seeds: 5
        arms:
          rich: {}
          poor: {set: {substrates.oxygen.boundary: 1 mmHg, substrates.oxygen.initial: 1 mmHg}}
        measures: {cells: count of tumor, course: {of: count of tumor, at: every 30 min}}
        expect:
          - cells[rich] > cells[poor]
          - {say: "cells[poor] > 3 x cells[rich]", test: median}
        """;

    [Fact(
        DisplayName = "A study runs, prints a table of met and missed on standard output, and ends with 0: a missed expectation is a result; --strict makes it 5"
    )]
    public void VerdictsAndCodes()
    {
        using var scratch = Folder();
        var ended = scratch.Run("study", "study.yaml", "--json");
        Assert.True(ended.Code == 0, ended.All);
        Assert.Contains("cells[rich] > cells[poor]      met", ended.Out, StringComparison.Ordinal);
        Assert.Contains("cells[poor] > 3 x cells[rich]  missed", ended.Out, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(ended.LastLine);
        var study = json.RootElement.GetProperty("studies")[0];
        Assert.Equal((10, 0), (study.GetProperty("ran").GetInt32(), study.GetProperty("reused").GetInt32()));
        Assert.Equal(1 / 32.0, study.GetProperty("expectations")[0].GetProperty("p").GetDouble());
        foreach (var file in (string[])["study.db", "results.csv", "report.html", "pictures/rich.svg"])
            Assert.Contains("studies/oxygen/" + file, scratch.Files);
        var again = scratch.Run("study", "study.yaml", "--resume", "--strict", "--json");
        Assert.Equal(5, again.Code);
        using var second = JsonDocument.Parse(again.LastLine);
        Assert.Equal(10, second.RootElement.GetProperty("studies")[0].GetProperty("reused").GetInt32());
    }

    [Fact(
        DisplayName = "Wrong files and words end as documented: 2 for options, 3 for a study with mistakes, 4 for what is not there"
    )]
    public void WrongUse()
    {
        using var scratch = Folder();
        Assert.Equal(2, scratch.Run("study", "study.yaml", "--resume", "--force").Code);
        Assert.Equal(4, scratch.Run("study", "gone.yaml").Code);
        scratch["bad.yaml"] = Study.Replace("cells[rich] >", "cels[rich] >", StringComparison.Ordinal);
        var bad = scratch.Run("study", "bad.yaml");
        Assert.Equal(3, bad.Code);
        Assert.Equal(bad.Error.Split('\n')[0], scratch.Run("check", "bad.yaml").Out.Split('\n')[0]);
        Assert.Contains("bad.yaml:11:5: error: unknown measure: 'cels'", bad.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'cells'?", bad.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("studies", scratch.Files);
    }

    [Theory(
        DisplayName = "kill -9 in the middle loses at most the runs in flight, trunks included: the next call runs the rest alone, and the results equal those of a study that was left in peace"
    )]
    [InlineData("", 10)]
    [InlineData("branch: {at: 1 h}\n", 15)]
    public void KillLosesLittle(string branch, int runs)
    {
        using var scratch = Folder();
        scratch["study.yaml"] = branch + Study.Replace("end: 1 h", "end: 2 h", StringComparison.Ordinal);
        using var killed = MilieuProgram.Start(scratch.Folder, "study", "study.yaml", "--jobs", "2");
        if (!WaitFor(() => killed.ErrorSoFar.Contains($"[3/{runs}]", StringComparison.Ordinal) || killed.HasEnded))
            Assert.Skip("the machine is too slow for a run in a minute");
        killed.Kill();
        Assert.NotEqual(0, killed.End().Code);
        Assert.True(WaitFor(() => WorkersIn(scratch.Folder) == 0), "workers outlive their study");
        var rest = scratch.Run("study", "study.yaml", "--json");
        Assert.True(rest.Code == 0, rest.All);
        using var json = JsonDocument.Parse(rest.LastLine);
        var study = json.RootElement.GetProperty("studies")[0];
        Assert.InRange(study.GetProperty("reused").GetInt32(), 3, runs);
        Assert.Equal(runs, study.GetProperty("runs").GetInt32());
        Assert.Equal(0, scratch.Run("study", "study.yaml", "--out", "peace").Code);
        Assert.Equal(scratch["peace/oxygen/results.csv"], scratch["studies/oxygen/results.csv"]);
    }

    [Fact(DisplayName = "Ctrl-C stops a study with 130, keeps what is finished and leaves no process behind")]
    public void Interrupted()
    {
        using var scratch = Folder();
        scratch["study.yaml"] = Study.Replace("end: 1 h", "end: 100 d", StringComparison.Ordinal);
        using var stopped = MilieuProgram.Start(scratch.Folder, "study", "study.yaml", "--jobs", "2");
        if (
            !WaitFor(() =>
                scratch.Files.Count(f => f.StartsWith("studies/oxygen/models/", StringComparison.Ordinal)) >= 2
            )
        )
            Assert.Skip("the machine is too slow to start a study in a minute");
        Thread.Sleep(1500);
        stopped.Signal("INT");
        var ended = stopped.End();
        Assert.Equal(130, ended.Code);
        Assert.Contains("Go on with the same command", ended.Error, StringComparison.Ordinal);
        Assert.Contains(
            scratch.Files,
            f =>
                f.StartsWith("studies/oxygen/unfinished/", StringComparison.Ordinal)
                && f.EndsWith(".milieu", StringComparison.Ordinal)
        );
    }

    [Fact(DisplayName = "A folder of studies shares one call: one table, a folder each, one report over all")]
    public void FolderOfStudies()
    {
        using var scratch = Folder();
        scratch["many/a.yaml"] = Study.Replace("small.yaml", "../small.yaml", StringComparison.Ordinal);
        scratch["many/b.yaml"] = scratch["many/a.yaml"]
            .Replace("study: oxygen", "study: air", StringComparison.Ordinal);
        scratch["many/model.yaml"] = Models.Small;
        var ended = scratch.Run("study", "many", "--seeds", "2");
        Assert.True(ended.Code == 0, ended.All);
        Assert.Contains("undecided", ended.Out, StringComparison.Ordinal);
        foreach (
            var file in (string[])
                ["studies/oxygen/study.db", "studies/air/report.html", "studies/report.html", "studies/table.md"]
        )
            Assert.Contains(file, scratch.Files);
        scratch["many/c.yaml"] = scratch["many/a.yaml"];
        Assert.Contains(
            "two studies are called 'oxygen'",
            scratch.Run("study", "many").Error,
            StringComparison.Ordinal
        );
    }

    [Fact(
        DisplayName = "On a terminal a study draws bars and still prints its table: nothing of the drawing breaks it"
    )]
    public void DrawsOnTerminals()
    {
        if (!File.Exists("/usr/bin/script"))
            Assert.Skip("no program here makes a terminal");
        using var scratch = Folder();
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var command = $"'{dotnet}' '{Path.Combine(AppContext.BaseDirectory, "milieu.dll")}' study study.yaml --seeds 1";
        var start = new System.Diagnostics.ProcessStartInfo("/usr/bin/script", ["-qec", command, "seen.txt"])
        {
            WorkingDirectory = scratch.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var program = new RunningProgram(System.Diagnostics.Process.Start(start)!, TimeSpan.FromSeconds(60));
        Assert.Equal(0, program.End().Code);
        Assert.Contains("2 of 2 runs", scratch["seen.txt"], StringComparison.Ordinal);
        Assert.Contains("cells[rich] > cells[poor]", scratch["seen.txt"], StringComparison.Ordinal);
    }

    private static Scratch Folder() => new() { ["small.yaml"] = Models.Small, ["study.yaml"] = Study };

    // Processes that serve a study of this folder; none where the system does not tell.
    private static int WorkersIn(string folder) =>
        Directory.Exists("/proc")
            ? Directory
                .EnumerateDirectories("/proc")
                .Count(p => int.TryParse(Path.GetFileName(p), out _) && Serves(p, folder))
            : 0;

    private static bool Serves(string process, string folder)
    {
        try
        {
            return new FileInfo(process + "/cwd").LinkTarget == folder
                && File.ReadAllText(process + "/cmdline").Contains("study-worker", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has just ended.
            return false;
        }
    }

    private static bool WaitFor(Func<bool> condition)
    {
        for (var i = 0; i < 600; i++)
        {
            if (condition())
                return true;
            Thread.Sleep(100);
        }
        return false;
    }
}
