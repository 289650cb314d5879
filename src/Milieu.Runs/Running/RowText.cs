// The two logs of a run as text: counts for people, hashes for replay.
using System.Globalization;
using System.Text;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Headers and rows of counts.csv and hashes.csv; both begin with tick and minutes.</summary>
internal static class RowText
{
    private static readonly string[] States = ["live", "apoptotic", "necrotic", "other dead"];
    private static readonly EventKind[] Events = Enum.GetValues<EventKind>();

    public static string CountsHeader(CompiledModel model) =>
        Join([
            "tick",
            "minutes",
            .. model.Types.SelectMany(t => States.Select(s => $"{t.Name} {s}")),
            .. Events.Select(NameOf),
            .. model.Substrates.SelectMany(s => new[] { $"{s.Name} mean", $"{s.Name} total" }),
            .. model.Matrix?.Structures.SelectMany(s => new[] { $"{s.Name} mean", $"{s.Name} total" }) ?? [],
        ]);

    public static string CountsRow(Simulation simulation)
    {
        var tissue = simulation.Tissue;
        var counts = Counts.Of(simulation.Model, tissue.Cells);
        var ranges = tissue.Fields.Concat(tissue.Matrix.Structures).Select(FieldRange.Of);
        return Join([
            Text(tissue.Tick),
            Text(simulation.Minutes),
            .. counts.SelectMany(c => new[] { c.Live, c.Apoptotic, c.Necrotic, c.OtherDead }).Select(n => Text(n)),
            .. Events.Select(e => Text(tissue.Tally[e])),
            .. ranges.SelectMany(r => new[] { Text(r.Mean), Text(r.Total) }),
        ]);
    }

    public static string HashesHeader(StateHash hash) =>
        Join(["tick", "minutes", "state", .. hash.Parts.Select(p => p.Name)]);

    public static string HashesRow(Simulation simulation, StateHash hash) =>
        Join([
            Text(simulation.Tissue.Tick),
            Text(simulation.Minutes),
            CheckpointWriter.Hex(hash.Value),
            .. hash.Parts.Select(p => CheckpointWriter.Hex(p.Hash)),
        ]);

    // "LinkMade" reads as "links made" would: words in lower case.
    private static string NameOf(EventKind kind)
    {
        var text = new StringBuilder();
        foreach (var c in kind.ToString())
            text.Append(char.IsUpper(c) && text.Length > 0 ? " " : "").Append(char.ToLowerInvariant(c));
        return text.Append(" events").ToString();
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // Names may hold anything; rows stay one line with one value between two commas.
    internal static string Join(IEnumerable<string> values) =>
        string.Join(',', values.Select(v => v.Replace(',', ' ').Replace('"', ' ').ReplaceLineEndings(" ")));
}
