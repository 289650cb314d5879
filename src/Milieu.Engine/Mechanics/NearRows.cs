// The neighbors of one row, while its pairs are summed.
namespace Milieu.Engine;

/// <summary>What a worker notes about the rows near one row; sixteen entries more than there are rows may be read.</summary>
/// <remarks>Nothing here changes from row to row but the memory, which no two workers share a line of.</remarks>
internal sealed unsafe class NearRows : IDisposable
{
    private const int Lanes = RecordLanes.Count;
    private readonly Column<int> _rows = new("near");
    private readonly Column<float> _factors = new("near_factor");
    private readonly Column<uint> _touching = new("near_touching");

    /// <summary>In row order, then at least sixteen times a row that there is.</summary>
    public int* Rows => _rows.Pointer;

    /// <summary>What each row's adhesion is multiplied by.</summary>
    public float* Factors => _factors.Pointer;

    /// <summary>For each sixteen rows, which are within reach.</summary>
    public uint* Touching => _touching.Pointer;

    public void Reserve(int count)
    {
        if (count + (2 * Lanes) <= _rows.Capacity)
            return;
        _rows.Reserve((2 * count) + (2 * Lanes), 0);
        _factors.Reserve(_rows.Capacity, 0);
        _touching.Reserve(_rows.Capacity / Lanes, 0);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _factors.Dispose();
        _touching.Dispose();
    }
}
