// The cell cycle of a definition (contract 3.2).
using System.Globalization;
using System.Xml.Linq;
using Milieu.Engine;

namespace Milieu.PhysiCell;

internal sealed class CycleReader(Declared declared, ReadingChoices choices, SharedSettings shared, Findings findings)
{
    /// <param name="parent">Null for the default where it names no parent.</param>
    public void Read(XElement? cycle, TypeState state, TypeState? parent)
    {
        if (cycle is null)
            return;
        state.CycleAt = findings.At(cycle);
        if (Code(cycle) is { } code)
        {
            state.TakeCycle(code);
            if (parent is not null && CycleModels.Name(parent.CycleCode) == CycleModels.Name(code))
                state.TakeRatesOf(parent);
        }
        var graph = CycleModels.Graph(state.CycleCode);
        foreach (var section in new[] { cycle.Child("phase_transition_rates"), cycle.Child("transition_rates") })
        foreach (var rate in section.Children("rate"))
            Rate(rate, state, graph);
        foreach (var duration in cycle.Child("phase_durations").Children("duration"))
            if (Phase(duration, "index", graph) is { } phase)
            {
                var minutes = duration.Number(findings);
                Set(state, phase, 1 / (minutes + 1e-16), minutes, duration);
            }
        Asymmetric(cycle.Child("standard_asymmetric_division"), state);
    }

    /// <summary>The code to take; null to keep what was inherited.</summary>
    private int? Code(XElement cycle)
    {
        var (code, name) = (cycle.Named("code"), cycle.Named("name"));
        if (code.Length == 0)
        {
            if (CycleModels.CodeOf(name) is not { } named || CycleModels.Name(named) is null)
                findings.Unknown(cycle, "cycle model", name, CycleModels.Names);
            else if (choices.Native)
                return named;
            else
                findings.Warn(
                    cycle,
                    "a cycle without a code keeps the inherited model, as in PhysiCell",
                    name,
                    $"code=\"{named.ToString(CultureInfo.InvariantCulture)}\""
                );
            return null;
        }
        if (cycle.Index("code") is { } number && CycleModels.Name(number) is not null)
            return number;
        findings.Error(
            cycle,
            "unknown code of a cycle model",
            code,
            "0 and 1 (Ki67), 2 and 6 (flow cytometry), 5 (live), 7 (cycling-quiescent)"
        );
        return null;
    }

    private void Rate(XElement rate, TypeState state, PhaseGraph graph)
    {
        if (Phase(rate, "start_index", graph) is not { } phase)
            return;
        if (rate.Index("end_index") is not { } end || end != graph.Phases[phase].Links[0].To)
            findings.Warn(
                rate,
                "no such transition: PhysiCell sets the one that leaves this phase",
                rate.Named("end_index"),
                graph.Phases[phase].Links[0].To.ToString(CultureInfo.InvariantCulture)
            );
        Set(state, phase, rate.Number(findings), null, rate);
    }

    private void Set(TypeState state, int phase, double rate, double? minutes, XElement element)
    {
        state.ExitRates[phase] = new Said(rate, findings.At(element));
        state.Durations[phase] = minutes;
        shared.Fix(
            CycleModels.Shared(state.CycleCode),
            phase,
            XmlValues.IsYes(element.Named("fixed_duration")),
            state.Name,
            findings.At(element)
        );
    }

    private int? Phase(XElement element, string attribute, PhaseGraph graph)
    {
        // A missing index is 0.
        var phase = element.Has(attribute) ? element.Index(attribute) : 0;
        if (phase >= 0 && phase < graph.Phases.Length)
            return phase;
        findings.Error(
            element,
            $"the cycle model has no such phase ({attribute})",
            element.Named(attribute),
            $"0 to {graph.Phases.Length - 1}"
        );
        return null;
    }

    private void Asymmetric(XElement? division, TypeState state)
    {
        if (!division.Enabled())
            return;
        state.DividesAsymmetrically = true;
        foreach (var element in division.Children("asymmetric_division_probability"))
        {
            var other = element.Named("name");
            if (!declared.Types.Contains(other))
                findings.Unknown(element, "cell type", other, [.. declared.Types]);
            else
                state.Set(
                    TypePlaces.Of(TypePlaces.Asymmetric, other),
                    new Said(element.Number(findings), findings.At(element))
                );
        }
    }
}
