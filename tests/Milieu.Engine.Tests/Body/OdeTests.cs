// The solver of the body against problems with known answers.

namespace Milieu.Engine.Tests;

public sealed class OdeTests
{
    [Fact(
        DisplayName = "Robertson's stiff reactions end where the literature says, after 40 and after 1e11 units of time: a wrong coefficient, derivative or step control would not get there"
    )]
    public void Robertson()
    {
        var solver = new Rodas3(new RobertsonSystem(), new OdeTolerance(1e-9, 1e-15));
        double[] y = [1, 0, 0];
        Assert.True(solver.Integrate(0, 40, y));
        // Hairer and Wanner, Solving Ordinary Differential Equations II.
        Near(0.7158270687193941, y[0], 1e-6);
        Near(9.185534764557338e-6, y[1], 1e-6);
        Near(0.2841637457458482, y[2], 1e-6);
        Assert.True(solver.Integrate(40, 1e11, y));
        Near(0.2083340149701255e-7, y[0], 1e-4);
        Near(0.8333360770334713e-13, y[1], 1e-4);
        Near(0.9999999791665050, y[2], 1e-9);
        Assert.InRange(solver.Taken, 100, 20_000);
    }

    [Fact(
        DisplayName = "What reactions conserve, every step conserves to rounding: Robertson's three amounts still sum to 1 after 1e11"
    )]
    public void InvariantsStay()
    {
        var solver = new Rodas3(new RobertsonSystem(), new OdeTolerance(1e-9, 1e-15));
        double[] y = [1, 0, 0];
        Assert.True(solver.Integrate(0, 1e11, y));
        Assert.InRange(Math.Abs(y[0] + y[1] + y[2] - 1), 0, 1e-11);
    }

    [Theory(
        DisplayName = "y' = -k (y - cos t) - sin t follows cos t from easy to a million times stiff, in few steps: an unstable method would need steps of 1/k"
    )]
    [InlineData(1)]
    [InlineData(1e3)]
    [InlineData(1e6)]
    public void StiffLinear(double k)
    {
        var solver = new Rodas3(new Follows(k), new OdeTolerance(1e-6, 1e-8));
        double[] y = [1];
        Assert.True(solver.Integrate(0, 10, y));
        Near(ExactMath.Cos(10), y[0], 3e-6);
        Assert.InRange(solver.Taken, 1, 3000);
    }

    [Fact(
        DisplayName = "A fast transient dies at any step length (L-stable): one step of 1e9 time constants leaves nothing, where an A-stable method would ring"
    )]
    public void StiffDecayIsDamped()
    {
        var solver = new Rodas3(new Decay(1e9), new OdeTolerance(1e-6, 1e-12));
        double[] y = [1];
        solver.StepOf(0, 1, y);
        Assert.InRange(Math.Abs(y[0]), 0, 1e-8);
    }

    [Fact(
        DisplayName = "The error falls eightfold when the step is halved, on an equation with time in it: third order needs every coefficient and both derivatives"
    )]
    public void ThirdOrder()
    {
        var errors = new double[4];
        for (var k = 0; k < errors.Length; k++)
        {
            var steps = 40 << k;
            var solver = new Rodas3(new Rational(), new OdeTolerance(1, 1));
            double[] y = [1];
            for (var step = 0; step < steps; step++)
                solver.StepOf(step * (2.0 / steps), 2.0 / steps, y);
            errors[k] = Math.Abs(y[0] - 0.2);
        }
        for (var k = 1; k < errors.Length; k++)
            Assert.InRange(errors[k - 1] / errors[k], 7, 9);
    }

    [Fact(
        DisplayName = "The tolerance is kept: a hundred times stricter gives an error at least thirty times smaller, and never above it by more than ten"
    )]
    public void ToleranceIsKept()
    {
        var errors = new List<double>();
        foreach (var relative in (double[])[1e-4, 1e-6, 1e-8])
        {
            var solver = new Rodas3(new Rational(), new OdeTolerance(relative, relative));
            double[] y = [1];
            Assert.True(solver.Integrate(0, 2, y));
            errors.Add(Math.Abs(y[0] - 0.2));
            Assert.InRange(errors[^1], 0, 10 * relative);
        }
        Assert.InRange(errors[1], 0, errors[0] / 30);
        Assert.InRange(errors[2], 0, errors[1] / 30);
    }

