// The steady state of diffusion and uptake on a cube of voxels, apart from the engine.
namespace Milieu.Speed;

/// <summary>Conjugate gradients for k sum(c_neighbor - c) - rate c = 0, with held voxels and no flux through faces.</summary>
internal static class SteadyState
{
    private const int MostIterations = 5000;

    /// <param name="k">D / h2, 1/min.</param>
    /// <param name="rate">1/min, of each voxel.</param>
    /// <returns>Density of each voxel, x fastest.</returns>
    public static double[] Solve(int n, bool[] isHeld, double held, double k, double[] rate)
    {
        var x = new double[rate.Length];
        Array.Fill(x, held);
        var residual = Apply(n, x, isHeld, k, rate);
        for (var v = 0; v < x.Length; v++)
            residual[v] = -residual[v];
        var direction = (double[])residual.Clone();
        var norm = Dot(residual, residual);
        var enough = 1e-24 * norm;
        for (var iteration = 0; iteration < MostIterations && norm > enough; iteration++)
        {
            var image = Apply(n, direction, isHeld, k, rate);
            var step = norm / Dot(direction, image);
            for (var v = 0; v < x.Length; v++)
            {
                x[v] += step * direction[v];
                residual[v] -= step * image[v];
            }
            var next = Dot(residual, residual);
            for (var v = 0; v < x.Length; v++)
                direction[v] = residual[v] + (next / norm * direction[v]);
            norm = next;
        }
        return x;
    }

    /// <summary>rate c - k sum(c_neighbor - c); 0 where a voxel is held.</summary>
    private static double[] Apply(int n, double[] c, bool[] isHeld, double k, double[] rate)
    {
        var result = new double[c.Length];
        int[] steps = [1, n, n * n];
        for (var v = 0; v < c.Length; v++)
        {
            if (isHeld[v])
                continue;
            var sum = 0.0;
            foreach (var step in steps)
            {
                var index = v / step % n;
                sum += (index > 0 ? c[v - step] - c[v] : 0) + (index < n - 1 ? c[v + step] - c[v] : 0);
            }
            result[v] = (rate[v] * c[v]) - (k * sum);
        }
        return result;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var v = 0; v < a.Length; v++)
            sum += a[v] * b[v];
        return sum;
    }
}
