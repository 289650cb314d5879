// Reference trajectories, where they are at hand.
using System.Globalization;

namespace Milieu.Engine.Tests;

/// <summary>CSV tables of trajectories that another simulator computed; tests skip where they are absent.</summary>
internal static class Traces
{
    public static List<Dictionary<string, double>> Read(string name)
    {
        var path = Path.Combine(Root(), "traces", name);
        Assert.SkipUnless(File.Exists(path), $"no reference trace {name}: set MILIEU_REFERENCE");
        var lines = File.ReadAllLines(path);
        var names = lines[0].Split(',');
        return
        [
            .. lines
                .Skip(1)
                .Select(line =>
                    line.Split(',')
                        .Zip(names)
                        .ToDictionary(p => p.Second, p => double.Parse(p.First, CultureInfo.InvariantCulture))
                ),
        ];
    }

    private static string Root()
    {
        if (Environment.GetEnvironmentVariable("MILIEU_REFERENCE") is { Length: > 0 } given)
            return given;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Milieu.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder?.Parent?.FullName ?? "", "shared", "reference");
    }
}
