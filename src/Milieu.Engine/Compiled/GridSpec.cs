// The box of the tissue and its voxels.
namespace Milieu.Engine;

/// <summary>A regular grid of voxels over the domain; lengths in um.</summary>
/// <param name="OriginX">Lower corner (not the center of the first voxel), um.</param>
/// <param name="Nx">Voxels along x. In 2-D, <paramref name="Nz"/> is 1 and cells stay at the middle of z.</param>
public sealed record GridSpec(
    double OriginX,
    double OriginY,
    double OriginZ,
    double Dx,
    double Dy,
    double Dz,
    int Nx,
    int Ny,
    int Nz,
    bool Is2D
)
{
    public int Voxels => Nx * Ny * Nz;

    /// <summary>um3.</summary>
    public double VoxelVolume => Dx * Dy * Dz;

    public double EndX => OriginX + (Nx * Dx);

    public double EndY => OriginY + (Ny * Dy);

    public double EndZ => OriginZ + (Nz * Dz);

    /// <summary>Axes along which substrates diffuse.</summary>
    public int Axes => Is2D ? 2 : 3;

    /// <summary>The z of every cell in 2-D.</summary>
    public double MiddleZ => 0.5 * (OriginZ + EndZ);

    public double CenterX(int i) => OriginX + ((i + 0.5) * Dx);

    public double CenterY(int j) => OriginY + ((j + 0.5) * Dy);

    public double CenterZ(int k) => OriginZ + ((k + 0.5) * Dz);
}

/// <summary>Periods in whole ticks, and the length of a tick.</summary>
/// <param name="TickMinutes">Greatest common divisor of the periods, min.</param>
/// <param name="EndTick">Where a run ends unless told otherwise.</param>
public sealed record Timing(double TickMinutes, int FieldPeriod, int MechanicsPeriod, int PhenotypePeriod, long EndTick)
{
    public double FieldMinutes => FieldPeriod * TickMinutes;

    public double MechanicsMinutes => MechanicsPeriod * TickMinutes;

    public double PhenotypeMinutes => PhenotypePeriod * TickMinutes;

    public double MinutesAt(long tick) => tick * TickMinutes;

    /// <summary>True where no other mechanics step lies between one at this tick and the next phenotype step.</summary>
    public bool IsLastBeforePhenotype(long mechanicsTick) =>
        ((mechanicsTick / PhenotypePeriod) + 1) * PhenotypePeriod <= mechanicsTick + MechanicsPeriod;
}
