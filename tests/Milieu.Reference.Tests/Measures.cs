// The same measures as the reference's, taken of a tissue.
using Milieu.Engine;

namespace Milieu.Reference.Tests;

internal static class Measures
{
    /// <summary>Places, volumes and pressures of fewer cells are not compared.</summary>
    public const int LeastCells = 5;

    /// <summary>Counts by state and type, and of live cells the spread about their centroid, mean volume and pressure.</summary>
    public static Dictionary<string, double> Of(CompiledModel model, Tissue tissue)
    {
        var cells = tissue.Cells;
        var states = new CellStates(model, cells);
        var rows = Enumerable.Range(0, cells.Count).Where(r => !cells.Is(r, CellFlags.Tombstone)).ToList();
        var measures = new Dictionary<string, double>(StringComparer.Ordinal) { ["total"] = rows.Count };
        for (var type = 0; type < model.Types.Length; type++)
        {
            var name = model.Types[type].Name;
            var own = rows.Where(r => cells.Type[r] == type).ToList();
            var live = own.Where(r => states.Of(r) == CellState.Live).ToList();
            measures["live:" + name] = live.Count;
            measures["apoptotic:" + name] = own.Count(r => states.Of(r) == CellState.Apoptotic);
            measures["necrotic:" + name] = own.Count(r => states.Of(r) == CellState.Necrotic);
            if (live.Count >= LeastCells)
                AddSpatial(measures, cells, live, " of live:" + name);
        }
        return measures;
    }

    private static void AddSpatial(Dictionary<string, double> measures, Cells cells, List<int> rows, string suffix)
    {
        var (x, y, z) = (rows.Average(r => cells.X[r]), rows.Average(r => cells.Y[r]), rows.Average(r => cells.Z[r]));
        var distances = rows.Select(r => Distance(cells.X[r] - x, cells.Y[r] - y, cells.Z[r] - z)).Order().ToList();
        measures["rg" + suffix] = Math.Sqrt(distances.Average(d => d * d));
        measures["r50" + suffix] = distances[(int)((0.5 * (rows.Count - 1)) + 0.5)];
        measures["r90" + suffix] = distances[(int)((0.9 * (rows.Count - 1)) + 0.5)];
        measures["mean_volume" + suffix] = rows.Average(cells.Volume);
        measures["mean_pressure" + suffix] = rows.Average(r => cells.Pressure[r]);
    }

    private static double Distance(double x, double y, double z) => Math.Sqrt((x * x) + (y * y) + (z * z));
}
