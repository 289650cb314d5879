// A crowded box with held walls, and its steady state by conjugate gradients.
namespace Milieu.Engine.Tests;

/// <summary>D laplace c - (decay + K) c + G = 0, solved apart from the engine.</summary>
internal static class FieldsSteady
{
    private const int Nx = 11;
    private const int Ny = 9;
    private const int Nz = 8;
    private const double Diffusion = 5000;
    private const double DecayRate = 0.1;
    private const double Uptake = 8;
    private const double Export = 3000;

    public static CompiledModel Model(Integrator integrator, double dt, double uptake = Uptake) =>
        FieldsBench.Model1(
            FieldsBench.Box(Nx, Ny, Nz),
            Fixture.Substrate(
                diffusion: Diffusion,
                decay: DecayRate,
                initial: 20,
                integrator: integrator,
                isDouble: true
            ) with
            {
                Faces = [38, double.NaN, double.NaN, 30, double.NaN, double.NaN],
            },
            dt,
            uptake: uptake,
            export: Export
        );

    /// <summary>Up to three cells a voxel in the middle.</summary>
    public static void Fill(FieldsBench bench)
    {
        for (var n = 0; n < 150; n++)
            bench.AddIn(2 + (n % 7), 1 + (n / 3 % 6), 1 + (n % 5));
    }

    /// <summary>Largest difference from the steady state.</summary>
    public static double Error(FieldsBench bench, double uptake = Uptake)
    {
        var steady = Solve(bench, uptake);
        var worst = 0.0;
        for (var v = 0; v < steady.Length; v++)
            worst = Math.Max(worst, Math.Abs(steady[v] - bench[0][bench[0].OffsetOfVoxel(v)]));
        return worst;
    }

    private static double[] Solve(FieldsBench bench, double uptake)
    {
        var (n, w) = (Nx * Ny * Nz, 8000.0);
        var (rate, source, x) = (new double[n], new double[n], new double[n]);
        for (var row = 0; row < bench.Tissue.Cells.Count; row++)
        {
            var cells = bench.Tissue.Cells;
            var v = (int)(cells.X[row] / 20) + (Nx * ((int)(cells.Y[row] / 20) + (Ny * (int)(cells.Z[row] / 20))));
            rate[v] += cells.Volume(row) * uptake / w;
            source[v] += Export / w;
        }
        for (var v = 0; v < n; v++)
            x[v] = Held(v) ?? 0;
        var residual = Operator(x, rate);
        for (var v = 0; v < n; v++)
            residual[v] = Held(v) is null ? source[v] - residual[v] : 0;
        var direction = (double[])residual.Clone();
        var norm = Dot(residual, residual);
        for (var iteration = 0; iteration < 600 && norm > 1e-24; iteration++)
        {
            var image = Operator(direction, rate);
            for (var v = 0; v < n; v++)
                image[v] = Held(v) is null ? image[v] : 0;
            var step = norm / Dot(direction, image);
            for (var v = 0; v < n; v++)
                (x[v], residual[v]) = (x[v] + (step * direction[v]), residual[v] - (step * image[v]));
            var next = Dot(residual, residual);
            for (var v = 0; v < n; v++)
                direction[v] = residual[v] + (next / norm * direction[v]);
            norm = next;
        }
        return x;
    }

    private static double? Held(int v) =>
        v / Nx % Ny == Ny - 1 ? 30
        : v % Nx == 0 ? 38
        : null;

    private static double[] Operator(double[] c, double[] rate)
    {
        var result = new double[c.Length];
        for (var v = 0; v < c.Length; v++)
        {
            var (i, j, k) = (v % Nx, v / Nx % Ny, v / (Nx * Ny));
            var sum = 0.0;
            sum += (i > 0 ? c[v - 1] - c[v] : 0) + (i < Nx - 1 ? c[v + 1] - c[v] : 0);
            sum += (j > 0 ? c[v - Nx] - c[v] : 0) + (j < Ny - 1 ? c[v + Nx] - c[v] : 0);
            sum += (k > 0 ? c[v - (Nx * Ny)] - c[v] : 0) + (k < Nz - 1 ? c[v + (Nx * Ny)] - c[v] : 0);
            result[v] = ((DecayRate + rate[v]) * c[v]) - (Diffusion / 400 * sum);
        }
        return result;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
