// The pair potential between two cells.
namespace Milieu.Engine;

/// <summary>Adhesion and repulsion of two spheres (docs/science/mechanics.md).</summary>
/// <remarks>
/// With d the distance of centers, R = r_i + r_j and S = A_i r_i + A_j r_j:
/// F(d) = (1 - d/R)^2 sqrt(rho_i rho_j) [d &lt;= R] - (1 - d/S)^2 sqrt(alpha_i a_ij alpha_j a_ji) [d &lt; S], um/min.
/// Source: Ghaffarizadeh et al. 2018, doi:10.1371/journal.pcbi.1005991.
/// </remarks>
internal static class PairLaw
{
    /// <summary>Pressure is counted in units of what twelve close-packed neighbors in equilibrium give.</summary>
    public const double PressureScale = 0.027288820670331;

    /// <summary>Centers closer than this count as this far apart, um.</summary>
    public const double LeastDistance = 1e-5;

    /// <summary>(1 - d/range)^2 within the range, 0 beyond.</summary>
    public static double Falloff(double d, double range)
    {
        if (d > range)
            return 0;
        var q = 1 - (d / range);
        return q * q;
    }
}
