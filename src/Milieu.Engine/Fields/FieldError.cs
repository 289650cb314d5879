// How wrong the step in time makes a substrate.
namespace Milieu.Engine;

/// <summary>Errors of the scheme in time, in the substrate's own units, largest over voxels; the grid's error is not in them.</summary>
/// <param name="Units">Label of the density, such as mmHg.</param>
/// <param name="InStep">Of one field step from the state given.</param>
/// <param name="Held">Of the state that the scheme is in after <paramref name="HeldMinutes"/> while cells stand still: near a steady state, its bias.</param>
/// <param name="IsSettled">Waiting longer would hardly change <paramref name="Held"/>; false where the work allowed ended first.</param>
public sealed record FieldError(
    string Substrate,
    string Units,
    double InStep,
    double Held,
    double HeldMinutes,
    bool IsSettled
);
