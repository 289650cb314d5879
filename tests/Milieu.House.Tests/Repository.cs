// Where the files of this repository are.
using System.Diagnostics;

namespace Milieu.House.Tests;

/// <summary>The working tree that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The projects of src, lowest floor first. A project may use those before it, no other.</summary>
    public static readonly string[] Floors =
    [
        "Milieu.Engine",
        "Milieu.Model",
        "Milieu.PhysiCell",
        "Milieu.Runs",
        "Milieu.Speed",
        "Milieu.Studies",
        "Milieu.Cli",
    ];

    public static readonly string Root = FindRoot();

    private static readonly Lazy<string[]> AllFiles = new(ListFiles);

    /// <summary>Every file that git keeps or would keep, relative to the root, with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> Files => AllFiles.Value;

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static bool Has(string file) => File.Exists(Path.Combine(Root, file));

    /// <summary>C# files below a folder.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Files.Where(f =>
            f.StartsWith(folder + "/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal)
        );

    /// <summary>The built assembly of a project; the command line's is named milieu.</summary>
    public static string AssemblyOf(string project) =>
        Path.Combine(AppContext.BaseDirectory, (project == "Milieu.Cli" ? "milieu" : project) + ".dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Milieu.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("Milieu.slnx is in no folder above " + AppContext.BaseDirectory);
    }

    private static string[] ListFiles()
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            start.ArgumentList.Add(argument);
        using var git = Process.Start(start)!;
        var text = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        var files = text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return [.. files.Where(Has).Distinct().Order(StringComparer.Ordinal)];
    }
}
