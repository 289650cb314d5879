// Which densities the ends of a color bar stand for.
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>From zero to a greatest value that stays the same through a run where the model knows one.</summary>
internal readonly record struct ColorRange(double Greatest)
{
    public static ColorRange Of(Field field)
    {
        var s = field.Substrate;
        var known = s
            .Faces.Concat(s.Regions.Select(r => r.Value))
            .Append(s.Initial)
            .Concat(s.InitialField)
            .Where(double.IsFinite)
            .DefaultIfEmpty()
            .Max();
        return new ColorRange(known > 0 ? known : RoundUp(FieldRange.Of(field).Greatest));
    }

    public double Share(double value) => value / Greatest;

    // 1, 2 or 5 times a power of ten: neighboring frames of a growing field share their colors most of the time.
    private static double RoundUp(double value)
    {
        if (!(value > 0))
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        var digits = value / power;
        return power
            * (
                digits > 5 ? 10
                : digits > 2 ? 5
                : digits > 1 ? 2
                : 1
            );
    }
}
