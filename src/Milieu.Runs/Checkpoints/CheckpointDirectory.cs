// What a checkpoint says about itself before its columns.
using System.Collections.Immutable;
using System.Text.Json;
using Milieu.Engine;

namespace Milieu.Runs;

/// <param name="Type">numpy-like element type, such as f8.</param>
/// <param name="Count">Elements.</param>
/// <param name="Offset">Bytes from the start of the file; a multiple of 64.</param>
/// <param name="Hash">XXH64 of the bytes, hexadecimal.</param>
internal sealed record Section(string Name, string Type, long Count, long Offset, string Hash)
{
    public const string Model = "model";

    public int ElementSize => Type[^1] - '0';

    public long Bytes => Count * ElementSize;
}

/// <summary>The numbers of a tissue that are no columns, and the list of those that are.</summary>
internal sealed record CheckpointDirectory
{
    public const int Version = 1;
    public const int HeadBytes = 32;
    public const int TailBytes = 16;
    public const int Alignment = 64;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static ReadOnlySpan<byte> Magic => "MILIEUCK"u8;

    public static ReadOnlySpan<byte> Closing => "KCUEILIM"u8;

    /// <summary>Version of Milieu that wrote it.</summary>
    public required string Milieu { get; init; }

    public required string ModelHash { get; init; }

    public required ulong Seed { get; init; }

    public required string Kernel { get; init; }

    public required long Tick { get; init; }

    public required ulong NextId { get; init; }

    public required double Displacement { get; init; }

    public required BinGrid Bins { get; init; }

    public required bool SortDue { get; init; }

    public required int Cells { get; init; }

    public required int Links { get; init; }

    public required ImmutableArray<long> Tally { get; init; }

    /// <summary>Of the tissue, hexadecimal: what a restored one must have.</summary>
    public required string StateHash { get; init; }

    public ImmutableArray<Section> Sections { get; init; } = [];

    public static CheckpointDirectory Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<CheckpointDirectory>(json, Json) ?? throw new JsonException("empty");

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    public static long Align(long offset) => (offset + Alignment - 1) / Alignment * Alignment;
}
