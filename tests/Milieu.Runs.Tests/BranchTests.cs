// A run that goes on from the state of another: the same bits with the same model, matched by name with another.
using Milieu.Engine;
using static Milieu.Runs.Tests.BranchScene;

namespace Milieu.Runs.Tests;

public class BranchTests
{
    [Theory(
        DisplayName = "Branched with the unchanged model, at a time of which no checkpoint is kept, every file from there on is the unbranched run's, at 1, 2 and 7 threads; replay agrees"
    )]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void UnchangedModel(int threads)
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["whole"]));
        var request = TestModels.Request(scratch["arm"]) with
        {
            From = new BranchPoint(scratch["whole"], 14),
            Threads = threads,
        };
        var outcome = Runner.Start(request);
        Assert.Equal(30, outcome.Minutes);
        foreach (var log in (string[])["counts.csv", "hashes.csv", "body.csv"])
        {
            var (whole, arm) = (File.ReadAllLines(scratch["whole/" + log]), File.ReadAllLines(scratch["arm/" + log]));
            Assert.Equal([whole[0], .. whole[8..]], arm);
        }
        var (expected, found) = (Scratch.Results(scratch["whole"]), Scratch.Results(scratch["arm"]));
        foreach (
            var name in found.Keys.Where(k =>
                k.StartsWith("frames", StringComparison.Ordinal)
                || k.StartsWith("checkpoints", StringComparison.Ordinal)
            )
        )
            Assert.True(expected[name].AsSpan().SequenceEqual(found[name]), name + " differs");
        Assert.Contains(found.Keys, k => k.StartsWith("frames/0000000200", StringComparison.Ordinal));
        Assert.DoesNotContain(found.Keys, k => k.StartsWith("frames/0000000100", StringComparison.Ordinal));
        Assert.Null(Replay.Run(scratch["arm"], 3).Difference);
    }

    [Fact(
        DisplayName = "A branched run that is stopped goes on to the files of one that is not, also where every checkpoint was lost and only its start is left"
    )]
    public void BranchesResume()
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["trunk"]) with { UntilMinutes = 20 });
        var request = TestModels.Request(scratch["whole"]) with { From = new BranchPoint(scratch["trunk"]) };
        Runner.Start(request);
        using var stop = new CancellationTokenSource();
        var disk = new WatchedDisk(path =>
        {
            if (path.Contains("0000000200", StringComparison.Ordinal))
                stop.Cancel();
        });
        var cut = Runner.Start(request with { Folder = scratch["cut"] }, disk, null, stop.Token);
        Assert.True(cut.Interrupted);
        Directory.Delete(scratch["trunk"], recursive: true);
        Directory.Delete(scratch["cut/checkpoints"], recursive: true);
        Directory.CreateDirectory(scratch["cut/checkpoints"]);
        Assert.Equal(30, Runner.Resume(new ResumeRequest { Folder = scratch["cut"] }).Minutes);
        Scratch.AssertSameResults(scratch["whole"], scratch["cut"]);
    }

    [Fact(
        DisplayName = "An arm with more substrates, types, variables, structures and species, all idle, moves every cell as its trunk does: columns are matched by name, and what is new starts as the arm says"
    )]
    public void IdleAdditionsChangeNothing()
    {
        using var scratch = new Scratch();
        var (trunk, arm) = (Load(scratch, Trunk), Load(scratch, Trunk, Idle));
        Assert.NotEqual(0, arm.Types.IndexOf(arm.Types.First(t => t.Name == "tumor")));
        using var from = At(trunk, 30);
        using var branched = Branch.Start(trunk, from.Tissue, arm, new SimulationOptions(5, 2));
        Assert.All(Variable(branched, "a variable"), v => Assert.Equal(7, v));
        Assert.Contains(Variable(branched, "mark"), v => v is not (0.5 or 7));
        Assert.Equal(5, branched.Tissue.Body!.Amounts[Species(arm, "a plasma")]);
        Assert.Equal(
            from.Tissue.Body!.Amounts[Species(trunk, "told")],
            branched.Tissue.Body!.Amounts[Species(arm, "told")]
        );
        Assert.True(branched.Tissue.Body!.Amounts[Species(arm, "told")] > 0);
        Assert.Equal(0.3, branched.Tissue.Matrix.Structures[0][0]);
        Same(from, branched);
        for (var part = 1; part <= 3; part++)
        {
            from.RunTo(from.Tissue.Tick + 300);
            branched.RunTo(branched.Tissue.Tick + 300);
            Same(from, branched);
        }
        Assert.True(from.Tissue.Tally[EventKind.Birth] > 5 && from.Tissue.Tally[EventKind.Attack] > 0);
    }

    [Fact(
        DisplayName = "What a cell has as its type's own in the trunk becomes what the arm's type says; what was drawn for it alone stays; a new distribution is drawn once"
    )]
    public void OwnValuesFollowTheArm()
    {
        using var scratch = new Scratch();
        var trunk = Load(
            scratch,
            Trunk.Replace(
                "custom: {mark: {value: 0.5}}",
                "custom: {mark: {value: 0.5}, plain: {value: 1}, fresh: {value: 0.5}}",
                StringComparison.Ordinal
            )
        );
        var arm = Load(
            scratch,
            Trunk
                .Replace(
                    "custom: {mark: {value: 0.5}}",
                    "custom: {mark: {value: 0.6}, plain: {value: 3}, fresh: {value: 0.5}}",
                    StringComparison.Ordinal
                )
                .Replace(
                    "distributions:",
                    "distributions:\n      - {of: \"custom:fresh\", kind: uniform, min: 0, max: 1}",
                    StringComparison.Ordinal
                )
        );
        using var from = At(trunk, 30);
        using var branched = Branch.Start(trunk, from.Tissue, arm, new SimulationOptions(5));
        var (types, before, after) = (branched.Tissue.Cells.Type, Variable(from, "mark"), Variable(branched, "mark"));
        for (var row = 0; row < before.Length; row++)
            Assert.Equal(before[row] == 0.5 ? 0.6 : before[row], after[row]);
        Assert.Contains(0.6, after);
        Assert.All(Variable(branched, "plain"), v => Assert.Equal(3, v));
        var fresh = Variable(branched, "fresh");
        for (var row = 0; row < fresh.Length; row++)
            Assert.Equal(arm.Types[types[row]].Name == "tumor", fresh[row] != 0.5);
        using var again = Branch.Start(trunk, from.Tissue, arm, new SimulationOptions(5, 7));
        Assert.Equal(fresh, Variable(again, "fresh"));
    }

    [Fact(
        DisplayName = "Contacts that only the arm's rules read are counted before the arm's first step, so that its first phenotype step does not see every cell alone"
    )]
    public void NewContactsAreCounted()
    {
        using var scratch = new Scratch();
        var trunk = Load(scratch, Trunk);
        var arm = Load(
            scratch,
            Trunk.Replace(
                "rules: [",
                "rules: [\"contact with tumor increases apoptosis to 0.01 /min, half-max 3, hill 4\", ",
                StringComparison.Ordinal
            )
        );
        using var from = At(trunk, 30);
        using var branched = Branch.Start(trunk, from.Tissue, arm, new SimulationOptions(5));
        var contacts = Assert.Single(branched.Tissue.Cells.Contacts);
        Assert.Contains(contacts.Span(branched.Tissue.Cells.Count).ToArray(), c => c >= 3);
        Assert.Equal(
            from.Tissue.Cells.Pressure.Span(from.Tissue.Cells.Count).ToArray(),
            branched.Tissue.Cells.Pressure.Span(from.Tissue.Cells.Count).ToArray()
        );
    }

    [Fact(
        DisplayName = "In an arm that attacks while its trunk does not, nobody is under attack at first, and everybody has one nucleus: rows are not taken for row 0"
    )]
    public void NewInteractionsBegin()
    {
        using var scratch = new Scratch();
        const string Attack = "    attack: {targets: {tumor: 0.1 /min}, damage rate: 1 /min, duration: 15 min}\n";
        Assert.Contains(Attack, Trunk, StringComparison.Ordinal);
        var trunk = Load(scratch, Trunk.Replace(Attack, "", StringComparison.Ordinal));
        using var from = At(trunk, 30);
        Assert.Null(from.Tissue.Cells.AttackTarget);
        using var branched = Branch.Start(trunk, from.Tissue, Load(scratch, Trunk), new SimulationOptions(5));
        var rows = branched.Tissue.Cells.Count;
        Assert.All(branched.Tissue.Cells.AttackTarget!.Span(rows).ToArray(), t => Assert.Equal(-1, t));
        Assert.All(branched.Tissue.Cells.Damage!.Span(rows).ToArray(), d => Assert.Equal(0, d));
        branched.RunTo(branched.Tissue.Tick + 600);
        Assert.True(branched.Tissue.Tally[EventKind.Attack] > 0);
    }

    [Theory(
        DisplayName = "An arm that lacks or contradicts what its trunk has is refused, with the name and what is expected"
    )]
    [InlineData("voxel: 20 um", "voxel: 10 um", "domain or its grid")]
    [InlineData("time: {end: 2 h}", "time: {end: 2 h, steps: {phenotype: 3 min}}", "the time steps are others")]
    [InlineData("hunter", "prowler", "the arm lacks a cell type of the trunk: 'hunter'")]
    [InlineData("signal", "message", "the arm lacks a substrate of the trunk: 'signal'")]
    [InlineData("nM", "uM", "the substrate signal has another unit than in the trunk: 'uM'; expected nM")]
    [InlineData("mark", "sign", "the arm lacks a custom variable of the trunk: 'mark'")]
    [InlineData("told", "heard", "the arm lacks a species of the trunk: 'told'")]
    [InlineData(
        "delay: 20 min",
        "delay: 30 min",
        "the reaction news has another delay than in the trunk: '30 min'; expected 20 min"
    )]
    [InlineData(
        "model: live, rates: [0.004 /min]",
        "model: cycling quiescent, rates: [0.004 /min, 0.004 /min]",
        "cells of type tumor go through another cycle"
    )]
    [InlineData(
        "  hunters: {cells: hunter, disc: {radius: 120 um}, count: 8}",
        "  hunters: {cells: hunter, disc: {radius: 120 um}, count: 9}",
        "the arm places cells before it branches off, which the trunk does not: hunters"
    )]
    public void Contradictions(string old, string fresh, string said)
    {
        using var scratch = new Scratch();
        Assert.Contains(old, Trunk, StringComparison.Ordinal);
        var trunk = Load(scratch, Trunk);
        var arm = Load(scratch, Trunk.Replace(old, fresh, StringComparison.Ordinal));
        Runner.Start(TestModels.Request(scratch["trunk"], trunk));
        var request = TestModels.Request(scratch["arm"], arm) with { From = new BranchPoint(scratch["trunk"], 12) };
        var refused = Assert.Throws<BranchException>(() => Runner.Start(request));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scratch["arm"]));
    }

    [Fact(
        DisplayName = "A dose and a baseline that lie before the branching are refused: they would be given late, or never; after it they are given, and watched from there"
    )]
    public void PlansBeforeTheBranching()
    {
        using var scratch = new Scratch();
        var trunk = Load(scratch, Trunk);
        CompiledModel Arm(string start) =>
            Load(
                scratch,
                Trunk,
                $$"""
                body: {species: {plasma: 0 mg} }
                therapy:
                  start: {{start}}
                  readouts: {response: count of tumor / baseline(count of tumor)}
                  doses: {drug: {into: plasma, amount: 10 mg, at: 0 min} }
                """
            );
        var early = Branch.Problems(trunk, Arm("10 min"), 300);
        Assert.Contains(
            early,
            p =>
                p.ToString()
                == "the arm plans dose 1 of drug before it branches off: '10 min'; expected at or after 30 min"
        );
        Assert.Contains(early, p => p.Message.Contains("looks back to that start", StringComparison.Ordinal));
        var arm = Arm("30 min");
        using var from = At(trunk, 30);
        using var branched = Branch.Start(trunk, from.Tissue, arm, new SimulationOptions(5));
        branched.RunTo(330);
        Assert.Equal(10, branched.Tissue.Body!.Amounts[Species(arm, "plasma")]);
        Assert.Equal(DoseStatus.Given, branched.Tissue.Body.Therapy.StatusOf(0));
        var response = arm.Body!.Therapy!.Readouts.ToList().FindIndex(r => r.Name == "response");
        Assert.InRange(branched.Tissue.Body.Therapy.ReadoutOf(response), 0.5, 2);
    }

    [Fact(
        DisplayName = "A run cannot branch off later than its trunk goes, nor end before it branches off: both say what to do"
    )]
    public void TimesAreChecked()
    {
        using var scratch = new Scratch();
        Runner.Start(TestModels.Request(scratch["trunk"]));
        var request = TestModels.Request(scratch["arm"]);
        var late = Assert.Throws<RunFileException>(() =>
            Runner.Start(request with { From = new BranchPoint(scratch["trunk"], 40) })
        );
        Assert.Contains("ends at 30 min and cannot be branched at 40 min", late.Message, StringComparison.Ordinal);
        var ended = Assert.Throws<BranchException>(() =>
            Runner.Start(request with { From = new BranchPoint(scratch["trunk"]) })
        );
        Assert.Contains("is to end at 30 min, but it branches off at 30 min", ended.Message, StringComparison.Ordinal);
        Runner.Start(request with { From = new BranchPoint(scratch["trunk"], 20) });
        var before = Assert.Throws<RunFileException>(() =>
            Runner.Start(request with { Folder = scratch["twig"], From = new BranchPoint(scratch["arm"], 10) })
        );
        Assert.Contains("itself branched off at 20 min", before.Message, StringComparison.Ordinal);
    }
}
