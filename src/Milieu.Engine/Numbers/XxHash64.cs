// XXH64, for hashes of state and of files: fast, and the same on every machine.
using System.Buffers.Binary;
using System.Numerics;

namespace Milieu.Engine;

/// <summary>A running XXH64; add bytes in any pieces, then read <see cref="Value"/>.</summary>
/// <remarks>Collet's XXH64, as specified in the xxHash format description, version 0.2.0. Not cryptographic.</remarks>
public sealed class XxHash64
{
    private const ulong P1 = 0x9E3779B185EBCA87;
    private const ulong P2 = 0xC2B2AE3D27D4EB4F;
    private const ulong P3 = 0x165667B19E3779F9;
    private const ulong P4 = 0x85EBCA77C2B2AE63;
    private const ulong P5 = 0x27D4EB2F165667C5;
    private const int Stripe = 32;

    private readonly ulong _seed;
    private readonly byte[] _rest = new byte[Stripe];
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;
    private ulong _length;
    private int _kept;

    public XxHash64(ulong seed = 0)
    {
        _seed = seed;
        Reset();
    }

    /// <summary>The hash of all bytes added so far; more can follow.</summary>
    public ulong Value
    {
        get
        {
            var hash =
                _length < Stripe
                    ? _seed + P5
                    : Merge(
                        Merge(
                            Merge(
                                Merge(
                                    BitOperations.RotateLeft(_a, 1)
                                        + BitOperations.RotateLeft(_b, 7)
                                        + BitOperations.RotateLeft(_c, 12)
                                        + BitOperations.RotateLeft(_d, 18),
                                    _a
                                ),
                                _b
                            ),
                            _c
                        ),
                        _d
                    );
            return Finish(hash + _length, _rest.AsSpan(0, _kept));
        }
    }

    /// <summary>The hash of one span.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        var hash = new XxHash64(seed);
        hash.Add(bytes);
        return hash.Value;
    }

    /// <summary>Forgets what was added.</summary>
    public void Reset()
    {
        _a = unchecked(_seed + P1 + P2);
        _b = _seed + P2;
        _c = _seed;
        _d = _seed - P1;
        _length = 0;
        _kept = 0;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _length += (ulong)bytes.Length;
        if (_kept > 0)
        {
            var take = Math.Min(Stripe - _kept, bytes.Length);
            bytes[..take].CopyTo(_rest.AsSpan(_kept));
            bytes = bytes[take..];
            _kept += take;
            if (_kept < Stripe)
                return;
            AddStripes(_rest);
            _kept = 0;
        }
        var whole = bytes.Length & ~(Stripe - 1);
        AddStripes(bytes[..whole]);
        _kept = bytes.Length - whole;
        bytes[whole..].CopyTo(_rest);
    }

    /// <summary>Adds eight bytes, little-endian.</summary>
    public void Add(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Add(bytes);
    }

    private void AddStripes(ReadOnlySpan<byte> bytes)
    {
        var (a, b, c, d) = (_a, _b, _c, _d);
        for (; bytes.Length >= Stripe; bytes = bytes[Stripe..])
        {
            a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
            c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
            d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
        }
        (_a, _b, _c, _d) = (a, b, c, d);
    }

    private static ulong Finish(ulong hash, ReadOnlySpan<byte> rest)
    {
        for (; rest.Length >= 8; rest = rest[8..])
        {
            var word = Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest));
            hash = (BitOperations.RotateLeft(hash ^ word, 27) * P1) + P4;
        }
        if (rest.Length >= 4)
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(rest) * P1;
            hash = (BitOperations.RotateLeft(hash ^ word, 23) * P2) + P3;
            rest = rest[4..];
        }
        foreach (var one in rest)
            hash = BitOperations.RotateLeft(hash ^ (one * P5), 11) * P1;
        hash = (hash ^ (hash >> 33)) * P2;
        hash = (hash ^ (hash >> 29)) * P3;
        return hash ^ (hash >> 32);
    }

    private static ulong Round(ulong lane, ulong word) => BitOperations.RotateLeft(lane + (word * P2), 31) * P1;

    private static ulong Merge(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * P1) + P4;
}
