// The tridiagonal system of one axis.
namespace Milieu.Engine;

/// <summary>Implicit Euler along a line of n voxels without flux through its ends: (1 + share of decay) c - D dt c''.</summary>
/// <remarks>Forward: d[i] = inverse[i] d[i] + carry[i] d[i-1]; backward: d[i] += back[i] d[i+1]; with c1 = D dt / h2,
/// carry = c1 inverse. The coefficients are computed in double. The system is its own mirror image, so a line may be
/// solved from either end. Beyond n, up to a whole number of vectors, coefficients are 0 and keep padding at 0.</remarks>
internal sealed unsafe class ThomasLine<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly T[] _inverse;
    private readonly T[] _carry;
    private readonly T[] _back;

    /// <param name="c1">D dt / h2 of this axis.</param>
    /// <param name="c2">This axis' share of decay times dt.</param>
    public ThomasLine(int count, double c1, double c2)
    {
        Count = count;
        _inverse = GC.AllocateArray<T>((count + 15) & ~15, pinned: true);
        _carry = GC.AllocateArray<T>(_inverse.Length, pinned: true);
        _back = GC.AllocateArray<T>(_inverse.Length, pinned: true);
        Inverse = Address(_inverse);
        Carry = Address(_carry);
        Back = Address(_back);
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

    public int Count { get; }

    public T* Inverse { get; }

    public T* Carry { get; }

    public T* Back { get; }

    private static T* Address(T[] pinned) =>
        (T*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
}
