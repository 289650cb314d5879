// A value and its time.
namespace Milieu.Studies;

/// <summary>A value at a time; NaN where there was nothing to measure, infinity for an event that never came.</summary>
public readonly record struct TimedValue(double Minutes, double Value);
