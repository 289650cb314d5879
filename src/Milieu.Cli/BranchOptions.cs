// Options of a run that goes on from the state of another.
using System.CommandLine;
using Milieu.Runs;

namespace Milieu.Cli;

internal static class BranchOptions
{
    public static readonly Option<string?> From = new("--from")
    {
        Description =
            "Goes on from the state of another run, matched by name: what only this model has starts as it says. The seed is that run's unless given.",
        HelpName = "RUN",
    };

    public static readonly Option<double?> At = new("--at")
    {
        Description =
            "With --from: the simulated time at which it branches off; where no checkpoint is kept, the other run is run again up to there. [default: where that run stands]",
        HelpName = "T",
        CustomParser = Quantities.Minutes,
    };

    /// <exception cref="WrongUsageException">A time without a run.</exception>
    public static BranchPoint? Of(ParseResult parsed) =>
        parsed.GetValue(From) is { } folder ? new BranchPoint(folder, parsed.GetValue(At))
        : parsed.GetValue(At) is null ? null
        : throw new WrongUsageException("--at says when a run branches off; say which with --from RUN");
}
