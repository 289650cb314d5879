// The hash of a tissue: what two runs must share to be the same.
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Milieu.Engine;

/// <summary>XXH64 of one part of the state.</summary>
public readonly record struct ColumnHash(string Name, ulong Hash);

/// <summary>Every part of the state hashed in a fixed order, and one hash over all of them.</summary>
/// <remarks>
/// Cell columns over the rows in use, links, fields with their padding (which is zero), tallies by type and the body where
/// a model has them, then the clock: tick, next id,
/// displacement, bin grid, whether a Sort is due, and the tally. Scratch is not state and not hashed.
/// </remarks>
public sealed record StateHash(ImmutableArray<ColumnHash> Parts)
{
    /// <summary>One number for the whole state: XXH64 over the hashes of the parts, in order.</summary>
    public ulong Value { get; } = Chain(Parts);

    /// <summary>Hashes a tissue as it stands between two steps.</summary>
    public static StateHash Of(Tissue tissue)
    {
        var parts = ImmutableArray.CreateBuilder<ColumnHash>();
        foreach (var column in tissue.Cells.StateColumns)
            parts.Add(Part(column, tissue.Cells.Count));
        foreach (var column in tissue.Links.StateColumns)
            parts.Add(Part(column, tissue.Links.Count));
        foreach (var field in tissue.VoxelState)
            parts.Add(Part(field.Block, field.Length));
        foreach (var (column, count) in tissue.OtherColumns)
            parts.Add(Part(column, count));
        parts.Add(new ColumnHash("clock", Clock(tissue)));
        parts.Add(new ColumnHash("tally", XxHash64.Of(MemoryMarshal.AsBytes(tissue.Tally.Counts))));
        return new StateHash(parts.ToImmutable());
    }

    /// <summary>The first part in which two states of one model differ, or null.</summary>
    public string? FirstDifference(StateHash other)
    {
        for (var i = 0; i < Parts.Length; i++)
            if (i >= other.Parts.Length || Parts[i] != other.Parts[i])
                return Parts[i].Name;
        return null;
    }

    private static ColumnHash Part(Column column, int count) => new(column.Name, XxHash64.Of(column.Bytes(count)));

    private static ulong Clock(Tissue tissue)
    {
        var hash = new XxHash64();
        hash.Add((ulong)tissue.Tick);
        hash.Add(tissue.NextId);
        hash.Add(BitConverter.DoubleToUInt64Bits(tissue.Displacement));
        hash.Add(BitConverter.DoubleToUInt64Bits(tissue.Bins.Edge));
        hash.Add((ulong)tissue.Bins.Nx);
        hash.Add((ulong)tissue.Bins.Ny);
        hash.Add((ulong)tissue.Bins.Nz);
        hash.Add(tissue.SortDue ? 1UL : 0UL);
        hash.Add((ulong)tissue.Cells.Count);
        hash.Add((ulong)tissue.Links.Count);
        return hash.Value;
    }

    private static ulong Chain(ImmutableArray<ColumnHash> parts)
    {
        var hash = new XxHash64();
        foreach (var part in parts)
            hash.Add(part.Hash);
        return hash.Value;
    }
}
