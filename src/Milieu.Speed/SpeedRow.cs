// One line of a report: what a kernel takes, and how that compares with what the machine can do.
using System.Globalization;

namespace Milieu.Speed;

/// <summary>A kernel at a size on a number of threads.</summary>
public sealed record SpeedRow
{
    public required string Kernel { get; init; }

    /// <summary>Such as "100^3 voxels".</summary>
    public required string Size { get; init; }

    public required int Threads { get; init; }

    /// <summary>What is counted, such as "voxel-substrate step".</summary>
    public required string Unit { get; init; }

    /// <summary>Wall time of a unit.</summary>
    public required Measured Nanoseconds { get; init; }

    /// <summary>Bytes a unit that the kernel has to read and write, each array once: counted, not measured. 0 where nothing is counted.</summary>
    public double Bytes { get; init; }

    /// <summary>Time of a copy pass that moves as many bytes, over an array of the same size in the same run, divided by the time taken.</summary>
    public double? ShareOfCeiling { get; init; }

    /// <summary>Time taken, in copy passes over the same array (each element read and written once, in place).</summary>
    public double? Copies { get; init; }

    /// <summary>How many times faster than on the first number of threads.</summary>
    public double? SpeedUp { get; init; }

    public Goal? Goal { get; init; }
}

/// <summary>A budget, and how it stands.</summary>
public sealed record Goal(string What, double Value, double Limit, bool IsLeast = false)
{
    public bool IsMet => IsLeast ? Value >= Limit : Value <= Limit;

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(IsMet ? "met" : "missed")}: {What} {Value:0.###}, {(IsLeast ? "at least" : "at most")} {Limit:0.###}"
        );
}
