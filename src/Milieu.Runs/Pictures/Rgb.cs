// A color, and colors that people with any eyes can tell apart.
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>sRGB, one byte a channel.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    public static Rgb White { get; } = new(255, 255, 255);

    /// <summary>Text and lines.</summary>
    public static Rgb Ink { get; } = new(38, 42, 51);

    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{R:x2}{G:x2}{B:x2}");

    /// <summary>Channels from 0 to 255, for arithmetic.</summary>
    public Vector3 ToVector() => new(R, G, B);

    public static Rgb Of(Vector3 color) => new((byte)(color.X + 0.5f), (byte)(color.Y + 0.5f), (byte)(color.Z + 0.5f));

    /// <summary>This color with a share of another, 0 to 1.</summary>
    public Rgb Mix(Rgb other, double share) =>
        new(Mix(R, other.R, share), Mix(G, other.G, share), Mix(B, other.B, share));

    private static byte Mix(byte a, byte b, double share) => (byte)(a + ((b - a) * share) + 0.5);
}

/// <summary>Colors of types and states.</summary>
/// <remarks>After Okabe and Ito's palette for color-blind readers: https://jfly.uni-koeln.de/color/.</remarks>
internal static class Palette
{
    private static readonly ImmutableArray<Rgb> Types =
    [
        new(0xE6, 0x9F, 0x00),
        new(0x00, 0x9E, 0x73),
        new(0xD9, 0x6C, 0xB0),
        new(0x56, 0xB4, 0xE9),
        new(0xD5, 0x5E, 0x00),
        new(0xF0, 0xE4, 0x42),
        new(0x7B, 0x61, 0xC9),
        new(0x9A, 0xA5, 0xB1),
    ];

    // Beyond eight types the colors come again: lighter, darker, darkest. A tissue's 28 types stay apart by lightness.
    private static readonly ImmutableArray<(Rgb Towards, double Share)> Rounds =
    [
        (Rgb.White, 0),
        (Rgb.White, 0.45),
        (Rgb.Ink, 0.3),
        (Rgb.Ink, 0.55),
    ];

    private static readonly Rgb Apoptotic = new(0x5A, 0x0F, 0x3C);
    private static readonly Rgb Necrotic = new(0x2E, 0x1A, 0x12);
    private static readonly Rgb Debris = new(0x80, 0x80, 0x80);

    /// <summary>Dead cells keep a hint of their type and grow dark.</summary>
    public static Rgb Of(int type, CellState state)
    {
        var (towards, share) = Rounds[type / Types.Length % Rounds.Length];
        var color = Types[type % Types.Length].Mix(towards, share);
        return state switch
        {
            CellState.Live => color,
            CellState.Apoptotic => color.Mix(Apoptotic, 0.68),
            CellState.Necrotic => color.Mix(Necrotic, 0.74),
            _ => color.Mix(Debris, 0.8),
        };
    }
}

/// <summary>From little (deep blue) to much (almost white): equal steps look equal, and cells stand out on all of it.</summary>
internal static class FieldColors
{
    private static readonly ImmutableArray<Rgb> Stops =
    [
        new(0x26, 0x2B, 0x4D),
        new(0x3F, 0x52, 0x7F),
        new(0x6C, 0x87, 0xAB),
        new(0xA4, 0xB9, 0xD0),
        new(0xEC, 0xF1, 0xF6),
    ];

    /// <param name="share">0 to 1; beyond is cut.</param>
    public static Rgb At(double share)
    {
        var at = Math.Clamp(share, 0, 1) * (Stops.Length - 1);
        var k = Math.Min((int)at, Stops.Length - 2);
        return Stops[k].Mix(Stops[k + 1], at - k);
    }
}
