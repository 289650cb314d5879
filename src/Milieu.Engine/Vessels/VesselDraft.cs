// A network of vessels while it grows: its pieces and what hangs together.
namespace Milieu.Engine;

/// <summary>Pieces at least a length apart, all inside the region; the first of them are the inlets.</summary>
internal sealed class VesselDraft
{
    // Pieces a length apart may not be taken for nearer by rounding.
    private const double Slack = 0.999;
    private readonly Region _region;
    private readonly SpotBins _bins;
    private readonly List<int> _parents = [];
    private readonly List<List<int>> _linked = [];

    public VesselDraft(Region region, double length, IReadOnlyList<Spot> inlets)
    {
        (_region, Length) = (region, length);
        _bins = new SpotBins(2 * length);
        foreach (var inlet in inlets)
            Append(inlet, -1);
        Inlets = inlets.Count;
    }

    public double Length { get; }

    public int Inlets { get; }

    public List<Spot> Spots { get; } = [];

    public int Count => Spots.Count;

    public IReadOnlyList<int> Linked(int piece) => _linked[piece];

    /// <summary>The piece that this one grew from; -1 for an inlet.</summary>
    public int ParentOf(int piece) => _parents[piece];

    public List<(int Index, double Square)> Near(Spot at, double reach) => _bins.Near(at, reach);

    public bool IsFree(Spot at) => _region.Holds(at.X, at.Y, at.Z) && _bins.Near(at, Slack * Length).Count == 0;

    public int Grow(Spot at, int parent)
    {
        var piece = Append(at, parent);
        Link(parent, piece);
        return piece;
    }

    public void Link(int a, int b)
    {
        _linked[a].Add(b);
        _linked[b].Add(a);
    }

    /// <summary>A straight chain from one piece to another, of steps of at least a length.</summary>
    /// <returns>False where it leaves the region or comes too near to others; nothing is changed then.</returns>
    public bool Bridge(int from, int to)
    {
        var way = Spots[to] - Spots[from];
        var steps = Math.Max(1, (int)Math.Floor(Math.Sqrt(way.Square) / (Slack * Length)));
        for (var k = 1; k < steps; k++)
            if (!IsFree(Spots[from] + (((double)k / steps) * way)))
                return false;
        var (start, last) = (Spots[from], from);
        for (var k = 1; k < steps; k++)
            last = Grow(start + (((double)k / steps) * way), last);
        Link(last, to);
        return true;
    }

    private int Append(Spot at, int parent)
    {
        var piece = Spots.Count;
        Spots.Add(at);
        _parents.Add(parent);
        _linked.Add([]);
        _bins.Add(piece, at);
        return piece;
    }
}
