// The arithmetic of a field on its grid: the seam between plain loops and wide ones.
namespace Milieu.Engine;

/// <summary>Numbers of a stage of super-time-stepping; all pointers have the shape of a field.</summary>
/// <remarks>out = c + f (c - older) + ax (left - c + right - c) + ay (...) + az (...) - decay c + scale (source - rate c),
/// with c = newer. Written in differences, a uniform or steady field keeps its bits.</remarks>
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

    /// <summary>Where occupied voxels start, per line; null where no cell exchanges.</summary>
    public int* Lines { get; init; }
    public T Ax { get; init; }
    public T Ay { get; init; }
    public T Az { get; init; }
    public T Decay { get; init; }
    public T Follow { get; init; }
    public T Scale { get; init; }

    /// <summary>True where cells exchange in this line of x.</summary>
    public bool Exchanges(int line) => Lines != null && Lines[line] != Lines[line + 1];
}

/// <summary>Loops over lines of x (index = k Ny + j). Every kernel gives the same bits.</summary>
internal abstract unsafe class FieldKernel<T>(Field shape)
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    protected int Nx { get; } = shape.Grid.Nx;
    protected int Ny { get; } = shape.Grid.Ny;
    protected int Nz { get; } = shape.Grid.Nz;
    protected int Stride { get; } = shape.Stride;

    /// <summary>One stage over lines [begin, end). Reads neighbors' lines of <see cref="StageTask{T}.Newer"/>; no flux through faces.</summary>
    public abstract void Stage(in StageTask<T> task, int begin, int end);

    /// <summary>Solves each line of x in [begin, end) in place.</summary>
    public abstract void SolveAlong(T* field, ThomasLine<T> line, int begin, int end);

    /// <summary>Solves <paramref name="width"/> neighboring lines that cross rows, in place: element n of a line is at n * step.</summary>
    public abstract void SolveAcross(T* first, int step, ThomasLine<T> line, int width);

    /// <summary>rho += source - rate rho on the lines of [begin, end) in which cells exchange.</summary>
    public abstract void Relax(T* field, T* rate, T* source, int* lines, int begin, int end);

    /// <summary>Offset of the line that differs by one in j or k, or of the line itself at a face.</summary>
    protected int Neighbor(int line, int axis, int way)
    {
        var index = axis == 1 ? line % Ny : line / Ny;
        var count = axis == 1 ? Ny : Nz;
        var inside = index + way >= 0 && index + way < count;
        return (line + (inside ? way * (axis == 1 ? 1 : Ny) : 0)) * Stride;
    }
}
