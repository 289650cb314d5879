// Stiff ordinary differential equations: four stages, third order, L-stable, with its own error estimate.
namespace Milieu.Engine;

/// <summary>How accurate: each step's estimated error stays below Absolute + Relative |y|, number by number.</summary>
public readonly record struct OdeTolerance(double Relative, double Absolute);

/// <summary>The Rosenbrock method RODAS3 with adaptive steps. The same numbers in, the same bits out.</summary>
/// <remarks>
/// (I / (h g) - J) K_i = f(t + a_i h, y + sum_j A_ij K_j) + sum_j C_ij K_j / h + h g_i df/dt,
/// y(t + h) = y + sum_i M_i K_i, error = K_4, with g = 1/2 and J = df/dy at (t, y). Both the solution of third order and the
/// embedded one of second order are L-stable and stiffly accurate. Every coefficient is a small fraction, and what f and J
/// conserve, a step conserves to rounding. Sandu, Verwer, Blom, Spee, Carmichael and Potra, Atmospheric Environment 31(20):
/// 3459-3472, 1997. docs/science/body.md.
/// </remarks>
internal sealed class Rodas3
{
    private const double Safety = 0.9;
    private const double LeastFactor = 0.2;
    private const double LargestFactor = 6;

    // A step below this share of the interval will not become good.
    private const double LeastStep = 1e-30;
    private const int MostSteps = 200_000;
    private readonly OdeSystem _system;
    private readonly OdeTolerance _tolerance;
    private readonly int _count;
    private readonly DenseLu _lu;
    private readonly double[] _jacobian;
    private readonly double[] _overTime;
    private readonly double[] _slopes;
    private readonly double[] _trial;
    private readonly double[] _k1;
    private readonly double[] _k2;
    private readonly double[] _k3;
    private readonly double[] _k4;

    public Rodas3(OdeSystem system, OdeTolerance tolerance)
    {
        (_system, _tolerance, _count) = (system, tolerance, system.Count);
        _lu = new DenseLu(_count);
        _jacobian = new double[_count * _count];
        (_overTime, _slopes, _trial) = (new double[_count], new double[_count], new double[_count]);
        (_k1, _k2, _k3, _k4) = (new double[_count], new double[_count], new double[_count], new double[_count]);
    }

    /// <summary>Steps taken and refused so far, for tests and profiles.</summary>
    public int Taken { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Takes y from one time to a later one. The first step tried is the whole interval.</summary>
    /// <returns>False where no step is short enough, as at a singularity; y is then where it stopped.</returns>
    public bool Integrate(double from, double to, Span<double> y)
    {
        var (t, h) = (from, to - from);
        var least = LeastStep * h;
        var isFresh = true;
        for (var steps = 0; t < to; steps++)
        {
            if (!(h > least && t + h > t && steps < MostSteps))
                return false;
            if (isFresh)
            {
                _system.Derivatives(t, y, _jacobian, _overTime);
                _system.Slopes(t, y, _slopes);
            }
            var error = Try(t, h, y);
            var factor = error > 0 ? Safety / ExactMath.Cbrt(error) : LargestFactor;
            isFresh = error <= 1;
            if (isFresh)
            {
                Taken++;
                _trial.CopyTo(y);
                t = h >= to - t ? to : t + h;
                h *= Math.Clamp(factor, LeastFactor, LargestFactor);
                // A rest that is hardly longer than the step is taken in one.
                if (h > 0.99 * (to - t))
                    h = to - t;
            }
            else
            {
                Refused++;
                // Also where the error is no number.
                h *= factor > LeastFactor ? Math.Min(factor, Safety) : LeastFactor;
            }
        }
        return true;
    }

    /// <summary>One step of a given length, whatever its error: for measuring the order.</summary>
    public void StepOf(double t, double h, Span<double> y)
    {
        _system.Derivatives(t, y, _jacobian, _overTime);
        _system.Slopes(t, y, _slopes);
        Try(t, h, y);
        _trial.CopyTo(y);
    }

    /// <summary>Puts the state after a step into the trial and gives its error, 1 being what is allowed; NaN where it failed.</summary>
    private double Try(double t, double h, ReadOnlySpan<double> y)
    {
        if (!Prepare(h))
            return double.NaN;
        for (var i = 0; i < _count; i++)
            _k1[i] = _slopes[i] + (0.5 * h * _overTime[i]);
        _lu.Solve(_k1);
        for (var i = 0; i < _count; i++)
            _k2[i] = _slopes[i] + (4 * _k1[i] / h) + (1.5 * h * _overTime[i]);
        _lu.Solve(_k2);
        for (var i = 0; i < _count; i++)
            _trial[i] = y[i] + (2 * _k1[i]);
        _system.Slopes(t + h, _trial, _k3);
        for (var i = 0; i < _count; i++)
            _k3[i] += (_k1[i] - _k2[i]) / h;
        _lu.Solve(_k3);
        for (var i = 0; i < _count; i++)
            _trial[i] = y[i] + (2 * _k1[i]) + _k3[i];
        _system.Slopes(t + h, _trial, _k4);
        for (var i = 0; i < _count; i++)
            _k4[i] += (_k1[i] - _k2[i] - ((8.0 / 3) * _k3[i])) / h;
        _lu.Solve(_k4);
        var worst = 0.0;
        for (var i = 0; i < _count; i++)
        {
            _trial[i] += _k4[i];
            var size = Math.Max(Math.Abs(y[i]), Math.Abs(_trial[i]));
            var error = Math.Abs(_k4[i]) / (_tolerance.Absolute + (_tolerance.Relative * size));
            // NaN must win.
            worst = error <= worst ? worst : error;
            if (double.IsNaN(error))
                return error;
        }
        return worst;
    }

    /// <summary>Factors I / (h g) - J with g = 1/2.</summary>
    private bool Prepare(double h)
    {
        var matrix = _lu.Matrix;
        for (var k = 0; k < matrix.Length; k++)
            matrix[k] = -_jacobian[k];
        for (var i = 0; i < _count; i++)
            matrix[(i * _count) + i] += 2 / h;
        return _lu.Factor();
    }
}
