// The vessels of a tissue as a graph: live pieces and tips, and who is linked to whom.
namespace Milieu.Engine;

/// <summary>Pieces and tips numbered in the order of their rows. Made anew at each step from rows and links alone.</summary>
internal sealed unsafe class VesselGraph : IDisposable
{
    private readonly CompiledVessels _vessels;
    private readonly Tissue _tissue;
    private readonly Cells _cells;
    private readonly bool[] _isSegment;
    private readonly Column<int> _nodes;
    private readonly Column<int> _rows = new("vessel_rows");
    private readonly Column<int> _starts = new("vessel_starts");
    private readonly Column<int> _others = new("vessel_others");

    public VesselGraph(StepContext context)
    {
        _vessels = context.Model.Vessels!;
        _tissue = context.Tissue;
        _cells = context.Cells;
        _isSegment = new bool[context.Model.Types.Length];
        foreach (var type in _vessels.Segments)
            _isSegment[type] = true;
        _nodes = _cells.Scratch<int>("vessel_nodes");
    }

    /// <summary>Pieces and tips.</summary>
    public int Count { get; private set; }

    public int RowOf(int node) => _rows[node];

    public bool IsTip(int node) => _cells.Type[_rows[node]] == _vessels.Tip;

    /// <summary>Where the partners of a node begin in <see cref="Other"/>; those of the next node follow.</summary>
    public int First(int node) => _starts[node];

    /// <summary>The node of an entry.</summary>
    public int Other(int entry) => _others[entry];

    public void Build()
    {
        FindNodes();
        _starts.Reserve(_rows.Capacity + 2, 0);
        _starts.Clear(0, Count + 2);
        _others.Reserve(2 * _tissue.Links.A.Capacity, 0);
        // Counted two places ahead, so that filling leaves each start where it belongs.
        Each(isCounting: true);
        for (var node = 1; node < Count + 2; node++)
            _starts[node] += _starts[node - 1];
        Each(isCounting: false);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _starts.Dispose();
        _others.Dispose();
    }

    private void FindNodes()
    {
        var (rows, count) = (_cells.Count, 0);
        var type = _cells.Type.Pointer;
        var nodes = _nodes.Pointer;
        for (var row = 0; row < rows; row++)
        {
            nodes[row] = -1;
            if (!(_isSegment[type[row]] || type[row] == _vessels.Tip) || !IsThere(row))
                continue;
            if (count == _rows.Capacity)
                _rows.Reserve((2 * count) + 64, count);
            _rows[count] = row;
            nodes[row] = count++;
        }
        Count = count;
    }

    private bool IsThere(int row) => _cells.IsLive(row) && !_cells.Is(row, CellFlags.Escaped);

    private void Each(bool isCounting)
    {
        var links = _tissue.Links;
        for (var k = 0; k < links.Count; k++)
        {
            if ((links.Kind[k] & (byte)LinkKind.Vessel) == 0)
                continue;
            var (a, b) = (_nodes[links.A[k]], _nodes[links.B[k]]);
            if (a < 0 || b < 0)
                continue;
            if (isCounting)
            {
                _starts[a + 2]++;
                _starts[b + 2]++;
                continue;
            }
            _others[_starts[a + 1]++] = b;
            _others[_starts[b + 1]++] = a;
        }
    }
}
