// How many threads a run takes where nobody says so.
using System.Diagnostics;

namespace Milieu.Cli.Tests;

public sealed class ThreadsTests
{
    private const string Taskset = "/usr/bin/taskset";

    [Fact(
        DisplayName = "A program that may use one core takes one thread by itself, however many the machine has: a count of the machine's cores would show"
    )]
    public void DefaultIsWhatTheProcessMayUse()
    {
        if (!File.Exists(Taskset))
            Assert.Skip($"{Taskset} is not there to hold a program to one core");
        if (Environment.ProcessorCount == 1)
            Assert.Skip("this machine has one core, so there is nothing to tell apart");
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var program = Path.Combine(AppContext.BaseDirectory, "milieu.dll");
        Assert.Contains($"[default: {Environment.ProcessorCount}]", Output(host, [program, "run", "--help"]), Ordinal);
        Assert.Contains("[default: 1]", Output(Taskset, ["-c", FirstCore(), host, program, "run", "--help"]), Ordinal);
    }

    private static StringComparison Ordinal => StringComparison.Ordinal;

    /// <summary>The first core that this process may use.</summary>
    private static string FirstCore() =>
        File.ReadLines("/proc/self/status")
            .First(l => l.StartsWith("Cpus_allowed_list", Ordinal))
            .Split(':')[1]
            .Split(',', '-')[0]
            .Trim();

    private static string Output(string program, string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }
}
