// Plain conversion between storage and double.
using System.Runtime.CompilerServices;

namespace Milieu.Engine;

/// <summary>What generic math would do for float and double, as one instruction.</summary>
internal static class Stored
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Read<T>(T value)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<T, float>(value) : Unsafe.BitCast<T, double>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T As<T>(double value)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value);
}
