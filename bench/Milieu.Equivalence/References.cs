// What PhysiCell's seeds measured: a model's project and the mean and spread of each measure at each saved time.
using System.Globalization;

namespace Milieu.Equivalence;

/// <summary>A measure at a time.</summary>
internal readonly record struct Key(double Minutes, string Measure)
{
    public override string ToString() => $"{Measure} at {Minutes.ToString(CultureInfo.InvariantCulture)} min";
}

/// <summary>One model of a reference set.</summary>
/// <param name="Folder">The project folder, with config/ in it.</param>
/// <param name="Samples">Each measure over the seeds that had it.</param>
internal sealed record ReferenceModel(string Name, string Folder, IReadOnlyDictionary<Key, Sample> Samples)
{
    public string Settings => Path.Combine(Folder, "config", "PhysiCell_settings.xml");

    public IReadOnlyList<double> Minutes => [.. Samples.Keys.Select(k => k.Minutes).Distinct().Order()];

    /// <summary>True where the reference took the measures that look at pairs of cells.</summary>
    public bool HasNeighborhoods => Samples.Keys.Any(k => k.Measure.StartsWith("nearest", StringComparison.Ordinal));
}

internal static class References
{
    public const string MeasuresFile = "measures.csv";

    private static readonly Dictionary<string, string> SubstrateColumns = new(StringComparer.Ordinal)
    {
        ["mean"] = "mean",
        ["min"] = "min",
        ["max"] = "max",
        ["sum_density_times_volume"] = "total",
        ["sum_internalized"] = "internalized",
    };

    /// <summary>The models in a folder; each has measures.csv, or each seed's series in seeds/.</summary>
    public static IReadOnlyList<ReferenceModel> In(string folder) =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .GetDirectories(folder)
                    .Order(StringComparer.Ordinal)
                    .Where(f =>
                        File.Exists(Path.Combine(f, MeasuresFile)) || Directory.Exists(Path.Combine(f, "seeds"))
                    )
                    .Select(Open),
            ]
            : [];

    public static ReferenceModel Open(string folder)
    {
        var measures = Path.Combine(folder, MeasuresFile);
        var samples = File.Exists(measures) ? Measured(measures) : Seeds(Path.Combine(folder, "seeds"));
        return new ReferenceModel(Path.GetFileName(folder), folder, samples);
    }

    /// <summary>Rows of a CSV file, by the names of their columns.</summary>
    public static IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        var lines = File.ReadAllLines(file);
        var header = lines[0].Split(',');
        return lines
            .Skip(1)
            .Where(l => l.Length > 0)
            .Select(l => header.Zip(l.Split(',')).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal));
    }

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Dictionary<Key, Sample> Measured(string file) =>
        Rows(file)
            .ToDictionary(
                r => new Key(Number(r["minutes"]), r["measure"]),
                r => new Sample(Number(r["mean"]), Number(r["sd"]), (int)Number(r["seeds"]))
            );

    private static Dictionary<Key, Sample> Seeds(string folder)
    {
        var values = new Dictionary<Key, List<double>>();
        foreach (var row in RowsOf(folder, "population"))
        foreach (var (column, text) in row.Where(p => p.Key is not "time"))
            Add(values, row, column, text);
        foreach (var row in RowsOf(folder, "spatial"))
        foreach (var (column, text) in row.Where(p => p.Key is not ("time" or "type" or "state" or "n")))
            Add(values, row, $"{column}{Measures.Of}{row["state"]}:{row["type"]}", text);
        foreach (var row in RowsOf(folder, "substrates"))
        foreach (var (column, text) in row.Where(p => p.Key is not ("time" or "substrate")))
            Add(values, row, $"{SubstrateColumns[column]}{Measures.Of}substrate:{row["substrate"]}", text);
        return values.ToDictionary(v => v.Key, v => Sample.Of(v.Value));
    }

    private static IEnumerable<Dictionary<string, string>> RowsOf(string folder, string kind) =>
        Directory.GetFiles(folder, $"*_{kind}.csv").Order(StringComparer.Ordinal).SelectMany(Rows);

    private static void Add(
        Dictionary<Key, List<double>> values,
        Dictionary<string, string> row,
        string measure,
        string text
    )
    {
        var key = new Key(Number(row["time"]), measure);
        if (!values.TryGetValue(key, out var list))
            values[key] = list = [];
        list.Add(Number(text));
    }
}
