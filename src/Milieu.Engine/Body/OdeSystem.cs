// Ordinary differential equations as the solver sees them: slopes and their derivatives.
namespace Milieu.Engine;

/// <summary>y' = f(t, y) with its exact derivatives.</summary>
internal abstract class OdeSystem
{
    /// <summary>Length of y.</summary>
    public abstract int Count { get; }

    /// <summary>f(t, y).</summary>
    public abstract void Slopes(double t, ReadOnlySpan<double> y, Span<double> slopes);

    /// <summary>df/dy, row by row, and df/dt.</summary>
    public abstract void Derivatives(double t, ReadOnlySpan<double> y, Span<double> jacobian, Span<double> overTime);
}
