// The reference trajectories: where they lie, and what their seeds measured.
using System.Globalization;

namespace Milieu.Reference.Tests;

/// <summary>One model of the reference set, read from its seeds' CSV files.</summary>
internal sealed class ReferenceModel
{
    private static readonly string[] Spatial = ["rg", "r50", "r90", "mean_volume", "mean_pressure"];

    private ReferenceModel(string name, string folder) => (Name, Folder) = (name, folder);

    public string Name { get; }

    public string Folder { get; }

    /// <summary>Root of the repository: the folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Opens a model; skips the test when the reference set is not on this machine.</summary>
    public static ReferenceModel Open(string name)
    {
        var folder = Path.Combine(Set(), name);
        if (!Directory.Exists(folder))
            Assert.Skip($"no reference trajectories at {folder}: set MILIEU_REFERENCE to their folder");
        return new ReferenceModel(name, folder);
    }

    /// <summary>The folder of the reference set: MILIEU_REFERENCE, or shared/reference beside the repository.</summary>
    public static string Set() =>
        Environment.GetEnvironmentVariable("MILIEU_REFERENCE")
        ?? Path.GetFullPath(Path.Combine(Root, "..", "shared", "reference"));

    /// <summary>Values over seeds, keyed by (minutes, measure): "live:tumor", or "rg of live:tumor".</summary>
    public Dictionary<(double Minutes, string Measure), List<double>> Seeds()
    {
        var values = new Dictionary<(double, string), List<double>>();
        foreach (
            var file in Directory
                .GetFiles(Path.Combine(Folder, "seeds"), "*_population.csv")
                .Order(StringComparer.Ordinal)
        )
        foreach (var row in Rows(file))
        foreach (var (column, text) in row)
            if (column is not "time")
                Add(values, Number(row["time"]), column, Number(text));
        foreach (
            var file in Directory.GetFiles(Path.Combine(Folder, "seeds"), "*_spatial.csv").Order(StringComparer.Ordinal)
        )
        foreach (var row in Rows(file))
            if (
                string.Equals(row["state"], "live", StringComparison.Ordinal)
                && Number(row["n"]) >= Measures.LeastCells
            )
                foreach (var column in Spatial)
                    Add(values, Number(row["time"]), $"{column} of live:{row["type"]}", Number(row[column]));
        return values;
    }

    public static List<Dictionary<string, string>> Rows(string file)
    {
        var lines = File.ReadAllLines(file);
        var header = lines[0].Split(',');
        return
        [
            .. lines
                .Skip(1)
                .Where(l => l.Length > 0)
                .Select(l =>
                    header.Zip(l.Split(',')).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal)
                ),
        ];
    }

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static void Add(
        Dictionary<(double, string), List<double>> values,
        double minutes,
        string measure,
        double value
    )
    {
        if (!values.TryGetValue((minutes, measure), out var list))
            values[(minutes, measure)] = list = [];
        list.Add(value);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Milieu.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the repository");
        return folder;
    }
}
