// milieu bench: the machine's ceilings, the kernels beside them, and the accuracy of what was timed.
using System.Collections.Immutable;
using Milieu.Speed;

namespace Milieu.Cli;

internal static class BenchCommand
{
    public static int Run(SpeedParts parts, ImmutableArray<int> threads, bool quick, bool full, bool json)
    {
        using var interruption = new Interruption();
        var wishes = new SpeedWishes
        {
            Threads = threads,
            Quick = quick,
            Full = full,
            Progress = Terminal.Line,
            Cancellation = interruption.Token,
        };
        try
        {
            var report = SpeedReport.Measure(parts, wishes);
            new BenchTables(report, json ? Console.Error : Console.Out).Write();
            if (json)
                Console.Out.WriteLine(report.ToJson());
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            Terminal.Line("interrupted; nothing is reported");
            return ExitCode.Interrupted;
        }
    }
}