    [Fact(
        DisplayName = "Where a solution ends, as under a root that turns negative, the solver says so instead of hanging or making a number up"
    )]
    public void EndIsTold()
    {
        var solver = new Rodas3(new Ends(), new OdeTolerance(1e-6, 1e-9));
        double[] y = [1];
        Assert.False(solver.Integrate(0, 2, y));
    }

    [Fact(DisplayName = "A matrix that needs pivots is solved: without them the zero on the diagonal would divide")]
    public void LuPivots()
    {
        var lu = new DenseLu(3);
        double[] a = [0, 2, 1, 4, 1e-20, -1, 2, 3, 5];
        a.CopyTo(lu.Matrix);
        Assert.True(lu.Factor());
        double[] b = [(0 * 1) + (2 * 2) + 3, (4 * 1) - 3, 2 + 6 + 15];
        lu.Solve(b);
        Near(1, b[0], 1e-14);
        Near(2, b[1], 1e-14);
        Near(3, b[2], 1e-14);
        lu.Matrix.Clear();
        Assert.False(lu.Factor());
    }

    private static void Near(double expected, double actual, double relative) =>
        Assert.InRange(Math.Abs(actual - expected), 0, relative * Math.Abs(expected));

    private sealed class RobertsonSystem : OdeSystem
    {
        public override int Count => 3;

        public override void Slopes(double t, ReadOnlySpan<double> y, Span<double> slopes)
        {
            var (slow, back, fast) = (0.04 * y[0], 1e4 * y[1] * y[2], 3e7 * y[1] * y[1]);
            slopes[0] = back - slow;
            slopes[1] = slow - back - fast;
            slopes[2] = fast;
        }

        public override void Derivatives(double t, ReadOnlySpan<double> y, Span<double> jacobian, Span<double> overTime)
        {
            overTime.Clear();
            double[] j = [-0.04, 1e4 * y[2], 1e4 * y[1], 0.04, 0, -1e4 * y[1], 0, 6e7 * y[1], 0];
            j[4] = -j[1] - j[7];
            j.CopyTo(jacobian);
        }
    }

    private sealed class Follows(double k) : OdeSystem
    {
        public override int Count => 1;

        public override void Slopes(double t, ReadOnlySpan<double> y, Span<double> slopes) =>
            slopes[0] = (-k * (y[0] - ExactMath.Cos(t))) - ExactMath.Sin(t);

        public override void Derivatives(double t, ReadOnlySpan<double> y, Span<double> jacobian, Span<double> overTime)
        {
            jacobian[0] = -k;
            overTime[0] = (-k * ExactMath.Sin(t)) - ExactMath.Cos(t);
        }
    }

    private sealed class Decay(double k) : OdeSystem
    {
        public override int Count => 1;

        public override void Slopes(double t, ReadOnlySpan<double> y, Span<double> slopes) => slopes[0] = -k * y[0];

        public override void Derivatives(double t, ReadOnlySpan<double> y, Span<double> jacobian, Span<double> overTime)
        {
            jacobian[0] = -k;
            overTime[0] = 0;
        }
    }

    /// <summary>y' = -2 t y^2, whose solution from 1 is 1 / (1 + t^2).</summary>
    private sealed class Rational : OdeSystem
    {
        public override int Count => 1;

        public override void Slopes(double t, ReadOnlySpan<double> y, Span<double> slopes) =>
            slopes[0] = -2 * t * y[0] * y[0];

        public override void Derivatives(double t, ReadOnlySpan<double> y, Span<double> jacobian, Span<double> overTime)
        {
            jacobian[0] = -4 * t * y[0];
            overTime[0] = -2 * y[0] * y[0];
        }
    }

    /// <summary>y' = -1 / sqrt(y), which reaches 0 from 1 at t = 2/3 and goes no further.</summary>
    private sealed class Ends : OdeSystem
    {
        public override int Count => 1;

        public override void Slopes(double t, ReadOnlySpan<double> y, Span<double> slopes) =>
            slopes[0] = -1 / Math.Sqrt(y[0]);

        public override void Derivatives(double t, ReadOnlySpan<double> y, Span<double> jacobian, Span<double> overTime)
        {
            jacobian[0] = 0.5 / (y[0] * Math.Sqrt(y[0]));
            overTime[0] = 0;
        }
    }
}
