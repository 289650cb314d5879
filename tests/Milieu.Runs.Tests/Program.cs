// The tests as a program; with --child it is the run that other tests kill.
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Milieu.Runs.Tests;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["--child", var folder])
            return ChildRun.Go(folder);
        if (args.Contains("--server") || args.Contains("--internal-msbuild-node"))
            return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
        return await ConsoleRunner.Run(args);
    }
}
