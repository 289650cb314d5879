// The box that holds all cells.
namespace Milieu.Engine;

/// <summary>The smallest box around all rows that others can feel, within the domain; bins cover it and nothing else.</summary>
internal sealed unsafe class Extent(GridSpec domain, Cells cells, WorkerPool pool) : IRangeJob
{
    private const int Stride = 16;
    private readonly double[] _bounds = new double[pool.Workers * Stride];

    public double LowX { get; private set; }

    public double LowY { get; private set; }

    public double LowZ { get; private set; }

    public double SizeX { get; private set; }

    public double SizeY { get; private set; }

    public double SizeZ { get; private set; }

    public void Measure()
    {
        Array.Fill(_bounds, double.PositiveInfinity);
        pool.RunLight(this, cells.Count);
        (LowX, SizeX) = Along(0, domain.OriginX, domain.EndX);
        (LowY, SizeY) = Along(2, domain.OriginY, domain.EndY);
        (LowZ, SizeZ) = Along(4, domain.OriginZ, domain.EndZ);
    }

    public void Run(int begin, int end, int worker)
    {
        var x = cells.X.Pointer;
        var y = cells.Y.Pointer;
        var z = cells.Z.Pointer;
        var flags = cells.Flags.Pointer;
        fixed (double* own = &_bounds[worker * Stride])
            for (var row = begin; row < end; row++)
            {
                if ((flags[row] & (byte)CellFlags.Absent) != 0)
                    continue;
                Widen(own, x[row]);
                Widen(own + 2, y[row]);
                Widen(own + 4, z[row]);
            }
    }

    private static void Widen(double* bounds, double p)
    {
        if (p < bounds[0])
            bounds[0] = p;
        if (-p < bounds[1])
            bounds[1] = -p;
    }

    /// <summary>Lowest place and length along an axis; least and largest do not depend on the order in which they are taken.</summary>
    private (double Low, double Size) Along(int at, double begin, double end)
    {
        var (low, high) = (end, begin);
        for (var worker = 0; worker < pool.Workers; worker++)
        {
            low = Math.Min(low, _bounds[(worker * Stride) + at]);
            high = Math.Max(high, -_bounds[(worker * Stride) + at + 1]);
        }
        low = Math.Max(low, begin);
        high = Math.Min(high, end);
        return (low, Math.Max(0, high - low));
    }
}
