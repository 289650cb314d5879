// How vessels open and grow.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

internal sealed class VesselsCompiler(CompileContext context, Timing timing)
{
    /// <summary>Null where the model says nothing of vessels.</summary>
    public CompiledVessels? Compile()
    {
        if (context.Spec.Vessels is not { } spec)
            return null;
        if (spec.Segments.Count == 0)
            context.Problems.Error("vessels", "no type is a piece of a vessel", null, "segments: [vessel]");
        ImmutableArray<int> segments = [.. spec.Segments.Select(context.TypeOf).Where(t => t >= 0).Distinct()];
        var lumen = spec.Lumen is null ? -1 : Known(spec.Lumen, "vessels.lumen");
        var tip = spec.Tip is null ? -1 : context.TypeOf(spec.Tip);
        var leaves = spec.Leaves is null ? segments.FirstOrDefault(-1) : context.TypeOf(spec.Leaves);
        Check(spec, segments, tip, leaves);
        var (guide, below) = GuideOf(spec);
        return new CompiledVessels
        {
            Segments = segments,
            Lumen = lumen,
            LumenTicks = (int)
                Math.Min(
                    int.MaxValue / 2,
                    Math.Round(Values.Of(spec.OpensAfter, Measure.Time, 24 * 60) / timing.TickMinutes)
                ),
            Tip = tip,
            Leaves = leaves,
            Guide = guide,
            StopBelow = below,
            Length = Values.Of(spec.Length, Measure.Length, 20),
            JoinsWithin = Values.Of(spec.JoinsWithin, Measure.Length, 20),
            Spacing = Values.Of(spec.Spacing, Measure.Length, 200),
            StartsWith = [.. spec.StartsWith.Select(StartOf).Where(s => s.Custom >= 0)],
        };
    }

    private int Known(string custom, string path)
    {
        var index = context.CustomOf(custom);
        if (index < 0)
            context.Problems.Unknown(path, "custom variable", custom, [.. context.Words.Customs.Select(c => c.Name)]);
        return index;
    }

    private void Check(VesselsSpec spec, ImmutableArray<int> segments, int tip, int leaves)
    {
        if (tip >= 0 && segments.Contains(tip))
            context.Problems.Error("vessels.tip", "a tip cannot be a segment too", spec.Tip, "a type of its own");
        if (tip >= 0 && leaves >= 0 && !segments.Contains(leaves))
            context.Problems.Error(
                "vessels.leaves",
                "what a tip leaves is not among the segments",
                spec.Leaves,
                string.Join(", ", spec.Segments)
            );
        if (spec.StopsBelow.Count > 1)
            context.Problems.Error(
                "vessels.stops below",
                "sprouts climb one substrate",
                string.Join(", ", spec.StopsBelow.Keys),
                "one of them"
            );
        if (tip < 0 && (spec.StopsBelow.Count > 0 || spec.StartsWith.Count > 0 || spec.Spacing is not null))
            context.Problems.Warn("vessels", "nothing sprouts without a tip", null, "tip: a cell type");
        if (spec.Lumen is null && spec.OpensAfter is { } after)
            context.Problems.Warn("vessels.opens after", "no effect: there is no lumen", after.Text);
    }

    private (int Guide, double Below) GuideOf(VesselsSpec spec)
    {
        foreach (var (name, below) in spec.StopsBelow)
            if (context.SubstrateOf(name) is >= 0 and var guide)
                return (guide, Values.Of(below, Measure.Density, context.Words.Substrates[guide].Unit, 0));
        return (-1, 0);
    }

    private StartValue StartOf(KeyValuePair<string, Quantity> start)
    {
        var custom = Known(start.Key, "vessels.starts with." + start.Key);
        var unit = custom < 0 ? Unit.One : context.Words.Customs[custom].Unit;
        return new StartValue(custom, Values.Of(start.Value, Measure.Custom, unit, 0));
    }
}
