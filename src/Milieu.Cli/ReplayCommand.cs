// milieu replay: the same run again, compared hash by hash.
using System.Text.Json;
using System.Text.Json.Nodes;
using Milieu.Runs;

namespace Milieu.Cli;

internal static class ReplayCommand
{
    public static int Run(string folder, int threads, bool json)
    {
        var terminal = new Terminal();
        using var interruption = new Interruption();
        var outcome = terminal.Watch(folder, progress => Replay.Run(folder, threads, progress, interruption.Token));
        var difference = outcome.Difference;
        var found = difference is null
            ? $"{outcome.Compared} state hashes agree"
            : $"first difference at tick {difference.Tick}, column '{difference.Column}': recorded {difference.Recorded}, found {difference.Found}";
        Terminal.Line(outcome.Interrupted ? "interrupted; " + found : found);
        Console.Out.WriteLine(
            json ? Json(folder, outcome)
            : difference is null ? "same"
            : "differs"
        );
        return difference is not null ? ExitCode.Failed
            : outcome.Interrupted ? ExitCode.Interrupted
            : ExitCode.Done;
    }

    private static string Json(string folder, ReplayOutcome outcome) =>
        new JsonObject
        {
            ["runFolder"] = folder,
            ["compared"] = outcome.Compared,
            ["same"] = outcome.Difference is null,
            ["tick"] = outcome.Difference?.Tick,
            ["column"] = outcome.Difference?.Column,
            ["interrupted"] = outcome.Interrupted,
        }.ToJsonString(JsonSerializerOptions.Default);
}
