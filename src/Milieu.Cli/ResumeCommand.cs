// milieu resume: on from the last checkpoint.
using Milieu.Runs;

namespace Milieu.Cli;

internal static class ResumeCommand
{
    public static int Run(string folder, int threads, double? untilMinutes, bool profile, bool estimates, bool json)
    {
        var request = new ResumeRequest
        {
            Folder = folder,
            Threads = threads,
            UntilMinutes = untilMinutes,
            Profile = profile,
            EstimateErrors = estimates,
        };
        var terminal = new Terminal();
        using var interruption = new Interruption();
        var outcome = terminal.Watch(folder, progress => Runner.Resume(request, progress, interruption.Token));
        return Closing.Say(terminal, outcome, json);
    }
}
