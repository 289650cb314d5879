// milieu study: every arm with every seed, and what came of the expectations.
using System.Diagnostics;
using Milieu.Runs;
using Milieu.Studies;

namespace Milieu.Cli;

/// <summary>What a user asked of a study, or of a folder of studies.</summary>
internal sealed record StudyRequest
{
    public required string Path { get; init; }

    public string Folder { get; init; } = "studies";

    public int Jobs { get; init; }

    /// <summary>Null: as the study says.</summary>
    public int? Seeds { get; init; }

    public bool Force { get; init; }

    public bool AnyBuild { get; init; }

    /// <summary>A missed expectation is an exit code.</summary>
    public bool Strict { get; init; }

    public bool Json { get; init; }
}

internal static class StudyCommand
{
    public static int Run(StudyRequest request)
    {
        var paths = Paths(request.Path);
        // Compiling the arms of a folder may take a minute.
        if (paths.Length > 1)
            Terminal.Line($"reading {paths.Length} studies");
        var read = paths
            .Select(p => (Path: p, Read: StudyReader.Read(p, new DiskModelFiles(), request.Seeds)))
            .ToList();
        foreach (var diagnostic in read.SelectMany(r => r.Read.Diagnostics).Distinct())
            Terminal.Line(diagnostic.ToString());
        var studies = read.Select(r => r.Read.Study).OfType<Study>().ToList();
        if (studies.Count < read.Count)
        {
            Terminal.Line(
                $"{request.Path}: {ModelLoading.Count([.. read.SelectMany(r => r.Read.Diagnostics)])}; nothing was run"
            );
            return ExitCode.WrongModel;
        }
        if (studies.GroupBy(s => s.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            Terminal.Line(
                $"error: two studies are called '{twice.Key}': {string.Join(" and ", twice.Select(s => s.File))}"
            );
            return ExitCode.WrongModel;
        }
        var wishes = new StudyWishes
        {
            Folder = request.Folder,
            Command = "milieu " + string.Join(' ', Environment.GetCommandLineArgs().Skip(1)),
            Jobs = request.Jobs,
            Force = request.Force,
            AnyBuild = request.AnyBuild,
        };
        using var interruption = new Interruption();
        var outcome = StudyScreen.Watch(watch =>
            StudyRunner.Run(studies, wishes, () => new ProcessWorker(Worker), watch, interruption.Token)
        );
        return StudyClosing.Say(outcome, request.Strict, request.Json);
    }

    /// <summary>milieu study-worker: one job of a study, told what to do through its input.</summary>
    public static int Serve()
    {
        // The study itself decides what a signal to all of its processes means.
        using var interruption = new Interruption();
        new WorkerLoop(Console.In, Console.Out).Serve();
        return ExitCode.Done;
    }

    private static string[] Paths(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new FileNotFoundException(
                $"cannot read the study {path}: no such file or folder{ModelLoading.DidYouMean(path)}",
                path
            );
        var files = new DiskModelFiles();
        var found = Directory
            .EnumerateFiles(path, "*.yaml")
            .Where(p => StudyReader.Is(p, files))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return found.Length > 0
            ? found
            : throw new FileNotFoundException($"{path} holds no study: no *.yaml with the key 'study'", path);
    }

    // The program that runs now, also where it was started as `dotnet milieu.dll`.
    private static ProcessStartInfo Worker()
    {
        var self = Environment.ProcessPath ?? throw new IOException("the program does not know its own path");
        var start = new ProcessStartInfo(self);
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
            start.ArgumentList.Add(typeof(StudyCommand).Assembly.Location);
        start.ArgumentList.Add("study-worker");
        return start;
    }
}
