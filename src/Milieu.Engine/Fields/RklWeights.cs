// The numbers of Runge-Kutta-Legendre super-time-stepping.
namespace Milieu.Engine;

/// <summary>Coefficients of the s stages of first-order RKL, kept until s changes.</summary>
/// <remarks>Y(j) = mu Y(j-1) + nu Y(j-2) + mu w tau L(Y(j-1)), mu = (2j-1)/j, nu = (1-j)/j, w = 2/(s2+s); stable while
/// tau times the spectral radius of L is at most s2+s. Meyer, Balsara, Aslam, J. Comput. Phys. 2014,
/// doi:10.1016/j.jcp.2013.08.021. Since mu + nu = 1 this is Y(j-1) + follow (Y(j-1) - Y(j-2)) + share tau L.</remarks>
internal sealed class RklWeights
{
    private double[] _share = [];
    private double[] _integral = [];

    public int Stages { get; private set; }

    /// <summary>Smallest odd s with s (s + 1) at least tau times the spectral radius of the operator.</summary>
    public static int StagesFor(double tauRadius)
    {
        var s = 1;
        while ((double)s * (s + 1) < tauRadius)
            s += 2;
        return s;
    }

    /// <summary>-nu of stage j, counted from 1.</summary>
    public static double Follow(int j) => (j - 1.0) / j;

    /// <summary>mu w of stage j, counted from 1: the part of tau that the stage's L counts for.</summary>
    public double Share(int j) => _share[j - 1];

    /// <summary>Weight of Y(j-1) in the integral of Y over the step, in units of tau; the weights add up to 1.</summary>
    public double Integral(int j) => _integral[j - 1];

    public void Prepare(int stages)
    {
        if (stages == Stages)
            return;
        Stages = stages;
        if (_share.Length < stages)
        {
            _share = new double[stages];
            _integral = new double[stages];
        }
        var w = 2.0 / ((double)stages * (stages + 1));
        // The integral P obeys the same recursion with L = Y; its weights follow from the last stage backwards.
        var influence = 1.0;
        var influenceOfNext = 0.0;
        for (var j = stages; j >= 1; j--)
        {
            _share[j - 1] = ((2.0 * j) - 1) / j * w;
            _integral[j - 1] = _share[j - 1] * influence;
            var earlier = (((2.0 * j) - 1) / j * influence) + influenceOfNext;
            influenceOfNext = (1.0 - j) / j * influence;
            influence = earlier;
        }
    }
}
