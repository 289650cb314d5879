// Where the pieces of vessels lie at first, and which hang together.
namespace Milieu.Engine;

/// <summary>The points of a layout in the order of their cells, the pairs that are linked, and the inlets.</summary>
internal sealed class VesselPlan
{
    private readonly GridSpec _grid;
    private readonly VesselLayout _layout;
    private readonly Region _region;

    /// <param name="source">Whose luck the jitter is.</param>
    public VesselPlan(GridSpec grid, CompiledPlacement placement, Chance chance, ulong source)
    {
        _grid = grid;
        _layout = placement.Vessels!;
        _region = new Region(grid, placement);
        if (_layout.Growth is not null)
        {
            Grown(placement, chance, source);
            return;
        }
        if (_layout.Spacing > 0)
        {
            Lattice(chance, source, (uint)placement.Tick);
            return;
        }
        for (var k = 0; k < placement.Count; k++)
        {
            var z = grid.Is2D ? grid.MiddleZ : placement.Points[(3 * k) + 2];
            Points.Add((placement.Points[3 * k], placement.Points[(3 * k) + 1], z));
        }
        for (var k = 0; k < _layout.Links.Length; k += 2)
            Links.Add((_layout.Links[k], _layout.Links[k + 1]));
        Inlets.AddRange(_layout.Inlets);
    }

    public List<(double X, double Y, double Z)> Points { get; } = [];

    public List<(int A, int B)> Links { get; } = [];

    public List<int> Inlets { get; } = [];

    private void Grown(CompiledPlacement placement, Chance chance, ulong source)
    {
        var tick = (uint)placement.Tick;
        var (draft, kept) = new GrownVessels(
            _grid,
            _region,
            _layout,
            (subject, draw) => chance.Pair(Chance.Mix(source, subject), tick, Purpose.PlaceJitter, draw)
        ).Grow(placement.Name);
        var places = new int[draft.Count];
        for (var piece = 0; piece < draft.Count; piece++)
        {
            places[piece] = Points.Count;
            if (!kept[piece])
                continue;
            if (piece < draft.Inlets)
                Inlets.Add(Points.Count);
            var spot = draft.Spots[piece];
            Points.Add((spot.X, spot.Y, spot.Z));
            foreach (var other in draft.Linked(piece))
                if (kept[other] && other < piece)
                    Links.Add((places[other], places[piece]));
        }
    }

    /// <summary>A hexagonal lattice over the plane across the axis, a point of it at the center of the shape.</summary>
    private void Lattice(Chance chance, ulong source, uint tick)
    {
        var axis = _grid.Is2D ? 2 : _layout.Axis;
        var (u, v) = ((axis + 1) % 3, (axis + 2) % 3);
        var center = _region.Center;
        var rowStep = _layout.Spacing * Math.Sqrt(3) / 2;
        var columns = (int)(Size(u) / _layout.Spacing) + 2;
        var rows = (int)(Size(v) / rowStep) + 2;
        var place = 0UL;
        for (var row = -rows; row <= rows; row++)
        for (var column = -columns; column <= columns; column++)
        {
            var (a, b) = chance.Pair(Chance.Mix(source, place++), tick, Purpose.PlaceJitter);
            var (jx, jy) = Sphere.Circle(b);
            var shift = _layout.Jitter * Math.Sqrt(a);
            var x = At(center, u) + ((column + (0.5 * (row & 1))) * _layout.Spacing) + (shift * jx);
            var y = At(center, v) + (row * rowStep) + (shift * jy);
            if (_grid.Is2D)
                AddSection(x, y);
            else
                AddLine(axis, x, y);
        }
    }

    private void AddSection(double x, double y)
    {
        if (!_region.Holds(x, y, _grid.MiddleZ))
            return;
        Inlets.Add(Points.Count);
        Points.Add((x, y, _grid.MiddleZ));
    }

    /// <summary>Pieces along the whole axis of the domain; each run of them inside the shape is a vessel with two inlets.</summary>
    private void AddLine(int axis, double u, double v)
    {
        var count = (int)Math.Floor((Size(axis) / _layout.Length) + 1e-9);
        var isOpen = false;
        for (var k = 0; k < count; k++)
        {
            var point = Turn(axis, Low(axis) + ((k + 0.5) * _layout.Length), u, v);
            var holds = _region.Holds(point.X, point.Y, point.Z);
            if (holds && isOpen)
                Links.Add((Points.Count - 1, Points.Count));
            else if (holds)
                Inlets.Add(Points.Count);
            else if (isOpen)
                Inlets.Add(Points.Count - 1);
            isOpen = holds;
            if (holds)
                Points.Add(point);
        }
        if (isOpen)
            Inlets.Add(Points.Count - 1);
    }

    private static double At((double X, double Y, double Z) point, int axis) =>
        axis == 0 ? point.X
        : axis == 1 ? point.Y
        : point.Z;

    private static (double X, double Y, double Z) Turn(int axis, double along, double u, double v) =>
        axis == 0 ? (along, u, v)
        : axis == 1 ? (v, along, u)
        : (u, v, along);

    private double Low(int axis) => At((_grid.OriginX, _grid.OriginY, _grid.OriginZ), axis);

    private double Size(int axis) => At((_grid.EndX, _grid.EndY, _grid.EndZ), axis) - Low(axis);
}
