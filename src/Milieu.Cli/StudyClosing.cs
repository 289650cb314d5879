// How studies end for the one who started them: a table for people, a line for programs.
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Milieu.Studies;

namespace Milieu.Cli;

internal static class StudyClosing
{
    /// <returns>The exit code.</returns>
    public static int Say(StudiesOutcome outcome, bool strict, bool json)
    {
        foreach (var study in outcome.Studies)
            Failures(study);
        Expectations(outcome);
        var ran = outcome.Studies.Sum(s => s.Ran);
        var failed = outcome.Studies.Sum(s => s.Results.Failures.Length);
        Terminal.Line(
            $"{outcome.Made} runs{(ran > outcome.Made ? $" for the {ran} that were asked for" : "")} in {Terminal.Duration(TimeSpan.FromSeconds(outcome.WallSeconds))}, {outcome.Studies.Sum(s => s.Reused)} had been done before"
                + (failed > 0 ? $", {failed} failed" : "")
        );
        if (outcome.Interrupted)
            Terminal.Line("interrupted; what was finished is kept. Go on with the same command");
        foreach (var study in outcome.Studies)
            Console.Out.WriteLine(Path.Combine(study.Folder, "report.html"));
        if (json)
            Console.Out.WriteLine(Json(outcome));
        return outcome.Interrupted ? ExitCode.Interrupted
            : failed > 0 ? ExitCode.Failed
            : strict && outcome.Studies.Any(IsMissed) ? ExitCode.Missed
            : ExitCode.Done;
    }

    private static bool IsMissed(StudyOutcome study) => study.Results.Expectations.Any(e => e.Verdict != Verdict.Met);

    private static void Failures(StudyOutcome study)
    {
        foreach (var failure in study.Results.Failures)
            Terminal.Line(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"failed: {study.Results.Name}: {failure.Arm}, seed {failure.Seed}: {failure.Reason}"
                )
            );
    }

    private static void Expectations(StudiesOutcome outcome)
    {
        var rows = new List<string[]>();
        foreach (var study in outcome.Studies)
        foreach (var e in study.Results.Expectations)
            rows.Add([
                study.Results.Name,
                e.Text,
                StudyWords.Of(e.Verdict),
                $"{e.EffectName} {Number(e.Effect)}",
                e.P is { } p ? Number(p) : "",
                Text(e.Left.Length),
                Pairing(e),
                e.Note,
            ]);
        if (rows.Count == 0)
            return;
        string[] head = ["study", "expected", "verdict", "effect", "p", "pairs", "pairing", "note"];
        var all = rows.Prepend(head).ToArray();
        // A single study needs no column with its name; notes are rare.
        var shown = Enumerable
            .Range(0, head.Length)
            .Where(c => (c > 0 || outcome.Studies.Length > 1) && (c < 6 || rows.Exists(r => r[c].Length > 0)))
            .ToArray();
        var widths = head.Select((_, c) => all.Max(r => r[c].Length)).ToArray();
        if (outcome.Studies is [var only])
            Console.Out.WriteLine($"{only.Results.Name}: {only.Results.Claim}");
        foreach (var row in all)
            Console.Out.WriteLine(string.Join("  ", shown.Select(c => row[c].PadRight(widths[c]))).TrimEnd());
        var met = outcome.Studies.SelectMany(s => s.Results.Expectations).Count(e => e.Verdict == Verdict.Met);
        Console.Out.WriteLine($"{met} of {rows.Count} expectations met");
    }

    // What the same seeds in both arms are worth: as many times the seeds would be needed without them.
    private static string Pairing(ExpectationResult e) =>
        e.VarianceLeft is not { } left ? ""
        : left > 0 ? $"worth {Number(1 / left)} x the seeds"
        : "takes all noise away";

    private static string Json(StudiesOutcome outcome) =>
        new JsonObject
        {
            ["studies"] = new JsonArray([.. outcome.Studies.Select(Json)]),
            ["interrupted"] = outcome.Interrupted,
            ["wallSeconds"] = outcome.WallSeconds,
        }.ToJsonString(JsonSerializerOptions.Default);

    private static JsonObject Json(StudyOutcome study) =>
        new()
        {
            ["study"] = study.Results.Name,
            ["claim"] = study.Results.Claim,
            ["folder"] = study.Folder,
            ["runs"] = study.Reused + study.Ran,
            ["ran"] = study.Ran,
            ["reused"] = study.Reused,
            ["failed"] = new JsonArray([
                .. study.Results.Failures.Select(f => new JsonObject
                {
                    ["arm"] = f.Arm,
                    ["seed"] = f.Seed,
                    ["reason"] = f.Reason,
                }),
            ]),
            ["effects"] = new JsonArray([.. study.Results.Effects.Select(Json)]),
            ["endpoints"] = new JsonArray([.. study.Results.EndpointResults.Select(Json)]),
            ["expectations"] = new JsonArray([.. study.Results.Expectations.Select(Json)]),
        };

    private static JsonObject Json(EffectResult e) =>
        new()
        {
            ["measure"] = e.Measure,
            ["factor"] = e.Factor,
            ["scale"] = e.IsLog ? "log" : "linear",
            ["effect"] = Finite(e.Value),
            ["low"] = Finite(e.Low),
            ["high"] = Finite(e.High),
            ["unit"] = e.Unit,
            ["seeds"] = e.BySeed.Length,
        };

    private static JsonObject Json(EndpointResult e) =>
        new()
        {
            ["endpoint"] = e.Name,
            ["arm"] = e.Arm,
            ["mean"] = Finite(e.Mean),
            ["low"] = Finite(e.Low),
            ["high"] = Finite(e.High),
            ["unit"] = e.Unit,
            ["seeds"] = e.Seeds,
        };

    private static JsonObject Json(ExpectationResult e) =>
        new()
        {
            ["text"] = e.Text,
            ["verdict"] = StudyWords.Of(e.Verdict),
            ["test"] = e.Test,
            ["effect"] = Finite(e.Effect),
            ["effectName"] = e.EffectName,
            ["p"] = Finite(e.P),
            ["pairs"] = e.Left.Length,
            ["varianceLeftByPairing"] = Finite(e.VarianceLeft),
            ["note"] = e.Note,
        };

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;

    private static string Number(double value) =>
        double.IsNaN(value) ? "-"
        : double.IsInfinity(value) ? (value > 0 ? "never" : "-never")
        : value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
