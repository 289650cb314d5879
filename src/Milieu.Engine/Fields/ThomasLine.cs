// The tridiagonal system of one axis.
namespace Milieu.Engine;

/// <summary>Implicit Euler along a line of n voxels without flux through its ends: (1 + share of decay) c - D dt c''.</summary>
/// <remarks>Forward: d[i] = (d[i] + c1 d[i-1]) inverse[i]; backward: d[i] += back[i] d[i+1], with c1 = D dt / h2.
/// The coefficients are computed in double.</remarks>
internal sealed class ThomasLine<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    /// <param name="c1">D dt / h2 of this axis.</param>
    /// <param name="c2">This axis' share of decay times dt.</param>
    public ThomasLine(int count, double c1, double c2)
    {
        Inverse = new T[count];
        Back = new T[count];
        OffDiagonal = T.CreateTruncating(c1);
        var back = 0.0;
        for (var i = 0; i < count; i++)
        {
            var neighbors = (i > 0 ? 1 : 0) + (i < count - 1 ? 1 : 0);
            var denominator = 1 + (neighbors * c1) + c2 - (c1 * back);
            back = c1 / denominator;
            Inverse[i] = T.CreateTruncating(1 / denominator);
            Back[i] = T.CreateTruncating(i < count - 1 ? back : 0);
        }
    }

    public T OffDiagonal { get; }

    public T[] Inverse { get; }

    public T[] Back { get; }
}
