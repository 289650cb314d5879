// Populations, places, neighborhoods and substrates of a moment, as numbers with names.
using Milieu.Engine;

namespace Milieu.Equivalence;

internal static class Measures
{
    /// <summary>Between a measure's name and the group it is taken of: "rg of live:tumor"; counts have none.</summary>
    public const string Of = " of ";

    /// <summary>Neighbors are nearer than this times the sum of both radii, whatever either program's own lists say.</summary>
    private const double Reach = 1.25;

    private static readonly (CellState State, string Name)[] States =
    [
        (CellState.Live, "live"),
        (CellState.Apoptotic, "apoptotic"),
        (CellState.Necrotic, "necrotic"),
    ];

    /// <summary>All measures of a moment; a group that is empty has no places.</summary>
    /// <param name="neighborhoods">Also those that look at pairs of cells.</param>
    public static Dictionary<string, double> Take(Moment moment, bool neighborhoods)
    {
        var measures = new Dictionary<string, double>(StringComparer.Ordinal) { ["total"] = moment.Cells.Count };
        var nearby = neighborhoods ? new Neighborhoods(moment.Cells, Reach) : null;
        foreach (var type in moment.Types)
        foreach (var (state, name) in States)
        {
            var group = $"{name}:{type}";
            var rows = Enumerable
                .Range(0, moment.Cells.Count)
                .Where(i =>
                    moment.Cells[i].State == state
                    && string.Equals(moment.Cells[i].Type, type, StringComparison.Ordinal)
                )
                .ToList();
            measures[group] = rows.Count;
            if (rows.Count == 0)
                continue;
            AddPlaces(measures, [.. rows.Select(i => moment.Cells[i])], Of + group);
            if (nearby is null)
                continue;
            AddActs(measures, [.. rows.Select(i => moment.Cells[i])], Of + group);
            nearby.Add(measures, rows, Of + group);
        }
        foreach (var substrate in moment.Substrates)
            AddSubstrate(measures, substrate);
        return measures;
    }

    /// <summary>True for a number of cells, which can differ by one cell at least.</summary>
    public static bool IsCount(string measure) => !measure.Contains(Of, StringComparison.Ordinal);

    private static void AddPlaces(Dictionary<string, double> measures, List<CellView> cells, string of)
    {
        var (x, y, z) = (cells.Average(c => c.X), cells.Average(c => c.Y), cells.Average(c => c.Z));
        var center = new CellView
        {
            X = x,
            Y = y,
            Z = z,
        };
        var distances = cells.Select(c => c.DistanceTo(center)).Order().ToList();
        measures["cx" + of] = x;
        measures["cy" + of] = y;
        measures["cz" + of] = z;
        measures["rg" + of] = Math.Sqrt(distances.Average(d => d * d));
        measures["r50" + of] = distances[cells.Count / 2];
        measures["r90" + of] = distances[(int)(0.9 * (cells.Count - 1))];
        measures["rmax" + of] = distances[^1];
        measures["mean_volume" + of] = cells.Average(c => c.Volume);
        measures["mean_pressure" + of] = cells.Average(c => c.Pressure);
        measures["mean_speed" + of] = cells.Average(c => c.Speed);
        measures["mean_damage" + of] = cells.Average(c => c.Damage);
    }

    private static void AddActs(Dictionary<string, double> measures, List<CellView> cells, string of)
    {
        var volume = cells.Average(c => c.Volume);
        measures["sd_volume" + of] = Math.Sqrt(cells.Average(c => (c.Volume - volume) * (c.Volume - volume)));
        measures["links" + of] = cells.Average(c => (double)c.Links);
        measures["attacking" + of] = cells.Average(c => c.Attacks ? 1.0 : 0.0);
        measures["attack_time" + of] = cells.Average(c => c.AttackTime);
    }

    private static void AddSubstrate(Dictionary<string, double> measures, SubstrateView substrate)
    {
        var of = $"{Of}substrate:{substrate.Name}";
        measures["mean" + of] = substrate.Mean;
        measures["min" + of] = substrate.Min;
        measures["max" + of] = substrate.Max;
        measures["total" + of] = substrate.Total;
        measures["internalized" + of] = substrate.Internalized;
    }
}
