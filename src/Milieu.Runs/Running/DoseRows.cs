// What has become of every planned dose, as text.
using System.Globalization;
using System.Text;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>doses.csv: one row a planned dose. Written whole whenever one is given, left out or put off, from the state itself.</summary>
internal sealed class DoseRows(Simulation simulation, CompiledTherapy plan, RunDisk disk, string file)
{
    private const string Header =
        "dose,number,agent,route,planned_minutes,status,minutes,delays,amount,unit,as_written,condition,read\n";

    private ulong _written = ulong.MaxValue;

    /// <summary>Null where nothing is planned.</summary>
    public static DoseRows? Of(Simulation simulation, RunFolder folder) =>
        simulation.Model.Body?.Therapy is { Doses.Length: > 0 } plan
            ? new DoseRows(simulation, plan, folder.Disk, folder.In(RunFolder.DosesName))
            : null;

    /// <summary>How many doses stand how.</summary>
    public static IEnumerable<DoseCount> Counts(Simulation simulation) =>
        Enumerable
            .Range(0, simulation.Model.Body?.Therapy?.Doses.Length ?? 0)
            .GroupBy(d => simulation.Tissue.Body!.Therapy.StatusOf(d))
            .OrderBy(g => g.Key)
            .Select(g => new DoseCount(NameOf(g.Key), g.Count()));

    public void WriteIfChanged()
    {
        var state = simulation.Tissue.Body!.Therapy;
        var changes = 0UL;
        for (var d = 0; d < plan.Doses.Length; d++)
            changes += (state.StatusOf(d) == DoseStatus.Due ? 0UL : 1UL) + (ulong)state.DelaysOf(d);
        if (changes == _written)
            return;
        _written = changes;
        disk.WriteWhole(file, Text(state));
    }

    private string Text(TherapyState state)
    {
        var text = new StringBuilder(Header);
        for (var d = 0; d < plan.Doses.Length; d++)
        {
            var dose = plan.Doses[d];
            var status = state.StatusOf(d);
            text.AppendLine(
                RowText.Join([
                    dose.Name,
                    dose.Number.ToString(CultureInfo.InvariantCulture),
                    dose.Agent,
                    dose.Route,
                    Minutes(dose.Tick),
                    NameOf(status),
                    status == DoseStatus.Due ? "" : Minutes(state.TickOf(d)),
                    state.DelaysOf(d).ToString(CultureInfo.InvariantCulture),
                    status == DoseStatus.Due ? "" : state.AmountOf(d).ToString("R", CultureInfo.InvariantCulture),
                    simulation.Model.Body!.Species[dose.Species].Units,
                    dose.Text,
                    dose.If,
                    status == DoseStatus.Due && state.DelaysOf(d) == 0 ? "" : Read(state, d),
                ])
            );
        }
        return text.ToString();
    }

    /// <summary>What the condition read when it was last asked.</summary>
    private string Read(TherapyState state, int dose) =>
        string.Join(
            "; ",
            plan.Doses[dose]
                .Reads.Select(
                    (r, k) => string.Create(CultureInfo.InvariantCulture, $"{r.Name} = {state.ReadOf(dose, k):R}")
                )
        );

    private string Minutes(long tick) =>
        simulation.Model.Timing.MinutesAt(tick).ToString("R", CultureInfo.InvariantCulture);

    private static string NameOf(DoseStatus status) => status.ToString().ToLowerInvariant();
}
