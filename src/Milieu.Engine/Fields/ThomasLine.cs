// The tridiagonal system of one axis.
namespace Milieu.Engine;

/// <summary>Implicit Euler along a line of n voxels without flux through its ends: (1 + share of decay) c - D dt c''.</summary>
/// <remarks>Forward: d[i] = inverse[i] d[i] + carry[i] d[i-1]; backward: d[i] += back[i] d[i+1]; with c1 = D dt / h2,
/// carry = c1 inverse. The coefficients are computed in double.</remarks>
internal sealed class ThomasLine<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    /// <param name="c1">D dt / h2 of this axis.</param>
    /// <param name="c2">This axis' share of decay times dt.</param>
    public ThomasLine(int count, double c1, double c2)
    {
        Inverse = new T[count];
        Back = new T[count];
        Carry = new T[count];
        var back = 0.0;
        for (var i = 0; i < count; i++)
        {
            var neighbors = (i > 0 ? 1 : 0) + (i < count - 1 ? 1 : 0);
            var denominator = 1 + (neighbors * c1) + c2 - (c1 * back);
            back = c1 / denominator;
            Inverse[i] = Stored.As<T>(1 / denominator);
            Carry[i] = Stored.As<T>(i > 0 ? back : 0);
            Back[i] = Stored.As<T>(i < count - 1 ? back : 0);
        }
    }

    public T[] Inverse { get; }

    public T[] Carry { get; }

    public T[] Back { get; }
}
