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
