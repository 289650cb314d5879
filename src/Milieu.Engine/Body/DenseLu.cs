// Small dense linear equations by elimination with pivots.
namespace Milieu.Engine;

/// <summary>L U = P A of one square matrix, kept for several right sides. Allocates only when made.</summary>
internal sealed class DenseLu(int count)
{
    private readonly double[] _rows = new double[count * count];
    private readonly int[] _pivots = new int[count];

    /// <summary>Room for the matrix, row by row; <see cref="Factor"/> overwrites it.</summary>
    public Span<double> Matrix => _rows;

    /// <returns>False where the matrix is singular or holds a number that is not finite.</returns>
    public bool Factor()
    {
        for (var k = 0; k < count; k++)
        {
            var pivot = Pivot(k);
            _pivots[k] = pivot;
            if (pivot < 0)
                return false;
            if (pivot != k)
                Swap(Row(k), Row(pivot));
            var upper = Row(k);
            for (var i = k + 1; i < count; i++)
            {
                var lower = Row(i);
                if (lower[k] == 0)
                    continue;
                var factor = lower[k] / upper[k];
                lower[k] = factor;
                for (var j = k + 1; j < count; j++)
                    lower[j] -= factor * upper[j];
            }
        }
        return true;
    }

    /// <summary>Solves A x = b in place.</summary>
    public void Solve(Span<double> b)
    {
        for (var k = 0; k < count; k++)
        {
            var pivot = _pivots[k];
            (b[k], b[pivot]) = (b[pivot], b[k]);
        }
        for (var i = 1; i < count; i++)
        {
            var row = Row(i);
            var sum = b[i];
            for (var j = 0; j < i; j++)
                sum -= row[j] * b[j];
            b[i] = sum;
        }
        for (var i = count - 1; i >= 0; i--)
        {
            var row = Row(i);
            var sum = b[i];
            for (var j = i + 1; j < count; j++)
                sum -= row[j] * b[j];
            b[i] = sum / row[i];
        }
    }

    private static void Swap(Span<double> a, Span<double> b)
    {
        for (var j = 0; j < a.Length; j++)
            (a[j], b[j]) = (b[j], a[j]);
    }

    private Span<double> Row(int i) => _rows.AsSpan(i * count, count);

    /// <summary>The row with the largest entry in a column at or below the diagonal; -1 where all are 0 or one is not finite.</summary>
    private int Pivot(int k)
    {
        var (best, at) = (0.0, -1);
        for (var i = k; i < count; i++)
        {
            var size = Math.Abs(_rows[(i * count) + k]);
            if (!double.IsFinite(size))
                return -1;
            if (size > best)
                (best, at) = (size, i);
        }
        return at;
    }
}
