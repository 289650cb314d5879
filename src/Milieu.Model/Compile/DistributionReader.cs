// Families of initial distributions (contract 3.13).
using Milieu.Engine;

namespace Milieu.Model;

/// <param name="unit">Of the behavior that is drawn.</param>
internal sealed class DistributionReader(Problems problems, Unit unit, string expected, string path)
{
    public InitialDistribution? Read(DistributionSpec spec, int behavior) =>
        spec.Kind switch
        {
            "uniform" => Ends(spec, behavior, DistributionKind.Uniform),
            "log uniform" => Ends(spec, behavior, DistributionKind.LogUniform),
            "normal" => Bell(spec, behavior),
            "log normal" => LogBell(spec, behavior, DistributionKind.LogNormal),
            "log10 normal" => LogBell(spec, behavior, DistributionKind.Log10Normal),
            // An unknown family was reported by the checker.
            _ => null,
        };

    private InitialDistribution? Ends(DistributionSpec spec, int behavior, DistributionKind kind)
    {
        None(spec.Mean, "mean");
        None(spec.Sd, "sd");
        None(spec.Mu, "mu");
        None(spec.Sigma, "sigma");
        var (min, max) = (Need(spec.Min, "min"), Need(spec.Max, "max"));
        if (min is null || max is null)
            return null;
        if (max < min || (kind == DistributionKind.LogUniform && min <= 0))
        {
            problems.Error(
                path,
                "not a range",
                spec.Min!.Text,
                kind == DistributionKind.LogUniform ? "0 < min < max" : "min < max"
            );
            return null;
        }
        return new InitialDistribution(behavior, kind, min.Value, max.Value, min.Value, max.Value);
    }

    private InitialDistribution? Bell(DistributionSpec spec, int behavior)
    {
        None(spec.Mu, "mu");
        None(spec.Sigma, "sigma");
        var (mean, sd) = (Need(spec.Mean, "mean"), Need(spec.Sd, "sd"));
        return mean is null || sd is null ? null : Cut(spec, behavior, DistributionKind.Normal, mean.Value, sd.Value);
    }

    private InitialDistribution? LogBell(DistributionSpec spec, int behavior, DistributionKind kind)
    {
        None(spec.Mean, "mean");
        None(spec.Sd, "sd");
        if (spec.Mu is null || spec.Sigma is null)
        {
            problems.Error(path, "a log normal distribution needs mu and sigma", null, "numbers, of the logarithm");
            return null;
        }
        return Cut(
            spec,
            behavior,
            kind,
            Values.Of(spec.Mu, Measure.Number, 0),
            Values.Of(spec.Sigma, Measure.Number, 1)
        );
    }

    private InitialDistribution? Cut(DistributionSpec spec, int behavior, DistributionKind kind, double a, double b)
    {
        var lower = spec.Min is null ? double.NegativeInfinity : Need(spec.Min, "min");
        var upper = spec.Max is null ? double.PositiveInfinity : Need(spec.Max, "max");
        if (lower is null || upper is null)
            return null;
        if (lower < upper)
            return new InitialDistribution(behavior, kind, a, b, lower.Value, upper.Value);
        problems.Error(path, "not a range", spec.Min?.Text, "min < max");
        return null;
    }

    private double? Need(Quantity? q, string key)
    {
        if (q is null)
            problems.Error(path, $"'{key}' is missing", null, expected);
        else if (q.Problem is null && q.In(unit) is not { } value)
            problems.Error($"{path}.{key}", "the unit does not fit what is drawn", q.Text, expected);
        else if (q.Problem is null && double.IsFinite(q.Number))
            return q.In(unit);
        return null;
    }

    private void None(Quantity? q, string key)
    {
        if (q is not null)
            problems.Error($"{path}.{key}", "this kind of distribution does not take it", q.Text);
    }
}
