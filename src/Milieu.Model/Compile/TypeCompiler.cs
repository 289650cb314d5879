// One cell type: constants, cycle, deaths, motility, rules, distributions.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

internal sealed class TypeCompiler(CompileContext context)
{
    /// <summary>The type, and its rules as they were read (for the check of effects).</summary>
    public (CompiledType Type, List<ReadRule> Rules) Compile(ResolvedType resolved)
    {
        var (name, type) = (resolved.Name, resolved.Spec);
        var path = "cells." + name;
        var cycle = CycleCompiler.Cycle(type.Cycle, path + ".cycle", context.Problems);
        var volume = CycleCompiler.Volume(type.Volume, path + ".volume", context.Problems);
        var constants = new ConstantsCompiler(context).Compile(name, type, cycle, volume);
        var rules = new RuleReader(context).Read(resolved.Rules, type.Motility?.Chemotaxis, path);
        var compiledRules = new RuleCompiler(context).Compile(rules, constants);
        var (taxis, substrate, sign) = TaxisOf(type.Motility?.Chemotaxis, path + ".motility.chemotaxis");
        var compiled = new CompiledType
        {
            Name = name,
            Constants = [.. constants],
            Volume = volume,
            Cycle = cycle,
            Deaths =
            [
                CycleCompiler.Death(CycleLibrary.Apoptosis, type.Death?.Apoptosis),
                CycleCompiler.Death(CycleLibrary.Necrosis, type.Death?.Necrosis),
            ],
            IsMotile = type.Motility is not null && type.Motility.Enabled != false,
            MotilityInPlane = type.Motility?.InPlane ?? false,
            Taxis = taxis,
            TaxisSubstrate = substrate,
            TaxisSign = sign,
            StrikesByHits = type.Attack?.Damage == "hits",
            SpringSlack = Values.Of(type.Mechanics?.SpringSlack, Measure.Length, 0),
            IsPulled = type.Mechanics?.IsPulled ?? true,
            Grip = GripOf(type.Attack, path + ".attack"),
            UptakeHalfSaturation = HalfSaturation(type),
            Fibers = Fibers(type, path),
            Rules = compiledRules,
            Events = new EventCompiler(context).Compile(type, path, compiledRules),
            Distributions =
            [
                .. type.Distributions.SelectMany(
                    (d, i) =>
                        Distribution(
                            d,
                            constants,
                            volume,
                            string.Create(CultureInfo.InvariantCulture, $"{path}.distributions[{i}]")
                        )
                ),
            ],
        };
        return (compiled, rules);
    }

    private (Taxis, int Substrate, int Sign) TaxisOf(ChemotaxisSpec? spec, string path)
    {
        if (spec is null)
            return (Taxis.None, 0, 1);
        var said = new[] { spec.Towards is not null, spec.AwayFrom is not null, spec.Sensitivities.Count > 0 };
        if (said.Count(s => s) != 1)
            context.Problems.Error(
                path,
                "which gradients count is not clear",
                null,
                "one of towards, away from and sensitivities"
            );
        if (spec.Sensitivities.Count > 0)
            return (spec.Normalize == true ? Taxis.AdvancedNormalized : Taxis.Advanced, 0, 1);
        if (spec.Normalize is not null)
            context.Problems.Warn(path, "one gradient is always normalized: normalize has no effect");
        var substrate = context.SubstrateOf(spec.Towards ?? spec.AwayFrom ?? "");
        return substrate < 0 ? (Taxis.None, 0, 1) : (Taxis.Single, substrate, spec.Towards is not null ? 1 : -1);
    }

    private AttackGrip? GripOf(AttackSpec? attack, string path)
    {
        if (attack is null or { Reach: null, FullReach: null, Alone: not true })
            return null;
        var reach = Values.Of(attack.Reach, Measure.Length, double.PositiveInfinity);
        var full = Values.Of(attack.FullReach, Measure.Length, reach);
        if (attack is { Reach: null, FullReach: not null } || full > reach)
            context.Problems.Error(
                path + ".full reach",
                "the rate is whole farther than attacks reach",
                attack.FullReach!.Text,
                "a length below the reach"
            );
        return new AttackGrip(reach, full, attack.Alone == true);
    }

    private FiberHabit? Fibers(TypeSpec type, string path)
    {
        var (aligns, motility) = (type.Aligns, type.Motility);
        if (aligns is null && motility?.Guidance is null && motility?.Barrier is null)
            return null;
        if (context.Spec.Fibers is null)
        {
            if (context.Spec.Absent.Contains(Omission.Fibers))
                return null;
            context.Problems.Warn(
                path + (aligns is null ? ".motility" : ".aligns"),
                "no effect: the model has no fibers",
                null,
                "a section fibers"
            );
            return null;
        }
        return new FiberHabit(
            Values.Of(aligns?.Turn, Measure.Slope, 0),
            Values.Of(aligns?.Gain, Measure.Slope, 0),
            Values.Of(motility?.Guidance, Measure.Fraction, 0),
            motility?.Barrier is { } barrier
                ? Values.Of(barrier.Above, Measure.Fraction, 0.6)
                : double.PositiveInfinity,
            Values.Of(motility?.Barrier?.Factor, Measure.Fraction, motility?.Barrier is null ? 1 : 0.3)
        );
    }

    private ImmutableArray<double> HalfSaturation(TypeSpec type)
    {
        var half = context
            .Words.Substrates.Select(s =>
                Values.Of(type.Uptake.GetValueOrDefault(s.Name)?.HalfSaturation, Measure.Density, s.Unit, 0)
            )
            .ToArray();
        return half.Any(h => h > 0) ? [.. half] : [];
    }

    private IEnumerable<InitialDistribution> Distribution(
        DistributionSpec spec,
        double[] constants,
        VolumeLaw volume,
        string path
    )
    {
        var isVolume = spec.Of == "volume";
        var word = isVolume || spec.Of is null ? null : context.Words.Behavior(spec.Of);
        if (spec.Of is null || spec.Kind is null)
            context.Problems.Error(
                path,
                "a distribution needs 'of' and 'kind'",
                null,
                "of: migration speed, kind: normal"
            );
        else if (word is null && !isVolume)
            context.Problems.Error(
                path + ".of",
                "unknown behavior",
                spec.Of,
                "volume, or a behavior such as migration speed",
                context.Words.NearestBehavior(spec.Of)
            );
        if (spec.Of is null || spec.Kind is null || (word is null && !isVolume))
            yield break;
        var unit = word?.Unit ?? Unit.Micron.Pow(3);
        var expected = word?.Expected ?? Measures.Expected(Measure.Volume, "");
        var reader = new DistributionReader(context.Problems, unit, expected, path);
        if (reader.Read(spec, word?.Index ?? -1) is not { } distribution)
            yield break;
        var own = word is null ? volume.Total : constants[word.Index];
        if (spec.CheckBase != false && !(own >= distribution.Lower && own <= distribution.Upper))
            context.Problems.Error(
                path,
                "the type's own value lies outside the distribution",
                own.ToString("R", CultureInfo.InvariantCulture),
                "a value between min and max, or check base: false"
            );
        yield return distribution;
    }
}
