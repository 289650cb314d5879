// The cells that some signals of one range are gathered from, found by place.
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Live cells that bear any signal of a group, in row order, with what they bear.</summary>
/// <remarks>Cells that came at this very tick stand in no bin yet: they have met nobody.</remarks>
internal sealed unsafe class Bearers : IRangeJob, IDisposable
{
    /// <summary>Signals of one group: one lane of a vector each. So many entries beyond the last may be read, too.</summary>
    public const int MostSignals = 8;

    private const byte NotBearing = (byte)(CellFlags.Dead | CellFlags.Absent);
    private readonly Cells _cells;
    private readonly BehaviorValues _reach;
    private readonly uint[] _kinds;
    private readonly BornValue?[] _values;
    private readonly TouchKind[] _touches;
    private readonly Vector512<double> _isCount;
    private readonly Vector512<double> _isMean;
    private readonly Vector512<double> _isMaximum;
    private readonly Column<int> _rows = new("bearer_row");
    private readonly Column<uint> _bits = new("bearer_kinds");
    private readonly Column<double> _x = new("bearer_x");
    private readonly Column<double> _y = new("bearer_y");
    private readonly Column<double> _z = new("bearer_z");
    private readonly Column<double> _far = new("bearer_reach");
    private readonly Column<int> _starts = new("bearer_starts");
    private readonly Column<double> _born = new("bearer_values");

    /// <param name="signals">Indices of signals of one range, at most <see cref="MostSignals"/>.</param>
    public Bearers(StepContext context, CellStates states, double range, int[] signals)
    {
        var (model, cells) = (context.Model, context.Cells);
        _cells = cells;
        _reach = new BehaviorValues(model, cells, model.Behaviors.Reach);
        (Range, Signals) = (range, signals);
        _touches = [.. signals.Select(s => model.Touches[s].Kind)];
        _kinds = new uint[model.Types.Length];
        for (var k = 0; k < signals.Length; k++)
            foreach (var type in model.Touches[signals[k]].Types)
                _kinds[type] |= 1u << k;
        _values = [.. signals.Select(s => Value(context, states, model.Touches[s]))];
        IsCounting = range > 0 && Array.TrueForAll(_values, v => v is null);
        _isCount = LanesOf(TouchKind.Count);
        _isMean = LanesOf(TouchKind.Mean);
        _isMaximum = LanesOf(TouchKind.Maximum);
    }

    /// <summary>0 for cells that touch.</summary>
    public double Range { get; }

    public int[] Signals { get; }

    /// <summary>All that is asked is how many are within a distance.</summary>
    public bool IsCounting { get; }

    public int Count { get; private set; }

    /// <summary>The largest adhesion distance of a bearer, um.</summary>
    public double LargestReach { get; private set; }

    public double* X => _x.Pointer;

    public double* Y => _y.Pointer;

    public double* Z => _z.Pointer;

    public double* Far => _far.Pointer;

    public int* Rows => _rows.Pointer;

    /// <summary>Bit k: the cell bears signal k of the group.</summary>
    public uint* Bits => _bits.Pointer;

    /// <summary>The first entry of each bin, and one past the last.</summary>
    public int* Starts => _starts.Pointer;

    /// <summary>What each entry bears: <see cref="MostSignals"/> numbers an entry, 0 where it does not bear a signal.</summary>
    public double* Born => _born.Pointer;

    public uint KindsOf(int row) => (_cells.Flags[row] & NotBearing) == 0 ? _kinds[_cells.Type[row]] : 0;

    /// <summary>Lists the bearers among the rows that stand in bins.</summary>
    public void Gather(BinIndex bins)
    {
        var rows = bins.Starts[bins.Grid.Count];
        Reserve(rows, bins.Grid.Count);
        var starts = Starts;
        var bin = _cells.Bin.Pointer;
        var next = 0;
        Count = 0;
        LargestReach = 0;
        for (var row = 0; row < rows; row++)
        {
            while (next <= bin[row])
                starts[next++] = Count;
            if (KindsOf(row) is not 0 and var kinds)
                Add(row, kinds);
        }
        while (next <= bins.Grid.Count)
            starts[next++] = Count;
    }

    /// <summary>What the entries of a range bear.</summary>
    public void Run(int begin, int end, int worker)
    {
        for (var entry = begin; entry < end; entry++)
        {
            var born = Born + ((long)entry * MostSignals);
            for (var k = 0; k < _values.Length; k++)
                born[k] = _values[k] is { } value && (Bits[entry] & (1u << k)) != 0 ? value.At(Rows[entry]) : 0;
        }
    }

    /// <summary>The signals of the group from what a row has met.</summary>
    public Vector512<double> Result(in Gathered met)
    {
        var counts = Vector512.ConvertToDouble(met.Counts);
        var any = Vector512.GreaterThan(counts, Vector512<double>.Zero);
        var result = Vector512.ConditionalSelect(_isCount, counts, met.Sums);
        var mean = met.Sums / Vector512.Max(counts, Vector512<double>.One);
        result = Vector512.ConditionalSelect(_isMean, mean, result);
        return Vector512.ConditionalSelect(_isMaximum, met.Tops & any, result);
    }

    public void Dispose()
    {
        foreach (var column in new Column[] { _rows, _bits, _x, _y, _z, _far, _starts, _born })
            column.Dispose();
    }

    private void Add(int row, uint kinds)
    {
        var at = Count++;
        (_x.Pointer[at], _y.Pointer[at], _z.Pointer[at]) = (_cells.X[row], _cells.Y[row], _cells.Z[row]);
        var far = _reach.At(row) * _cells.Radius[row];
        _far.Pointer[at] = far;
        LargestReach = Math.Max(LargestReach, far);
        _rows.Pointer[at] = row;
        _bits.Pointer[at] = kinds;
    }

    private void Reserve(int rows, int bins)
    {
        _starts.Reserve(bins + 1, 0);
        if (rows + MostSignals <= _rows.Capacity)
            return;
        var room = rows + (rows / 8) + MostSignals;
        _rows.Reserve(room, 0);
        _bits.Reserve(room, 0);
        _x.Reserve(room, 0);
        _y.Reserve(room, 0);
        _z.Reserve(room, 0);
        _far.Reserve(room, 0);
        if (!IsCounting)
            _born.Reserve(room * MostSignals, 0);
    }

    private Vector512<double> LanesOf(TouchKind kind)
    {
        var lanes = Vector512<long>.Zero;
        for (var k = 0; k < _touches.Length; k++)
            lanes = lanes.WithElement(k, _touches[k] == kind ? -1 : 0);
        return lanes.AsDouble();
    }

    private static BornValue? Value(StepContext context, CellStates states, TouchSignal signal) =>
        signal.Value is null ? null : new BornValue(context, states, signal);
}
