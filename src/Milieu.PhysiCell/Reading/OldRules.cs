// Rules of versions before 3: what they are called now, and the same rules in version 3 (contract 5.1).
using System.Globalization;
using System.Text;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>PhysiCell 1.14 runs version 3 only; the step from 2 to 3 is one of words.</summary>
public static class OldRules
{
    private const string OldDamage = "damage rate";
    private const string OldPhagocytosis = "phagocytose dead cell";

    private static readonly string[] Phagocytosis =
    [
        "phagocytose apoptotic cell",
        "phagocytose necrotic cell",
        "phagocytose other dead cell",
    ];

    /// <summary>A word that version 3 no longer has; "damage rate" it has, in another sense.</summary>
    internal static bool IsOldWord(string behavior) => behavior == OldPhagocytosis;

    /// <summary>What to write in version 3.</summary>
    internal static string Fresh(string behavior) =>
        behavior == OldDamage ? "attack damage rate" : string.Join(", ", Phagocytosis) + " (one rule each)";

    /// <summary>Why such a file is not run, and what converting it would change.</summary>
    internal static Diagnostic Refusal(string file, string text, double version)
    {
        var changes = Convert(text).Changes;
        var what = changes.Count == 0 ? "no rule changes" : string.Join("; ", changes);
        return new Diagnostic(
            Severity.Error,
            file,
            1,
            1,
            string.Create(
                CultureInfo.InvariantCulture,
                $"rules of version {version}: PhysiCell 1.14 stops here, it runs version 3 only. "
            )
                + $"'milieu convert rules {file} -o {Path.GetFileNameWithoutExtension(file)}_v3.csv' writes them in "
                + $"version 3 ({what}); then name the new file, with version=\"3.0\", in the settings",
            version.ToString(CultureInfo.InvariantCulture),
            "3.0"
        );
    }

    /// <summary>The text in version 3, and what changed in plain words; comments and lines that are no rules are kept.</summary>
    /// <remarks>
    /// The number of fields tells the version: 8 in version 2, 9 in version 1 (a base value more, which had to be that of the
    /// cell type), 10 in version 0 (minimum, base and maximum, in another order).
    /// </remarks>
    public static (string Text, IReadOnlyList<string> Changes) Convert(string text)
    {
        var (fresh, changes) = (new StringBuilder(), new SortedDictionary<string, int>(StringComparer.Ordinal));
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        foreach (var one in Line(line, changes))
            fresh.Append(one).Append('\n');
        return (
            fresh.ToString(),
            [
                .. changes.Select(c =>
                    string.Create(CultureInfo.InvariantCulture, $"{c.Key} in {c.Value} {Noun(c.Value)}")
                ),
            ]
        );
    }

    private static string Noun(int count) => count == 1 ? "rule" : "rules";

    private static IEnumerable<string> Line(string line, SortedDictionary<string, int> changes)
    {
        var fields = CsvLine.Split(line, ',').ConvertAll(f => f.Raw.Trim());
        if (fields.Count is < 8 or > 10)
            fields = CsvLine.Split(line, '\t').ConvertAll(f => f.Raw.Trim());
        if (line.StartsWith("//", StringComparison.Ordinal) || fields.Count is < 8 or > 10)
            return [line];
        if (fields.Count == 9)
        {
            Count("the base value is left out: it is the cell type's own", changes);
            fields.RemoveAt(4);
        }
        else if (fields.Count == 10)
        {
            Count("minimum, base and maximum become one response, and fields change places", changes);
            var isUp = RuleDirection.IsUp(fields[6], out _) == true;
            fields = [fields[0], fields[5], fields[6], fields[1], isUp ? fields[4] : fields[2], .. fields[7..]];
        }
        return Behaviors(fields[3], changes).Select(b => string.Join(',', [.. fields[..3], b, .. fields[4..]]));
    }

    private static string[] Behaviors(string behavior, SortedDictionary<string, int> changes)
    {
        switch (behavior)
        {
            case OldDamage:
                Count($"'{OldDamage}' becomes '{Fresh(OldDamage)}'", changes);
                return [Fresh(OldDamage)];
            case OldPhagocytosis:
                Count(
                    $"'{OldPhagocytosis}' becomes three rules, for apoptotic, necrotic and other dead cells",
                    changes
                );
                return Phagocytosis;
            default:
                return [behavior];
        }
    }

    private static void Count(string change, SortedDictionary<string, int> changes) =>
        changes[change] = changes.GetValueOrDefault(change) + 1;
}
