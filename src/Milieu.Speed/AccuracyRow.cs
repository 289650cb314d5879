// What a field scheme costs and how wrong it is, at the settings that were timed.
namespace Milieu.Speed;

/// <summary>One scheme at one time step, on oxygen in the dense ball.</summary>
/// <param name="Scheme">Such as "LOD, dt 0.01".</param>
/// <param name="StepMinutes">Length of a field step, min.</param>
/// <param name="NanosecondsPerVoxelMinute">Wall time a voxel and simulated minute, exchange included; median.</param>
/// <param name="SteadyError">Largest distance from the discrete steady state, mmHg.</param>
/// <param name="TransientError">Largest distance from a much finer solution one minute after uptake sets in, mmHg.</param>
public sealed record AccuracyRow(
    string Scheme,
    double StepMinutes,
    double NanosecondsPerVoxelMinute,
    double SteadyError,
    double TransientError
);
