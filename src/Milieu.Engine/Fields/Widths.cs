// How many vectors go down a recurrence together, chosen when code is generated.
namespace Milieu.Engine;

/// <summary>Vectors side by side: their recurrences hide each other's latency.</summary>
internal interface IWidth
{
    static abstract int Vectors { get; }
}

internal readonly struct One : IWidth
{
    public static int Vectors => 1;
}

internal readonly struct Two : IWidth
{
    public static int Vectors => 2;
}

internal readonly struct Three : IWidth
{
    public static int Vectors => 3;
}

internal readonly struct Four : IWidth
{
    public static int Vectors => 4;
}
