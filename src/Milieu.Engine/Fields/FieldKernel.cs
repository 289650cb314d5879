// The arithmetic of a field on its grid: the seam between plain loops and wide ones.
namespace Milieu.Engine;

/// <summary>Loops over lines of x (index = k Ny + j). Every kernel gives the same bits.</summary>
internal abstract unsafe class FieldKernel<T>(Field shape)
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    protected int Nx { get; } = shape.Grid.Nx;
    protected int Ny { get; } = shape.Grid.Ny;
    protected int Nz { get; } = shape.Grid.Nz;
    protected int Stride { get; } = shape.Stride;

    /// <summary>Solves each line of x in [begin, end) in place.</summary>
    public abstract void SolveAlong(T* field, ThomasLine<T> line, int begin, int end);

    /// <summary>Solves <paramref name="width"/> neighboring lines that cross rows, in place: element n of a line is at n * step.</summary>
    public abstract void SolveAcross(T* first, int step, ThomasLine<T> line, int width);

    /// <summary>rho += source - rate rho on the lines of [begin, end) in which cells exchange.</summary>
    public abstract void Relax(T* field, T* rate, T* source, int* lines, int begin, int end);
}
