// What a cell brings into its pairs, side by side: one half of a cache line.
using System.Runtime.InteropServices;

namespace Milieu.Engine;

/// <summary>Position and pair factors of a row. Lengths are in units of 2^-k um (<see cref="PairInputs.Scale"/>).</summary>
/// <remarks>
/// Coordinates are whole numbers modulo 2^32, so that differences of neighbors are exact wherever they lie. A row that
/// nobody can feel has the <see cref="Far"/> NaN, which no comparison passes.
/// </remarks>
/// <param name="Far">The larger of radius and reach: two rows whose Fars do not meet have no part in each other.</param>
/// <param name="Reach">A r.</param>
/// <param name="Repulsion">sqrt(rho), so that a pair needs one product and no root.</param>
/// <param name="Adhesion">sqrt(alpha).</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct PairRecord(
    int X,
    int Y,
    int Z,
    float Far,
    float Radius,
    float Reach,
    float Repulsion,
    float Adhesion
);
