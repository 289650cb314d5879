// The values of endpoints beside those of the measures from which they are worked out.
using System.Collections.Immutable;

namespace Milieu.Studies;

internal static class EndpointValues
{
    /// <summary>Measured values, and those of all endpoints.</summary>
    public static ImmutableDictionary<(string Measure, string Arm, long Seed), ImmutableArray<TimedValue>> With(
        ImmutableDictionary<(string Measure, string Arm, long Seed), ImmutableArray<TimedValue>> measured,
        ImmutableArray<Endpoint> endpoints,
        ImmutableArray<long> seeds
    )
    {
        if (endpoints.IsEmpty)
            return measured;
        var all = measured.ToBuilder();
        foreach (var seed in seeds)
        {
            ImmutableArray<TimedValue> Found(string measure, string arm) =>
                measured.TryGetValue((measure, arm, seed), out var values) ? values : [];
            var found = endpoints
                .SelectMany(e => e.Of(Found))
                .Where(v => !double.IsNaN(v.Value.Minutes))
                .GroupBy(v => (v.Measure, v.Arm), v => v.Value);
            foreach (var group in found)
                all[(group.Key.Measure, group.Key.Arm, seed)] = [.. group.OrderBy(v => v.Minutes)];
        }
        return all.ToImmutable();
    }

    /// <summary>Means over seeds with their intervals.</summary>
    public static ImmutableArray<EndpointResult> Means(
        ImmutableArray<Endpoint> endpoints,
        ImmutableArray<long> seeds,
        Func<string, string, long, ImmutableArray<TimedValue>> values
    )
    {
        var results = ImmutableArray.CreateBuilder<EndpointResult>();
        foreach (var measure in endpoints.SelectMany(e => e.Measures))
        foreach (var arm in measure.Arms)
        {
            double[] last =
            [
                .. seeds
                    .Select(s => values(measure.Name, arm, s))
                    .Where(v => !v.IsEmpty && double.IsFinite(v[^1].Value))
                    .Select(v => v[^1].Value),
            ];
            var (low, high) = Bootstrap.OfMean(last);
            var mean = last.Length == 0 ? double.NaN : last.Average();
            results.Add(new EndpointResult(measure.Name, arm, measure.UnitText, mean, low, high, last.Length));
        }
        return results.ToImmutable();
    }

    /// <summary>What endpoints give, in the words of results.</summary>
    public static ImmutableArray<MeasureResult> Measures(ImmutableArray<Endpoint> endpoints) =>
        [
            .. endpoints
                .SelectMany(e => e.Measures)
                .Select(m => new MeasureResult(
                    m.Name,
                    m.Name,
                    m.Time.ToString(),
                    m.UnitText,
                    m.About,
                    m.Time.IsSeries
                )),
        ];
}
