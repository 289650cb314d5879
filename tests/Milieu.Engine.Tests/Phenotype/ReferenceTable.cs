// PhysiCell's reference data, where the checkout has them.
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Milieu.Engine.Tests;

/// <summary>Reads a CSV of the reference data as rows of named cells; skips the test where they are absent.</summary>
internal static class ReferenceTable
{
    public static List<Dictionary<string, string>> Read(string file)
    {
        var path = Path.Combine(Root(), file);
        if (!File.Exists(path))
            Assert.Skip($"Reference data are absent: {path} (set MILIEU_REFERENCE).");
        var lines = File.ReadAllLines(path);
        var names = lines[0].Split(',');
        return
        [
            .. lines
                .Skip(1)
                .Where(l => l.Length > 0)
                .Select(l => names.Zip(l.Split(',')).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal)),
        ];
    }

    public static double Number(this Dictionary<string, string> row, string column) =>
        double.Parse(row[column], CultureInfo.InvariantCulture);

    private static string Root([CallerFilePath] string here = "") =>
        Environment.GetEnvironmentVariable("MILIEU_REFERENCE")
        ?? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "shared", "reference"));
}
