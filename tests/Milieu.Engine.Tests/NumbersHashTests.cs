// XXH64 against published values, whole and in pieces.
using System.Text;

namespace Milieu.Engine.Tests;

public class NumbersHashTests
{
    [Theory(
        DisplayName = "XXH64 gives the published hashes; lengths below, at and above a stripe take every branch of it"
    )]
    [InlineData("", 0ul, 0xEF46DB3751D8E999ul)]
    [InlineData("a", 0ul, 0xD24EC4F1A98C6E5Bul)]
    [InlineData("abc", 0ul, 0x44BC2CF5AD770999ul)]
    [InlineData("xxhash", 20141025ul, 0xB559B98D844E0635ul)]
    [InlineData("Nobody inspects the spammish repetition", 0ul, 0xFBCEA83C8A378BF1ul)]
    public void KnownHashes(string text, ulong seed, ulong expected) =>
        Assert.Equal(expected, XxHash64.Of(Encoding.ASCII.GetBytes(text), seed));

    [Fact(
        DisplayName = "Bytes added in any pieces hash as one span; a buffer that loses or repeats a byte at a stripe's edge would differ"
    )]
    public void PiecesEqualWhole()
    {
        var bytes = new byte[1000];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(i * 37 + (i >> 3));
        for (var length = 0; length <= 130; length++)
        {
            var whole = XxHash64.Of(bytes.AsSpan(0, length), 7);
            foreach (var piece in new[] { 1, 3, 8, 31, 32, 33, 64 })
            {
                var hash = new XxHash64(7);
                for (var at = 0; at < length; at += piece)
                    hash.Add(bytes.AsSpan(at, Math.Min(piece, length - at)));
                Assert.Equal(whole, hash.Value);
                Assert.Equal(whole, hash.Value);
            }
        }
    }

    [Fact(DisplayName = "A changed bit anywhere changes the hash, and Reset forgets everything")]
    public void EveryBitCounts()
    {
        var bytes = new byte[77];
        var seen = new HashSet<ulong> { XxHash64.Of(bytes) };
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.True(seen.Add(XxHash64.Of(bytes)));
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
        }
        var hash = new XxHash64();
        hash.Add(bytes);
        hash.Reset();
        Assert.Equal(0xEF46DB3751D8E999, hash.Value);
    }
}
