// Structures of a line of x carried through one step of the matrix.
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Second-order Rosenbrock step with a diagonal Jacobian (a W-method), explicit where that is accurate and slopes last.</summary>
/// <remarks>
/// k1 = F(y, t) / (1 - g h a), k2 = (F(y + h k1, t + h) - 2 k1) / (1 - g h a), y += h (3 k1 + k2) / 2, g = 1 - 1/sqrt 2:
/// ROS2, of second order whatever a is; a is 0 (Heun) until an error is too large or a slope turns, then the diagonal of the Jacobian.
/// Verwer, Spee, Blom, Hundsdorfer, SIAM J. Sci. Comput. 1999, doi:10.1137/S1064827597326651. The error is estimated by
/// the difference to the first-order y + h k1; the sub-step is that of the line.
/// </remarks>
internal sealed unsafe class MatrixStep
{
    /// <summary>Largest estimated error of a sub-step, of the size of the structure and of its range.</summary>
    internal const double Tolerance = 1e-4;

    private const double Gamma = 0.2928932188134524756;
    private const double LeastShare = 1.0 / 65536;
    private const int Lanes = 8;
    private readonly CompiledStructure[] _structures;
    private readonly MatrixLaw _law;
    private readonly double _minutes;
    private readonly int _width;

    public MatrixStep(CompiledModel model, MatrixLaw law)
    {
        _structures = [.. model.Matrix!.Structures];
        _law = law;
        _minutes = model.Timing.MinutesAt(model.Matrix.Period);
        _width = model.Grid.Nx;
    }

    /// <param name="line">Loaded with the line's substrates; its first block holds the structures, before and after.</param>
    /// <param name="time">Minutes at the start of the step.</param>
    public void Run(VoxelLine line, double time)
    {
        var values = line.Block(0);
        var slopes = line.Block(1);
        var next = line.Block(3);
        var losses = line.Block(4);
        var (left, h, hasLosses) = (_minutes, _minutes, false);
        new Span<double>(losses, line.BlockLength).Clear();
        _law.Slopes(line, values, slopes, time);
        while (true)
        {
            h = Math.Min(h, left);
            First(line, h);
            _law.Slopes(line, next, line.Block(2), time + _minutes - left + h);
            var error = Second(line, h);
            if (!hasLosses && (error > 1 || IsStiff(line)))
            {
                _law.Losses(line, values, losses, next, line.Block(5));
                hasLosses = true;
                continue;
            }
            // Not a number counts as done: it is found in the state and named there.
            if (error > 1 && h > LeastShare * _minutes)
            {
                h *= Math.Max(0.1, 0.9 / Math.Sqrt(error));
                continue;
            }
            Take(line);
            left -= h;
            if (!(left > 1e-12 * _minutes))
                return;
            h *= error > 0.01 ? 0.9 / Math.Sqrt(error) : 5;
            _law.Slopes(line, values, slopes, time + _minutes - left);
            if (hasLosses)
                _law.Losses(line, values, losses, next, line.Block(5));
        }
    }

    /// <summary>Block 3 := y + h k1 within its bounds; block 5 := k1.</summary>
    private void First(VoxelLine line, double h)
    {
        var y = line.Block(0);
        var f = line.Block(1);
        var next = line.Block(3);
        var a = line.Block(4);
        var k1 = line.Block(5);
        var (step, damping) = (Vector512.Create(h), Vector512.Create(Gamma * h));
        for (var s = 0; s < _structures.Length; s++)
        {
            var (least, most) = Bounds(s);
            for (var i = s * line.Count; i < (s + 1) * line.Count; i += Lanes)
            {
                var slope = Vector512.Load(f + i) / (Vector512<double>.One - (damping * Vector512.Load(a + i)));
                slope.Store(k1 + i);
                Within(Vector512.Load(y + i) + (step * slope), least, most).Store(next + i);
            }
        }
    }

    /// <summary>Block 3 := the new values; gives the largest error over what is tolerated.</summary>
    private double Second(VoxelLine line, double h)
    {
        var y = line.Block(0);
        var f = line.Block(2);
        var next = line.Block(3);
        var a = line.Block(4);
        var k1 = line.Block(5);
        var (half, damping, two) = (Vector512.Create(0.5 * h), Vector512.Create(Gamma * h), Vector512.Create(2.0));
        var largest = Vector512<double>.Zero;
        for (var s = 0; s < _structures.Length; s++)
        {
            var (least, most) = Bounds(s);
            var range = Vector512.Create(RangeOf(_structures[s]));
            for (var i = s * line.Count; i < (s + 1) * line.Count; i += Lanes)
            {
                var (start, slope) = (Vector512.Load(y + i), Vector512.Load(k1 + i));
                var damped = Vector512<double>.One - (damping * Vector512.Load(a + i));
                var second = (Vector512.Load(f + i) - (two * slope)) / damped;
                var difference = half * (slope + second);
                var scale = Vector512.Create(Tolerance) * (Vector512.Abs(start) + range);
                largest = Vector512.Max(largest, Vector512.Abs(difference) / scale);
                Within(start + (two * (half * slope)) + difference, least, most).Store(next + i);
            }
        }
        var error = largest[0];
        for (var k = 1; k < Lanes; k++)
            error = Math.Max(error, largest[k]);
        return error;
    }

    /// <summary>Somewhere a slope turned or doubled within the step: near rest a plain step would throw it off, however small the error.</summary>
    private static bool IsStiff(VoxelLine line)
    {
        var before = line.Block(1);
        var after = line.Block(2);
        for (var i = 0; i < line.BlockLength; i += Lanes)
        {
            var start = Vector512.Load(before + i);
            if (Vector512.GreaterThanAny(Vector512.Abs(Vector512.Load(after + i) - start), Vector512.Abs(start)))
                return true;
        }
        return false;
    }

    /// <summary>The new values become the values; what is beside the domain stays 0.</summary>
    private void Take(VoxelLine line)
    {
        var values = line.Block(0);
        var next = line.Block(3);
        for (var s = 0; s < _structures.Length; s++)
            new ReadOnlySpan<double>(next + (s * line.Count), _width).CopyTo(
                new Span<double>(values + (s * line.Count), _width)
            );
    }

    private (Vector512<double> Least, Vector512<double> Most) Bounds(int structure) =>
        (Vector512.Create(_structures[structure].Least), Vector512.Create(_structures[structure].Most));

    /// <summary>What counts as large for a structure near 0: the width of its bounds, or 1 of its unit where it has none.</summary>
    private static double RangeOf(CompiledStructure s) => double.IsFinite(s.Most - s.Least) ? s.Most - s.Least : 1;

    private static Vector512<double> Within(Vector512<double> x, Vector512<double> least, Vector512<double> most) =>
        Vector512.Min(Vector512.Max(x, least), most);
}
