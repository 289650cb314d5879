// The arithmetic of a stage of super-time-stepping: the seam between plain loops and wide ones.
namespace Milieu.Engine;

/// <summary>Numbers of a stage of super-time-stepping; all pointers have the shape of a field.</summary>
/// <remarks>out = c + f (c - older) + ax (left - c + right - c) + ay (...) + az (...) - decay c + scale (source - rate c),
/// with c = newer; each difference of two voxels times its factor where diffusion varies. Written in differences, a uniform or steady field keeps its bits.</remarks>
internal readonly unsafe struct StageTask<T>
    where T : unmanaged
{
    /// <summary>Y(j-1).</summary>
    public T* Newer { get; init; }

    /// <summary>Y(j-2); may be <see cref="Out"/>.</summary>
    public T* Older { get; init; }

    /// <summary>Y(j).</summary>
    public T* Out { get; init; }
    public T* Rate { get; init; }
    public T* Source { get; init; }

    /// <summary>What multiplies the difference to the neighbor at +x, +y, +z; null where diffusion is the same everywhere.</summary>
    public T* FactorX { get; init; }
    public T* FactorY { get; init; }
    public T* FactorZ { get; init; }

    /// <summary>Where voxels that exchange start, per line; null where none does.</summary>
    public int* Lines { get; init; }
    public T Ax { get; init; }
    public T Ay { get; init; }
    public T Az { get; init; }
    public T Decay { get; init; }
    public T Follow { get; init; }
    public T Scale { get; init; }

    /// <summary>True where diffusion differs from place to place.</summary>
    public bool Varies => FactorX != null;

    /// <summary>True where cells exchange, or voxels react, in this line of x.</summary>
    public bool Exchanges(int line) => Lines != null && Lines[line] != Lines[line + 1];
}

/// <summary>One stage over lines of x (index = k Ny + j). Every kernel gives the same bits.</summary>
internal abstract unsafe class StageKernel<T>(Field shape)
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    protected int Nx { get; } = shape.Grid.Nx;
    protected int Ny { get; } = shape.Grid.Ny;
    protected int Nz { get; } = shape.Grid.Nz;
    protected int Stride { get; } = shape.Stride;

    /// <summary>Lines [begin, end) of <see cref="StageTask{T}.Out"/>. Reads neighbors' lines of <see cref="StageTask{T}.Newer"/>; no flux through faces.</summary>
    public abstract void Run(in StageTask<T> task, int begin, int end);
}
