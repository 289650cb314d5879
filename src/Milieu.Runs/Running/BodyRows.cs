// The amounts of the body over time, as text.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Header and rows of body.csv, and the amounts for outcome.json.</summary>
internal static class BodyRows
{
    /// <summary>Tick, minutes, every species with its unit, then what each delayed reaction has on its way, then what conditions read at the last step.</summary>
    public static string Header(CompiledBody body) =>
        RowText.Join([
            "tick",
            "minutes",
            .. body.Species.Select(s => s.Units.Length == 0 ? s.Name : $"{s.Name} ({s.Units})"),
            .. Delayed(body).Select(r => body.Reactions[r].Name + " on its way"),
            .. Named(body).Select(k => Label(body.Therapy!.Readouts[k])),
        ]);

    public static string Row(Simulation simulation)
    {
        var (body, state) = (simulation.Model.Body!, simulation.Tissue.Body!);
        return RowText.Join([
            simulation.Tissue.Tick.ToString(CultureInfo.InvariantCulture),
            Text(simulation.Minutes),
            .. Enumerable.Range(0, state.Species).Select(s => Text(state.Amounts[s])),
            .. Delayed(body).Select(r => Text(OnItsWay(body, state, r))),
            // Before the first step nothing has been read.
            .. Named(body).Select(k => simulation.Tissue.Tick == 0 ? "" : Text(state.Therapy.ReadoutOf(k))),
        ]);
    }

    /// <summary>Each species with its amount at this moment.</summary>
    public static IEnumerable<SpeciesAmount> Amounts(Simulation simulation) =>
        simulation.Model.Body is not { } body
            ? []
            : body.Species.Select((s, k) => new SpeciesAmount(s.Name, s.Units, simulation.Tissue.Body!.Amounts[k]));

    private static double OnItsWay(CompiledBody body, BodyState state, int reaction) =>
        state.OnItsWay(reaction, body.Reactions[reaction].DelaySteps);

    private static IEnumerable<int> Delayed(CompiledBody body) =>
        Enumerable.Range(0, body.Reactions.Length).Where(r => body.Reactions[r].DelaySteps > 0);

    private static IEnumerable<int> Named(CompiledBody body) =>
        body.Therapy is not { } therapy
            ? []
            : Enumerable.Range(0, therapy.Readouts.Length).Where(k => therapy.Readouts[k].IsNamed);

    private static string Label(Readout readout) =>
        readout.Units.Length == 0 ? readout.Name : $"{readout.Name} ({readout.Units})";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
