// How a run ends for the one who started it: a table for people, a line for programs.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Runs;

namespace Milieu.Cli;

internal static class Closing
{
    /// <returns>The exit code of the run.</returns>
    public static int Say(Terminal terminal, RunOutcome outcome, bool json)
    {
        foreach (var note in outcome.Notes)
            Terminal.Line("note: " + note);
        terminal.Table(
            $"{outcome.Model}, seed {outcome.Seed}: {Terminal.Minutes(outcome.Minutes)} simulated",
            ["type", "live", "apoptotic", "necrotic", "other dead"],
            outcome.Cells.Select(c =>
                (IReadOnlyList<string>)[c.Type, Text(c.Live), Text(c.Apoptotic), Text(c.Necrotic), Text(c.OtherDead)]
            )
        );
        Terminal.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Terminal.Duration(TimeSpan.FromSeconds(outcome.WallSeconds))} on {outcome.Threads} threads, {outcome.CellStepsPerSecond / 1e6:0.00} M cell-steps/s, {outcome.VoxelSubstrateStepsPerSecond / 1e6:0.0} M voxel-substrate-steps/s"
            )
        );
        if (!outcome.Doses.IsEmpty)
            Terminal.Line("doses: " + string.Join(", ", outcome.Doses.Select(d => $"{d.Doses} {d.Status}")));
        if (!outcome.Profile.IsEmpty)
            SayProfile(terminal, outcome.Profile);
        if (!outcome.FieldErrors.IsEmpty)
            terminal.Table(
                "Errors of the field step, estimated with the last cells held still",
                FieldErrorTable.Head,
                FieldErrorTable.Rows(outcome.FieldErrors)
            );
        Terminal.Line(
            $"state {outcome.StateHash}, model {outcome.ModelHash[..Math.Min(16, outcome.ModelHash.Length)]}"
        );
        if (outcome.Interrupted)
            Terminal.Line(
                $"interrupted at {Terminal.Minutes(outcome.Minutes)}; a checkpoint is saved. Go on with: milieu resume {Quoted(outcome.RunFolder)}"
            );
        Console.Out.WriteLine(json ? outcome.ToJson() : outcome.RunFolder);
        return outcome.Interrupted ? ExitCode.Interrupted : ExitCode.Done;
    }

    private static void SayProfile(Terminal terminal, ImmutableArray<ProfiledStage> stages) =>
        terminal.Table(
            "Stages",
            ["stage", "calls", "seconds", "share", "units", "unit", "ns/unit", "bytes/unit", "GB/s"],
            stages.Select(s =>
                (IReadOnlyList<string>)
                    [
                        s.Stage,
                        Text($"{s.Calls}"),
                        Text($"{s.Seconds:0.000}"),
                        Text($"{100 * s.Share:0.0} %"),
                        Text($"{s.Units:0.00e+0}"),
                        s.Unit,
                        Text($"{s.NanosecondsPerUnit:0.##}"),
                        Text($"{s.BytesPerUnit:0.#}"),
                        Text($"{s.GigabytesPerSecond:0.##}"),
                    ]
            )
        );

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;
}
