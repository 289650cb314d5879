// Cycles, deaths and volumes of a type.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

internal static class CycleCompiler
{
    public static PhaseGraph Cycle(CycleSpec? spec, string path, Problems problems)
    {
        if (spec is null)
            return CycleLibrary.None;
        if (spec.Phases.Count > 0)
            return Custom(spec, path, problems);
        if (spec.Model is null)
        {
            problems.Error(path, "no cycle model", null, "model: live, or phases of one's own");
            return CycleLibrary.None;
        }
        // An unknown word was reported by the checker.
        var graph = CycleLibrary.Cycle(spec.Model) ?? CycleLibrary.None;
        var known = CycleLibrary.Cycle(spec.Model) is not null;
        var phases = graph.Phases[0].Links.IsEmpty ? 0 : graph.Phases.Length;
        if (spec.Rates.Count > 0 && spec.Durations.Count > 0)
            problems.Error(path, "the cycle has rates and durations", null, "rates or durations");
        Few(spec.Rates.Count, "rates");
        Few(spec.Durations.Count, "durations");
        Few(spec.Fixed.Count, "fixed");
        return graph with { Phases = [.. graph.Phases.Select((p, i) => Timed(p, i, spec))] };

        void Few(int count, string key)
        {
            if (known && count > phases)
                problems.Error(
                    $"{path}.{key}",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{count} {key} for the {phases} phases of the model '{spec.Model}'"
                    )
                );
        }
    }

    public static DeathModel Death(DeathModel model, DeathSpec? spec)
    {
        if (spec is null)
            return model;
        var phases = model.Graph.Phases.ToArray();
        // The last phase but debris is the one that lasts.
        var last = phases.Length - 2;
        var link = phases[last].Links[0];
        var duration = Values.Of(spec.Duration, Measure.Time, 0);
        link = link with { Rate = duration > 0 ? Rate(duration) : link.Rate, IsFixed = spec.Fixed ?? link.IsFixed };
        phases[last] = phases[last] with { Links = [link] };
        return model with
        {
            Graph = model.Graph with { Phases = [.. phases] },
            UnlysedFluidRate = Values.Of(spec.UnlysedFluidRate, Measure.Rate, model.UnlysedFluidRate),
            LysedFluidRate = Values.Of(spec.LysedFluidRate, Measure.Rate, model.LysedFluidRate),
            CytoplasmicRate = Values.Of(spec.CytoplasmRate, Measure.Rate, model.CytoplasmicRate),
            NuclearRate = Values.Of(spec.NucleusRate, Measure.Rate, model.NuclearRate),
            CalcificationRate = Values.Of(spec.CalcificationRate, Measure.Rate, model.CalcificationRate),
            RelativeRupture = Values.Of(spec.RelativeRupture, Measure.Number, model.RelativeRupture),
        };
    }

    public static VolumeLaw Volume(VolumeSpec? spec, string path, Problems problems)
    {
        var mcf7 = CycleLibrary.Mcf7;
        if (spec is null)
            return mcf7;
        var total = Values.Of(spec.Total, Measure.Volume, mcf7.Total);
        var nuclear = Values.Of(spec.Nuclear, Measure.Volume, mcf7.Nuclear);
        if (total > 0 && nuclear > total)
            problems.Error(
                path,
                "the nucleus is larger than the cell",
                spec.Nuclear?.Text ?? "540 um3 by default",
                "a nuclear volume below the total"
            );
        return new VolumeLaw(
            total,
            Values.Of(spec.FluidFraction, Measure.Fraction, mcf7.FluidFraction),
            nuclear,
            Values.Of(spec.FluidRate, Measure.Rate, mcf7.FluidRate),
            Values.Of(spec.CytoplasmRate, Measure.Rate, mcf7.CytoplasmicRate),
            Values.Of(spec.NucleusRate, Measure.Rate, mcf7.NuclearRate),
            Values.Of(spec.CalcifiedFraction, Measure.Fraction, mcf7.CalcifiedFraction),
            Values.Of(spec.CalcificationRate, Measure.Rate, mcf7.CalcificationRate),
            Values.Of(spec.RelativeRupture, Measure.Number, mcf7.RelativeRupture)
        );
    }

    private static Phase Timed(Phase phase, int index, CycleSpec spec)
    {
        if (phase.Links.IsEmpty)
            return phase;
        var link = phase.Links[0];
        if (index < spec.Rates.Count)
            link = link with { Rate = Values.Of(spec.Rates[index], Measure.Rate, link.Rate) };
        if (index < spec.Durations.Count)
            link = link with { Rate = Rate(Values.Of(spec.Durations[index], Measure.Time, 1)) };
        if (index < spec.Fixed.Count)
            link = link with { IsFixed = spec.Fixed[index] };
        return phase with { Links = [link] };
    }

    // A duration of zero is a rate so large that the phase is left at once (contract 3.2).
    private static double Rate(double duration) => 1 / (duration + 1e-16);

    private static PhaseGraph Custom(CycleSpec spec, string path, Problems problems)
    {
        if (spec.Model is not (null or "none") || spec.Rates.Count + spec.Durations.Count + spec.Fixed.Count > 0)
            problems.Error(path, "phases of one's own leave no place for model, rates, durations and fixed");
        var phases = spec.Phases.Select(p => Own(p.Key, p.Value, spec, $"{path}.phases.{p.Key}", problems));
        return new PhaseGraph("custom", 9999, [.. phases]);
    }

    private static Phase Own(string name, PhaseSpec phase, CycleSpec spec, string path, Problems problems)
    {
        var links = new List<PhaseLink>();
        foreach (var (to, link) in phase.To)
        {
            var target = spec.Phases.IndexOf(to);
            if (target < 0)
                problems.Unknown($"{path}.to.{to}", "phase", to, [.. spec.Phases.Keys]);
            if ((link.Rate is null) == (link.Duration is null))
                problems.Error($"{path}.to.{to}", "how fast is not clear", null, "either rate or duration");
            var rate = link.Duration is null
                ? Values.Of(link.Rate, Measure.Rate, 0)
                : Rate(Values.Of(link.Duration, Measure.Time, 1));
            links.Add(new PhaseLink(Math.Max(0, target), rate, link.Fixed ?? false));
        }
        return new Phase(
            name,
            (int)Values.Of(phase.Code, Measure.Count, 9999),
            phase.DoublesTargets ?? false,
            phase.Divides ?? false,
            phase.Removes ?? false,
            false,
            [.. links]
        );
    }
}
