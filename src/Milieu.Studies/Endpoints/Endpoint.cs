// Numbers that are worked out from what runs measured: what a trial would report.
using System.Collections.Immutable;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>One number, or course, that an endpoint gives.</summary>
/// <param name="UnitText">The unit of its numbers, as text.</param>
/// <param name="Arms">The arms that have it.</param>
internal sealed record EndpointMeasure(
    string Name,
    string About,
    string UnitText,
    Unit Unit,
    MeasureTime Time,
    ImmutableArray<string> Arms
);

/// <summary>A value of an arm and a seed.</summary>
internal readonly record struct EndpointValue(string Measure, string Arm, TimedValue Value);

/// <summary>Works on finished runs: what it says can change without running anything again.</summary>
internal abstract record Endpoint(string Name)
{
    public abstract ImmutableArray<EndpointMeasure> Measures { get; }

    /// <summary>The values of one seed.</summary>
    /// <param name="measured">By measure and arm, ascending in time; empty where there are none.</param>
    public abstract IEnumerable<EndpointValue> Of(Func<string, string, ImmutableArray<TimedValue>> measured);

    /// <summary>The value at a time, or the last one; NaN where there is none.</summary>
    protected static TimedValue At(ImmutableArray<TimedValue> values, double? minutes)
    {
        if (values.IsEmpty)
            return new TimedValue(double.NaN, double.NaN);
        if (minutes is not { } wanted)
            return values[^1];
        foreach (var value in values)
            if (Math.Abs(value.Minutes - wanted) < 1e-6)
                return value;
        return new TimedValue(wanted, double.NaN);
    }
}
