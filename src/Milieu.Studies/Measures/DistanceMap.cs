// How far every point of a lattice is from the points that are marked.
namespace Milieu.Studies;

/// <summary>The exact Euclidean distance transform of a mask, one axis after the other.</summary>
/// <remarks>
/// Along an axis, d(q) = min over p of (q - p)^2 + f(p) is the lower envelope of parabolas, found in linear time
/// (P. F. Felzenszwalb, D. P. Huttenlocher, Theory of Computing 8:415, 2012, https://theoryofcomputing.org/articles/v008a019).
/// </remarks>
internal static class DistanceMap
{
    /// <param name="mask">x fastest; nx * ny * nz.</param>
    /// <param name="spacing">Between lattice points along x, y, z, um.</param>
    /// <returns>Distance to the nearest marked point, um; infinite where none is marked.</returns>
    public static double[] To(bool[] mask, (int X, int Y, int Z) count, (double X, double Y, double Z) spacing)
    {
        var distance = new double[mask.Length];
        for (var p = 0; p < mask.Length; p++)
            distance[p] = mask[p] ? 0 : double.PositiveInfinity;
        Along(distance, count.X, 1, spacing.X);
        Along(distance, count.Y, count.X, spacing.Y);
        Along(distance, count.Z, count.X * count.Y, spacing.Z);
        for (var p = 0; p < distance.Length; p++)
            distance[p] = Math.Sqrt(distance[p]);
        return distance;
    }

    private static void Along(double[] squares, int count, int stride, double h)
    {
        if (count == 1)
            return;
        var line = new Line(count, h);
        for (var start = 0; start < squares.Length; start++)
            if (start / stride % count == 0)
                line.Run(squares, start, stride);
    }

    private sealed class Line(int count, double h)
    {
        private readonly double[] _values = new double[count];
        private readonly int[] _roots = new int[count];
        private readonly double[] _from = new double[count + 1];

        public void Run(double[] squares, int start, int stride)
        {
            var top = -1;
            for (var q = 0; q < count; q++)
            {
                _values[q] = squares[start + (q * stride)];
                if (double.IsPositiveInfinity(_values[q]))
                    continue;
                var cross = double.NegativeInfinity;
                while (top >= 0 && (cross = Cross(_roots[top], q)) <= _from[top])
                    top--;
                top++;
                _roots[top] = q;
                _from[top] = top == 0 ? double.NegativeInfinity : cross;
            }
            if (top < 0)
                return;
            var at = 0;
            for (var q = 0; q < count; q++)
            {
                while (at < top && _from[at + 1] <= q * h)
                    at++;
                var d = (q - _roots[at]) * h;
                squares[start + (q * stride)] = (d * d) + _values[_roots[at]];
            }
        }

        /// <summary>Where the parabola of a later root falls below that of an earlier one.</summary>
        private double Cross(int earlier, int later)
        {
            var (a, b) = (earlier * h, later * h);
            return (_values[later] + (b * b) - _values[earlier] - (a * a)) / (2 * (b - a));
        }
    }
}
