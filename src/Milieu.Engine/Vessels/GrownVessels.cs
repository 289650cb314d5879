// A layout of vessels that grows before the run, until it is as dense as wished.
namespace Milieu.Engine;

/// <summary>Chooses inlets at the border of the region and how near to every place a vessel must come.</summary>
/// <remarks>Everything follows from the seed and the name of the placement. See docs/science/vessels.md.</remarks>
internal sealed class GrownVessels
{
    // Tries of the search for a density: halvings of the reach first, then reaches near the best, then other luck too.
    private const int Halvings = 14;
    private const int Nearby = 24;
    private const int Lucky = 400;
    private const double CloseEnough = 0.01;
    private const double Tolerance = 0.05;

    // Of the edge of a cell of the lattice on which places lie that lack blood, against the reach.
    private const double Mesh = 0.75;
    private readonly GridSpec _grid;
    private readonly Region _region;
    private readonly VesselGrowth _growth;
    private readonly double _length;
    private readonly Func<ulong, int, (double A, double B)> _draw;
    private readonly List<Spot> _inlets;

    /// <param name="draw">Chance of a subject and a number of draw.</param>
    public GrownVessels(GridSpec grid, Region region, VesselLayout layout, Func<ulong, int, (double A, double B)> draw)
    {
        (_grid, _region, _growth, _length, _draw) = (grid, region, layout.Growth!, layout.Length, draw);
        _inlets = _growth.Points.IsEmpty ? Chosen() : Given();
    }

    /// <exception cref="StartException">No network in the region has the wished number of pieces.</exception>
    public (VesselDraft Draft, bool[] Kept) Grow(string name)
    {
        if (_growth.Pieces == 0)
            return Grow(_growth.Reach, 0, int.MaxValue);
        var (low, high) = (_length / 2, Math.Sqrt(Size.Square));
        var (best, luck, count) = (high, 0UL, 0);
        for (var k = 0; k < Halvings + Nearby + Lucky && Miss(count) > Enough(k); k++)
        {
            // Ever farther on both sides of the best: another reach is another network.
            var side = (k & 1) == 0 ? 1 : -1;
            var reach =
                k < Halvings ? Math.Sqrt(low * high) : best * (1 + (side * 0.004 * (1 + ((k - Halvings) / 2 % 30))));
            var fresh = k < Halvings + Nearby ? 0 : (ulong)k;
            var got = Grow(reach, fresh, 2 * _growth.Pieces).Kept.Count(p => p);
            if (k < Halvings)
                (low, high) = got > _growth.Pieces ? (reach, high) : (low, reach);
            if (Miss(got) < Miss(count))
                (best, luck, count) = (reach, fresh, got);
        }
        if (Math.Abs(count - _growth.Pieces) > Math.Max(1, Tolerance * _growth.Pieces))
            throw new StartException(
                $"Placement '{name}': vessels that grow here come to {count} pieces, not to the {_growth.Pieces} of the density: fewer inlets, a larger shape or another density may fit."
            );
        return Grow(best, luck, int.MaxValue);
    }

    private Spot Size =>
        new(_grid.EndX - _grid.OriginX, _grid.EndY - _grid.OriginY, _grid.Is2D ? 0 : _grid.EndZ - _grid.OriginZ);

    private double Miss(int count) => Math.Abs(count - _growth.Pieces) / (double)_growth.Pieces;

    private static double Enough(int tries) => tries < Halvings + Nearby ? CloseEnough : Tolerance;

    private (VesselDraft Draft, bool[] Kept) Grow(double reach, ulong luck, int most)
    {
        var draft = new VesselDraft(_region, _length, _inlets);
        new VesselColony(draft, Places(Mesh * reach, luck), reach).Run(most);
        var ends = new VesselEnds(draft, 3 * reach);
        ends.Join();
        return (draft, ends.Kept());
    }

    /// <summary>One place in each cell of a lattice over the domain, by chance, where the region holds it.</summary>
    private List<Spot> Places(double edge, ulong luck)
    {
        var places = new List<Spot>();
        var (nx, ny, nz) = (Cells(Size.X, edge), Cells(Size.Y, edge), Cells(Size.Z, edge));
        var subject = luck << 32;
        for (var k = 0; k < nz; k++)
        for (var j = 0; j < ny; j++)
        for (var i = 0; i < nx; i++)
        {
            var ((a, b), (c, _)) = (_draw(subject, 0), _draw(subject, 1));
            subject++;
            var x = _grid.OriginX + ((i + a) * Size.X / nx);
            var y = _grid.OriginY + ((j + b) * Size.Y / ny);
            var z = _grid.Is2D ? _grid.MiddleZ : _grid.OriginZ + ((k + c) * Size.Z / nz);
            if (_region.Holds(x, y, z))
                places.Add(new Spot(x, y, z));
        }
        return places;
    }

    private static int Cells(double size, double edge) => Math.Max(1, (int)Math.Round(size / edge));

    private List<Spot> Given() =>
        [
            .. Enumerable
                .Range(0, _growth.Points.Length / 3)
                .Select(k => new Spot(
                    _growth.Points[3 * k],
                    _growth.Points[(3 * k) + 1],
                    _grid.Is2D ? _grid.MiddleZ : _growth.Points[(3 * k) + 2]
                )),
        ];

    /// <summary>Of some places at the border, each time the one farthest from the inlets before it.</summary>
    private List<Spot> Chosen()
    {
        const int Choices = 64;
        var border = new List<Spot>();
        for (var k = 0; border.Count < Choices * _growth.Inlets && k < 100 * Choices * _growth.Inlets; k++)
            if (Border(~(ulong)k) is { } spot)
                border.Add(spot);
        var inlets = new List<Spot>();
        for (var inlet = 0; inlet < _growth.Inlets && border.Count > 0; inlet++)
        {
            var own = border.Take(Choices * (inlet + 1)).ToList();
            inlets.Add(inlet == 0 ? own[0] : own.MaxBy(b => inlets.Min(i => (i - b).Square)));
        }
        return inlets;
    }

    /// <summary>From somewhere in the region along an axis to where it ends.</summary>
    private Spot? Border(ulong subject)
    {
        var at = PointOf(_region.Point(_draw(subject, 0), _draw(subject, 1)));
        var axes = _grid.Is2D ? 2 : 3;
        var side = Math.Min((2 * axes) - 1, (int)(_draw(subject, 2).A * 2 * axes));
        var step = (side & 1) == 0 ? _length / 4 : -_length / 4;
        var way = (side / 2) switch
        {
            0 => new Spot(step, 0, 0),
            1 => new Spot(0, step, 0),
            _ => new Spot(0, 0, step),
        };
        if (!_region.Holds(at.X, at.Y, at.Z))
            return null;
        while (at + way is var next && _region.Holds(next.X, next.Y, next.Z))
            at = next;
        return at;
    }

    private static Spot PointOf((double X, double Y, double Z) p) => new(p.X, p.Y, p.Z);
}
