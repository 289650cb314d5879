// All rows around one bin, side by side: what a search for neighbors streams over.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>
/// The 27 bins around a bin (9 in 2-D), or around a group of nearly empty bins, packed into one list, positions relative
/// to the group's first row. Gathered once and used by all its rows: runs of a dozen rows would otherwise leave most
/// lanes of each last vector idle.
/// </summary>
internal sealed unsafe class Surroundings(PairInputs inputs, Leeway leeway) : IDisposable
{
    private const int Lanes = RecordLanes.Count;
    private readonly Column<float>[] _floats = [.. Enumerable.Range(0, 4).Select(_ => new Column<float>("near"))];
    private readonly Column<int> _rows = new("near_row");

    /// <summary>Packs the surroundings of a group of bins that is not empty, given its first bin.</summary>
    /// <returns>How many rows they hold.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public int Gather(BinIndex bins, int bin)
    {
        var runs = stackalloc int[2 * BinIndex.MaxRuns];
        var runCount = bins.Around(bin, bins.Group, runs);
        var count = 0;
        for (var k = 0; k < runCount; k++)
            count += runs[(2 * k) + 1] - runs[2 * k];
        foreach (var column in _floats)
            column.Reserve(count + Lanes, 0);
        _rows.Reserve(count + Lanes, 0);
        var x = _floats[0].Pointer;
        var y = _floats[1].Pointer;
        var z = _floats[2].Pointer;
        var far = _floats[3].Pointer;
        var rows = _rows.Pointer;
        var records = inputs.Records.Pointer;
        var rooms = leeway.Room.Pointer;
        var scale = (float)inputs.Scale;
        var center = records[bins.Starts[bin]];
        var at = 0;
        for (var k = 0; k < runCount; k++)
        for (var row = runs[2 * k]; row < runs[(2 * k) + 1]; row++, at++)
        {
            ref readonly var record = ref records[row];
            x[at] = record.X - center.X;
            y[at] = record.Y - center.Y;
            z[at] = record.Z - center.Z;
            far[at] = record.Far + (scale * rooms[row]);
            rows[at] = row;
        }
        for (var k = 0; k < Lanes; k++)
            far[at + k] = float.NaN;
        return count;
    }

    /// <summary>Writes all rows within both Fars and both leeways of a row, itself excepted, in row order.</summary>
    /// <param name="first">First row of the group that was gathered.</param>
    /// <param name="count">What <see cref="Gather"/> gave.</param>
    /// <param name="found">Room for as many numbers and sixteen more.</param>
    public int Find(int row, int first, int count, int* found)
    {
        ref readonly var record = ref inputs.Records.Pointer[row];
        ref readonly var center = ref inputs.Records.Pointer[first];
        var (x, y, z) = ((float)(record.X - center.X), (float)(record.Y - center.Y), (float)(record.Z - center.Z));
        var around = new PackedRows(
            _floats[0].Pointer,
            _floats[1].Pointer,
            _floats[2].Pointer,
            _floats[3].Pointer,
            _rows.Pointer,
            count
        );
        var reach = record.Far + ((float)inputs.Scale * leeway.Room[row]);
        return RecordOctets.AreWidest
            ? PairOctets.Find(around, row, x, y, z, reach, found)
            : Find(around, row, x, y, z, reach, found);
    }

    /// <summary>The search itself, sixteen rows at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static int Find(in PackedRows around, int row, float px, float py, float pz, float reach, int* found)
    {
        var (x, y, z) = (Vector512.Create(px), Vector512.Create(py), Vector512.Create(pz));
        var own = Vector512.Create(reach);
        var self = Vector512.Create(row);
        var near = 0;
        for (var k = 0; k < around.Count; k += Lanes)
        {
            var dx = x - Vector512.Load(around.X + k);
            var dy = y - Vector512.Load(around.Y + k);
            var dz = z - Vector512.Load(around.Z + k);
            var far = own + Vector512.Load(around.Far + k);
            var others = Vector512.Load(around.Rows + k);
            var within =
                Vector512.LessThan((dx * dx) + (dy * dy) + (dz * dz), far * far)
                & ~Vector512.Equals(others, self).AsSingle();
            near += RecordLanes.Choose(others, within, found + near);
        }
        return near;
    }

    public void Dispose()
    {
        foreach (var column in _floats)
            column.Dispose();
        _rows.Dispose();
    }
}

/// <summary>Rows side by side, one array a property; positions relative to one of them.</summary>
/// <param name="far">What counts of each row beside the own of who asks; NaN behind the last, for sixteen more.</param>
internal readonly unsafe struct PackedRows(float* x, float* y, float* z, float* far, int* rows, int count)
{
    public readonly float* X = x;
    public readonly float* Y = y;
    public readonly float* Z = z;
    public readonly float* Far = far;
    public readonly int* Rows = rows;
    public readonly int Count = count;
}
