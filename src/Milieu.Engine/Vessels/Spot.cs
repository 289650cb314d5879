// A place in the tissue, while vessels are laid out.
namespace Milieu.Engine;

/// <summary>Coordinates or a difference of two places, um.</summary>
internal readonly record struct Spot(double X, double Y, double Z)
{
    public double Square => Dot(this);

    public static Spot operator +(Spot a, Spot b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Spot operator -(Spot a, Spot b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Spot operator *(double factor, Spot a) => new(factor * a.X, factor * a.Y, factor * a.Z);

    public double Dot(Spot other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    /// <summary>The same direction, of length 1; none where it is too short to have one.</summary>
    public Spot? Direction()
    {
        var length = Math.Sqrt(Square);
        return length > 1e-9 ? (1 / length) * this : null;
    }
}
