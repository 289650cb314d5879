// The arithmetic of the compatible scheme on rows of x: the seam between plain loops and wide ones.
namespace Milieu.Engine;

/// <summary>The parts of a step that a plane of rows goes through. Every kernel gives the same bits.</summary>
/// <remarks>Rows lie <see cref="Stride"/> apart. Along y and z a vector is neighboring voxels of a row; along x it is the
/// same voxel of neighboring rows.</remarks>
internal abstract unsafe class SweepKernel<T>(Field shape)
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    /// <summary>Voxels that a vector spans at most; ranges of columns start at multiples of it.</summary>
    public const int Lanes = 16;

    protected int Nx { get; } = shape.Grid.Nx;
    protected int Stride { get; } = shape.Stride;

    /// <summary>Elements that <see cref="Along"/> needs besides the field.</summary>
    public abstract int ScratchLength { get; }

    /// <summary>Solves rows along x, their held ends reset before and after.</summary>
    /// <param name="source">The rows as they are; may be <paramref name="rows"/>.</param>
    public abstract void Along(T* source, T* rows, int count, ThomasLine<T> line, HeldEnds<T> ends, T* scratch);

    /// <summary>Eliminates along y: row n = inverse[n] row n + carry[n] row n-1, for rows [begin, end) and columns [from, to).</summary>
    public abstract void Eliminate(T* plane, ThomasLine<T> line, int begin, int end, int from, int to);

    /// <summary>Substitutes back along y: row n += back[n] row n+1, from row end-1 to row begin.</summary>
    /// <param name="after">Row <paramref name="end"/> once substituted; takes row <paramref name="begin"/>.</param>
    public abstract void Substitute(T* plane, ThomasLine<T> line, int begin, int end, int from, int to, T* after);

    /// <summary>As <see cref="Substitute"/>, then resets held ends and eliminates along z.</summary>
    public abstract void SubstituteInto(
        T* plane,
        ThomasLine<T> line,
        int begin,
        int end,
        T* after,
        in SweepLayer<T> layer
    );

    /// <summary>Substitutes back along z: <paramref name="after"/> = rows + back <paramref name="after"/>.</summary>
    /// <param name="after">The plane after this one once substituted; takes the result.</param>
    public abstract void Finish(T* rows, T* after, T back, int count);

    /// <summary>rho += source - rate rho on one row.</summary>
    public abstract void Relax(T* row, T* rate, T* source);
}

/// <summary>Elimination along z in one plane: row = inverse row + carry times the row of the plane before.</summary>
internal readonly unsafe struct SweepLayer<T>(T* before, T inverse, T carry, HeldEnds<T> ends)
    where T : unmanaged
{
    /// <summary>The plane before this one in the walk; any plane where carry is 0.</summary>
    public readonly T* Before = before;
    public readonly T Inverse = inverse;
    public readonly T Carry = carry;

    /// <summary>Held ends of the plane's rows.</summary>
    public readonly HeldEnds<T> Ends = ends;
}
