// Sums, means, maxima and counts of one row's signals.
namespace Milieu.Engine;

/// <summary>What has been met of each signal of a group while one row looks around.</summary>
internal readonly unsafe ref struct Gathering(double* sums, int* counts, TouchKind[] kinds)
{
    public void Clear()
    {
        for (var k = 0; k < kinds.Length; k++)
            (sums[k], counts[k]) = (0, 0);
    }

    public void Add(int k, double value)
    {
        counts[k]++;
        if (kinds[k] == TouchKind.Maximum)
            sums[k] = counts[k] == 1 ? value : Math.Max(sums[k], value);
        else
            sums[k] += value;
    }

    public void Count(int k, int more) => counts[k] += more;

    public double Of(int k) =>
        kinds[k] switch
        {
            TouchKind.Count => counts[k],
            TouchKind.Mean when counts[k] > 0 => sums[k] / counts[k],
            _ => sums[k],
        };
}
