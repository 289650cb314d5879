// The exact math against 320-bit oracles, against itself wide, and against golden bits.
using System.Globalization;
using System.Runtime.Intrinsics;

namespace Milieu.Engine.Tests;

public class NumbersExactMathTests
{
    private static readonly Chance Luck = new(20260101);

    public static TheoryData<string> Functions => ["exp", "log", "cbrt", "sin", "cos", "pow"];

    [Theory(
        DisplayName = "Each function is below 2 ulp of a 320-bit oracle on ordinary, huge, tiny and awkward arguments; a wrong coefficient or reduction costs many ulp"
    )]
    [MemberData(nameof(Functions))]
    public void BelowTwoUlp(string name)
    {
        var worst = 0.0;
        var at = (0.0, 0.0);
        foreach (var (x, y) in Arguments(name))
        {
            var error = Exact(name, x, y).UlpError(Scalar(name, x, y));
            if (error > worst)
                (worst, at) = (error, (x, y));
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name}: at most {worst:F3} ulp, at {at.Item1:R}, {at.Item2:R}"
        );
        Assert.True(worst < 2, $"{name}: {worst} ulp at {at}");
    }

    [Fact(
        DisplayName = "The measure can fail: a result one bit off its neighbor is told from it, and 3 ulp is seen as 3"
    )]
    public void OracleSeesErrors()
    {
        var exact = Oracle.Exp(1);
        Assert.InRange(exact.UlpError(2.718281828459045), 0, 0.5);
        Assert.InRange(exact.UlpError(Math.BitIncrement(2.718281828459045)), 0.5, 1.5);
        Assert.InRange(exact.UlpError(2.718281828459045 + (3 * 4.44089209850062616e-16)), 2.5, 3.5);
        Assert.InRange(Oracle.Sin(1e22).UlpError(-0.8522008497671888), 0, 0.5);
        Assert.InRange(Oracle.Log(10).UlpError(2.302585092994046), 0, 0.5);
        Assert.InRange(Oracle.Cbrt(2).UlpError(1.2599210498948732), 0, 0.5);
        Assert.InRange(Oracle.Pow(2, 0.5).UlpError(1.4142135623730951), 0, 0.5);
    }

    [Theory(
        DisplayName = "Eight lanes give the scalar bits for every argument, special values among ordinary ones too"
    )]
    [InlineData("exp")]
    [InlineData("log")]
    [InlineData("cbrt")]
    [InlineData("pow")]
    public void WideEqualsScalar(string name)
    {
        var arguments = Arguments(name).ToArray();
        Check(name, arguments);
        var mixed = new (double, double)[Specials.Length * Specials.Length * 2];
        for (var i = 0; i < mixed.Length; i++)
            mixed[i] =
                i % 2 == 0
                    ? (Specials[i / 2 % Specials.Length], Specials[i / 2 / Specials.Length])
                    : arguments[i * 7 % arguments.Length];
        Check(name, mixed);
    }

    [Fact(DisplayName = "Infinities, zeros, NaN, negative numbers and subnormals give what IEEE 754 asks")]
    public void SpecialValues()
    {
        const double Inf = double.PositiveInfinity;
        Assert.Equal(Inf, ExactMath.Exp(Inf));
        Assert.Equal(0, ExactMath.Exp(-Inf));
        Assert.Equal(Inf, ExactMath.Exp(709.79));
        Assert.Equal(0, ExactMath.Exp(-745.14));
        Assert.Equal(double.Epsilon, ExactMath.Exp(-745.13));
        Assert.Equal(1, ExactMath.Exp(0));
        Assert.Equal(1, ExactMath.Exp(double.Epsilon));
        Assert.True(double.IsNaN(ExactMath.Exp(double.NaN)));
        Assert.Equal(Inf, ExactMath.Log(Inf));
        Assert.Equal(-Inf, ExactMath.Log(0));
        Assert.Equal(-Inf, ExactMath.Log(-0.0));
        Assert.True(double.IsNaN(ExactMath.Log(-1)) && double.IsNaN(ExactMath.Log(double.NaN)));
        Assert.Equal(0, ExactMath.Log(1));
        Assert.Equal(-2, ExactMath.Cbrt(-8));
        Assert.Equal(3, ExactMath.Cbrt(27));
        Assert.Equal(-Inf, ExactMath.Cbrt(-Inf));
        Assert.True(double.IsNegative(ExactMath.Cbrt(-0.0)) && double.IsNaN(ExactMath.Cbrt(double.NaN)));
        Assert.Equal(0, ExactMath.Sin(0));
        Assert.Equal(1, ExactMath.Cos(0));
        Assert.True(double.IsNaN(ExactMath.Sin(Inf)) && double.IsNaN(ExactMath.Cos(-Inf)));
        Assert.True(double.IsNegative(ExactMath.Sin(-0.0)));
    }

    [Fact(
        DisplayName = "pow agrees with the platform's on every pair of special values, where IEEE 754 leaves no choice"
    )]
    public void SpecialPowers()
    {
        foreach (var x in Specials)
        foreach (var y in Specials)
        {
            var expected = Math.Pow(x, y);
            var got = ExactMath.Pow(x, y);
            if (double.IsFinite(expected) && Math.Abs(expected) > 0 && Math.Abs(expected) != 1)
                Assert.InRange(got / expected, 1 - 1e-15, 1 + 1e-15);
            else
                Assert.True(
                    got.Equals(expected) && double.IsNegative(got) == double.IsNegative(expected)
                        || double.IsNaN(got) && double.IsNaN(expected),
                    $"pow({x:R}, {y:R}) = {got:R}, not {expected:R}"
                );
        }
    }

    [Theory(
        DisplayName = "The bits of each function over fixed arguments are the same on every machine and for ever: golden hashes"
    )]
    [InlineData("exp", 0x89E549F5DA492160ul)]
    [InlineData("log", 0x492A291D22A235FAul)]
    [InlineData("cbrt", 0xD41A69D2ACDD226Eul)]
    [InlineData("sin", 0x606B04BDBA04D9C2ul)]
    [InlineData("cos", 0x610D9C550372ADF1ul)]
    [InlineData("pow", 0x3C5FD077173D5B4Ful)]
    public void GoldenBits(string name, ulong expected)
    {
        var hash = new XxHash64();
        foreach (var (x, y) in Arguments(name))
            hash.Add(BitConverter.DoubleToUInt64Bits(Scalar(name, x, y)));
        Assert.Equal(
            expected.ToString("X16", CultureInfo.InvariantCulture),
            hash.Value.ToString("X16", CultureInfo.InvariantCulture)
        );
    }

    private static readonly double[] Specials =
    [
        0,
        -0.0,
        1,
        -1,
        2,
        -2,
        3,
        -3,
        0.5,
        -0.5,
        1.5,
        -2.5,
        1e300,
        -1e300,
        1e-300,
        double.Epsilon,
        -double.Epsilon,
        3e-310,
        double.MaxValue,
        double.MinValue,
        double.PositiveInfinity,
        double.NegativeInfinity,
        double.NaN,
        1 + 2.3e-16,
        1 - 1.2e-16,
        9007199254740991,
        9007199254740992,
        -9007199254740993,
        4503599627370497.5,
        1e19,
        -1e19,
        710,
        -746,
        1024,
        -1074,
    ];

    private static double Scalar(string name, double x, double y) =>
        name switch
        {
            "exp" => ExactMath.Exp(x),
            "log" => ExactMath.Log(x),
            "cbrt" => ExactMath.Cbrt(x),
            "sin" => ExactMath.Sin(x),
            "cos" => ExactMath.Cos(x),
            _ => ExactMath.Pow(x, y),
        };

    private static BigNumber Exact(string name, double x, double y) =>
        name switch
        {
            "exp" => Oracle.Exp(x),
            "log" => Oracle.Log(x),
            "cbrt" => Oracle.Cbrt(x),
            "sin" => Oracle.Sin(x),
            "cos" => Oracle.Cos(x),
            _ => Oracle.Pow(x, y),
        };

    private static void Check(string name, (double X, double Y)[] arguments)
    {
        Span<double> x = stackalloc double[8];
        Span<double> y = stackalloc double[8];
        for (var at = 0; at + 8 <= arguments.Length; at += 8)
        {
            for (var k = 0; k < 8; k++)
                (x[k], y[k]) = arguments[at + k];
            var wide = name switch
            {
                "exp" => ExactMath.Exp(Vector512.Create<double>(x)),
                "log" => ExactMath.Log(Vector512.Create<double>(x)),
                "cbrt" => ExactMath.Cbrt(Vector512.Create<double>(x)),
                _ => ExactMath.Pow(Vector512.Create<double>(x), Vector512.Create<double>(y)),
            };
            for (var k = 0; k < 8; k++)
            {
                var expected = Scalar(name, x[k], y[k]);
                Assert.True(
                    BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(wide[k])
                        || (double.IsNaN(expected) && double.IsNaN(wide[k])),
                    $"{name}({x[k]:R}, {y[k]:R}): wide {wide[k]:R}, scalar {expected:R}"
                );
            }
        }
    }

    private static IEnumerable<(double X, double Y)> Arguments(string name)
    {
        for (var i = 0; i < 4000; i++)
        {
            var (u, v) = Luck.Pair((ulong)i, 0, Purpose.PlacePosition);
            var (s, t) = Luck.Pair((ulong)i, 1, Purpose.PlacePosition);
            var any = BitConverter.Int64BitsToDouble((long)(u * 2046 * (1L << 52)));
            yield return (name, i % 4) switch
            {
                ("exp", 0) => ((u * 1454) - 745, 0),
                ("exp", 1) => ((u * 2) - 1, 0),
                ("exp", 2) => (
                    Math.BitIncrement((Math.Floor(u * 2000) - 1000) * 0.34657359027997264 * (1 + ((v - 0.5) * 1e-15))),
                    0
                ),
                ("exp", _) => (t > 0.5 ? any % 700 : -(any % 740), 0),
                ("log", 0) => (any, 0),
                ("log", 1) => (1 + ((u - 0.5) * Math.ScaleB(1, -(int)(v * 52))), 0),
                ("log", 2) => (Math.ScaleB(1.4142135623730951 * (1 + ((u - 0.5) * 1e-12)), (int)(v * 20) - 10), 0),
                ("log", _) => (u * 10, 0),
                ("cbrt", 0) => (any, 0),
                ("cbrt", 1) => (-(1 + (u * 7)), 0),
                ("cbrt", 2) => (
                    Math.Floor(u * 1000) * Math.Floor(u * 1000) * Math.Floor(u * 1000) + (v > 0.5 ? 1e-9 : 1),
                    0
                ),
                ("cbrt", _) => (u * 1e-310, 0),
                ("sin" or "cos", 0) => ((u - 0.5) * 20, 0),
                ("sin" or "cos", 1) => (any, 0),
                ("sin" or "cos", 2) => (Math.Floor(u * 600000) * 1.5707963267948966, 0),
                ("sin" or "cos", _) => ((u - 0.5) * Math.ScaleB(1, (int)(v * 60)), 0),
                (_, 0) => (u * 10, (v - 0.5) * 40),
                (_, 1) => (
                    1 + ((u - 0.5) * Math.ScaleB(1, -(int)(v * 50))),
                    (s - 0.5) * Math.ScaleB(1, 9 + (int)(v * 50))
                ),
                (_, 2) => (any, (v - 0.5) * 2.1),
                _ => (u * 3, Math.Floor(v * 16)),
            };
        }
        if (name is "sin" or "cos")
            yield return (6381956970095103.0 * Math.ScaleB(1, 797), 0);
        if (name == "exp")
            foreach (
                var x in new[]
                {
                    709.782712893384,
                    709.7827128933841,
                    -708.3964185322641,
                    -745.1332191019411,
                    -745.1332191019412,
                }
            )
                yield return (x, 0);
    }
}
