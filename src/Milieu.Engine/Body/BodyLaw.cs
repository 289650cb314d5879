// The reactions of a body as differential equations.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>y holds the species, then how far each delayed reaction has gone.</summary>
/// <remarks>
/// dA_s/dt = sum over reactions of (given - taken) rate + inflow_s; a delayed reaction takes at once, and what it gives
/// comes back as inflow. Derivatives are exact (<see cref="FormulaSlope"/>); one that is not finite, as of x^0.5 at 0, counts as 0.
/// </remarks>
internal sealed class BodyLaw : OdeSystem
{
    private readonly int _species;
    private readonly ImmutableArray<CompiledReaction> _reactions;
    private readonly (int Row, double Amount)[][] _shares;
    private readonly (int Column, Formula Slope)[][] _slopes;
    private readonly Formula?[] _overTime;
    private readonly double[] _inputs;
    private readonly double[] _inflow;

    public BodyLaw(CompiledBody body)
    {
        _species = body.Species.Length;
        _reactions = body.Reactions;
        Delayed = [.. Enumerable.Range(0, _reactions.Length).Where(r => _reactions[r].DelaySteps > 0)];
        Count = _species + Delayed.Length;
        _inputs = new double[_species + 1 + body.Inputs.Length];
        _inflow = new double[_species];
        _shares = [.. _reactions.Select((r, k) => SharesOf(r, k).ToArray())];
        _slopes = [.. _reactions.Select(r => SlopesOf(r.Rate, _species).ToArray())];
        _overTime = [.. _reactions.Select(r => Reads(r.Rate, _species) ? FormulaSlope.Of(r.Rate, _species) : null)];
    }

    /// <summary>Reactions whose extents follow the species in y, in this order.</summary>
    public ImmutableArray<int> Delayed { get; }

    public override int Count { get; }

    /// <summary>What formulas read of the tissue, held over a step.</summary>
    public Span<double> Outside => _inputs.AsSpan(_species + 1);

    /// <summary>What flows into each species from elsewhere, per min, held over a step.</summary>
    public Span<double> Inflow => _inflow;

    public override void Slopes(double t, ReadOnlySpan<double> y, Span<double> slopes)
    {
        Read(t, y);
        _inflow.CopyTo(slopes);
        slopes[_species..].Clear();
        for (var r = 0; r < _shares.Length; r++)
        {
            var rate = _reactions[r].Rate.Evaluate(_inputs);
            foreach (var (row, amount) in _shares[r])
                slopes[row] += amount * rate;
        }
    }

    public override void Derivatives(double t, ReadOnlySpan<double> y, Span<double> jacobian, Span<double> overTime)
    {
        Read(t, y);
        jacobian.Clear();
        overTime.Clear();
        for (var r = 0; r < _shares.Length; r++)
        {
            foreach (var (column, slope) in _slopes[r])
            {
                var value = Finite(slope.Evaluate(_inputs));
                foreach (var (row, amount) in _shares[r])
                    jacobian[(row * Count) + column] += amount * value;
            }
            if (_overTime[r] is not { } overTimeOf)
                continue;
            var change = Finite(overTimeOf.Evaluate(_inputs));
            foreach (var (row, amount) in _shares[r])
                overTime[row] += amount * change;
        }
    }

    private void Read(double t, ReadOnlySpan<double> y)
    {
        y[.._species].CopyTo(_inputs);
        _inputs[_species] = t;
    }

    private IEnumerable<(int Row, double Amount)> SharesOf(CompiledReaction reaction, int index)
    {
        foreach (var share in reaction.Takes)
            yield return (share.Species, -share.Amount);
        if (reaction.DelaySteps > 0)
            yield return (_species + Delayed.IndexOf(index), 1);
        else
            foreach (var share in reaction.Gives)
                yield return (share.Species, share.Amount);
    }

    private static IEnumerable<(int Column, Formula Slope)> SlopesOf(Formula rate, int species)
    {
        for (var s = 0; s < species; s++)
            if (Reads(rate, s))
                yield return (s, FormulaSlope.Of(rate, s));
    }

    private static bool Reads(Formula formula, int input) =>
        formula.Steps.Any(s => s.Operation == FormulaOperation.Input && s.Index == input);

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;
}
