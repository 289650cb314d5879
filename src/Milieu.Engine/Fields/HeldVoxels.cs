// The voxels of a field that are held at values, row by row.
using System.Numerics;

namespace Milieu.Engine;

/// <summary>Long runs of one value in a row are written as runs; whatever else is held, voxel by voxel.</summary>
internal sealed class HeldVoxels
{
    private const int ShortestRun = 12;
    private readonly Run[] _runs;
    private readonly int[] _firstRun;
    private readonly int[] _offsets;
    private readonly double[] _values;
    private readonly int[] _firstOffset;
    private readonly bool[] _isWhole;

    /// <param name="held">Value by storage offset.</param>
    /// <param name="stride">Elements from one row of x to the next, of which the first <paramref name="nx"/> are voxels.</param>
    public HeldVoxels(Dictionary<int, double> held, int rows, int stride, int nx)
    {
        var (runs, singles) = (new List<Run>(), new List<int>());
        (_firstRun, _firstOffset, _isWhole) = (new int[rows + 1], new int[rows + 1], new bool[rows]);
        int[] sorted = [.. held.Keys.Order()];
        for (var i = 0; i < sorted.Length; )
        {
            var run = RunFrom(sorted, i, held, stride);
            var row = run.Offset / stride;
            if (run.Length < ShortestRun)
            {
                singles.AddRange(sorted.AsSpan(i, run.Length));
                _firstOffset[row + 1] += run.Length;
            }
            else
            {
                runs.Add(run);
                _firstRun[row + 1]++;
            }
            i += run.Length;
        }
        foreach (var row in sorted.CountBy(offset => offset / stride))
            _isWhole[row.Key] = row.Value == nx;
        for (var row = 0; row < rows; row++)
        {
            _firstRun[row + 1] += _firstRun[row];
            _firstOffset[row + 1] += _firstOffset[row];
        }
        _runs = [.. runs];
        _offsets = [.. singles];
        _values = [.. singles.Select(offset => held[offset])];
        Count = held.Count;
    }

    public int Count { get; }

    /// <summary>Neighbors in a row at one value, in storage order.</summary>
    public IEnumerable<Run> Runs =>
        _runs.Concat(_offsets.Zip(_values, (offset, value) => new Run(offset, 1, value))).OrderBy(run => run.Offset);

    /// <summary>From a row of x on, the end of the rows that are all alike: held as a whole, or not.</summary>
    public int EndOfAlike(int row, int end, out bool areHeld)
    {
        areHeld = _isWhole[row];
        do row++;
        while (row < end && _isWhole[row] == areHeld);
        return row;
    }

    /// <summary>Writes the values into rows [begin, end) of x of a block.</summary>
    public unsafe void Fix<T>(T* block, int begin, int end)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (int* offsets = _offsets)
        fixed (double* values = _values)
            for (int i = _firstOffset[begin], last = _firstOffset[end]; i < last; i++)
                block[offsets[i]] = Stored.As<T>(values[i]);
        for (int i = _firstRun[begin], last = _firstRun[end]; i < last; i++)
            new Span<T>(block + _runs[i].Offset, _runs[i].Length).Fill(Stored.As<T>(_runs[i].Value));
    }

    private static Run RunFrom(int[] sorted, int first, Dictionary<int, double> held, int stride)
    {
        var (offset, value) = (sorted[first], held[sorted[first]]);
        var i = first + 1;
        while (
            i < sorted.Length && sorted[i] == offset + i - first && sorted[i] % stride != 0 && held[sorted[i]] == value
        )
            i++;
        return new Run(offset, i - first, value);
    }

    public readonly record struct Run(int Offset, int Length, double Value);
}
