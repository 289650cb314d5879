// Both programs from their start to their end, as a user starts them.
using System.Diagnostics;
using System.Globalization;

namespace Milieu.Equivalence;

/// <param name="Milieu">The command line program, milieu.dll or an executable of it.</param>
/// <param name="PhysiCell">PhysiCell's program for projects that bring none of their own.</param>
internal sealed record WholePrograms(string Milieu, string? PhysiCell)
{
    /// <summary>The program that was built beside this one.</summary>
    public static string Beside =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Milieu.Cli", "release", "milieu.dll"));

    /// <summary>Seconds of wall time of a project's own PhysiCell program, or of the common one.</summary>
    public double There(SampleProject project, string sample)
    {
        var own = Path.Combine(sample, "project");
        var program = File.Exists(own) ? own : PhysiCell;
        return program is null
            ? throw new InvalidDataException("no PhysiCell program: give one with --program")
            : Time(
                project.Folder,
                Path.GetFullPath(program),
                [Path.GetRelativePath(project.Folder, project.SettingsFile)]
            );
    }

    /// <summary>Seconds of wall time of Milieu, into a run folder that holds the state at start and end only.</summary>
    public double Here(SampleProject project, int threads, bool native)
    {
        var never = (10 * Math.Max(project.Minutes, 60)).ToString(CultureInfo.InvariantCulture);
        string[] run =
        [
            "run",
            project.SettingsFile,
            "--threads",
            threads.ToString(CultureInfo.InvariantCulture),
            "--every",
            never,
            "--hash-every",
            never,
            "--no-pictures",
            "--no-errors",
            "--out",
            Path.Combine(project.Folder, "run"),
            "--force",
            .. native ? (string[])["--native"] : [],
        ];
        return Milieu.EndsWith(".dll", StringComparison.Ordinal)
            ? Time(project.Folder, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Milieu, .. run])
            : Time(project.Folder, Milieu, run);
    }

    private static double Time(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var seconds = watch.Elapsed.TotalSeconds;
        return process.ExitCode == 0
            ? seconds
            : throw new InvalidDataException($"{program} ended with {process.ExitCode}: {error.Result.Trim()}");
    }
}
