// Our own seeds of a reference's project.
using Milieu.Engine;
using Milieu.Model;
using Milieu.PhysiCell;
using Milieu.Runs;

namespace Milieu.Equivalence;

internal static class OurRuns
{
    /// <summary>Reads and compiles a project as it stands.</summary>
    /// <param name="native">With Milieu's own integrators and steps in place of PhysiCell's.</param>
    public static CompiledModel Compile(ReferenceModel reference, bool native = false) =>
        Load(reference.Settings, native).Compiled!;

    /// <summary>Reads a project; an error of it ends the program with all of its messages.</summary>
    public static LoadedModel Load(string settings, bool native = false)
    {
        var loaded = PhysiCellProject.Load(settings, new DiskModelFiles(), [], new ReadingChoices { Native = native });
        return loaded.HasErrors
            ? throw new InvalidDataException($"{settings}:\n{string.Join('\n', loaded.Diagnostics)}")
            : loaded;
    }

    /// <summary>Measures at the given times over seeds of ours.</summary>
    public static Dictionary<Key, List<double>> Run(
        CompiledModel model,
        IReadOnlyList<double> minutes,
        int seeds,
        bool neighborhoods,
        int firstSeed = 1
    )
    {
        var values = new Dictionary<Key, List<double>>();
        for (var seed = firstSeed; seed < firstSeed + seeds; seed++)
        {
            using var simulation = new Simulation(model, new SimulationOptions((ulong)seed));
            foreach (var time in minutes)
            {
                simulation.RunTo((long)Math.Round(time / model.Timing.TickMinutes));
                var moment = OurMoment.Of(model, simulation.Tissue, time);
                foreach (var (measure, value) in Measures.Take(moment, neighborhoods))
                {
                    var key = new Key(time, measure);
                    if (!values.TryGetValue(key, out var list))
                        values[key] = list = [];
                    list.Add(value);
                }
            }
        }
        return values;
    }
}
