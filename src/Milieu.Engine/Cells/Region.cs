// The geometry of placements: random points and lattices inside a shape.
namespace Milieu.Engine;

/// <summary>The shape of a placement, cut by the domain. In 2-D everything lies in the middle plane.</summary>
internal sealed class Region(GridSpec grid, CompiledPlacement placement)
{
    private readonly double _centerZ = grid.Is2D ? grid.MiddleZ : placement.CenterZ;
    private readonly PlacementShape _shape = ShapeIn(grid, placement.Shape);

    /// <summary>A 2-D domain sees the ball as its disc and the shell as its annulus.</summary>
    private static PlacementShape ShapeIn(GridSpec grid, PlacementShape shape) =>
        shape switch
        {
            PlacementShape.Ball when grid.Is2D => PlacementShape.Disc,
            PlacementShape.Shell when grid.Is2D => PlacementShape.Annulus,
            _ => shape,
        };

    private bool IsFlat => grid.Is2D || _shape is PlacementShape.Disc or PlacementShape.Annulus;

    private double InnerRadius => _shape is PlacementShape.Annulus or PlacementShape.Shell ? placement.R1 : 0;

    /// <summary>The center of the shape.</summary>
    public (double X, double Y, double Z) Center => (placement.CenterX, placement.CenterY, _centerZ);

    /// <summary>A point from four uniforms, uniform over the shape; it may lie outside the domain.</summary>
    public (double X, double Y, double Z) Point((double A, double B) first, (double A, double B) second)
    {
        var (cx, cy) = (placement.CenterX, placement.CenterY);
        if (_shape == PlacementShape.Box)
            return (
                cx + ((first.A - 0.5) * placement.SizeX),
                cy + ((first.B - 0.5) * placement.SizeY),
                IsFlat ? _centerZ : _centerZ + ((second.A - 0.5) * placement.SizeZ)
            );
        var (inner, outer) = (InnerRadius, placement.R2);
        if (IsFlat)
        {
            var r = Math.Sqrt((inner * inner) + (((outer * outer) - (inner * inner)) * first.A));
            var (x, y) = Sphere.Circle(first.B);
            return (cx + (r * x), cy + (r * y), _centerZ);
        }
        var cubed = (inner * inner * inner) + (((outer * outer * outer) - (inner * inner * inner)) * second.A);
        var radius = ExactMath.Cbrt(cubed);
        var (ux, uy, uz) = Sphere.Point(first.A, first.B);
        return (cx + (radius * ux), cy + (radius * uy), _centerZ + (radius * uz));
    }

    /// <summary>True inside the domain, faces included, and where the placement wants its cells.</summary>
    public bool IsInDomain(double x, double y, double z) =>
        x >= grid.OriginX
        && x <= grid.EndX
        && y >= grid.OriginY
        && y <= grid.EndY
        && z >= grid.OriginZ
        && z <= grid.EndZ
        && IsWanted(x, y, z);

    private bool IsWanted(double x, double y, double z) =>
        placement.Where is not { } where || where.Evaluate([x, y, z, Math.Sqrt((x * x) + (y * y) + (z * z))]) > 0.5;

    /// <summary>Hexagonal (flat) or hexagonal close packing, a point of it at the center, inside shape and domain.</summary>
    /// <param name="spacing">Distance of nearest neighbors, um.</param>
    public List<(double X, double Y, double Z)> Lattice(double spacing)
    {
        var points = new List<(double, double, double)>();
        var isBox = _shape == PlacementShape.Box;
        var rowStep = spacing * Math.Sqrt(3) / 2;
        var layerStep = spacing * Math.Sqrt(2.0 / 3);
        var layers = IsFlat ? 0 : (int)((isBox ? placement.SizeZ / 2 : placement.R2) / layerStep) + 1;
        var rows = (int)((isBox ? placement.SizeY / 2 : placement.R2) / rowStep) + 1;
        var columns = (int)((isBox ? placement.SizeX / 2 : placement.R2) / spacing) + 2;
        for (var layer = -layers; layer <= layers; layer++)
        for (var row = -rows; row <= rows; row++)
        for (var column = -columns; column <= columns; column++)
        {
            var odd = layer & 1;
            var x = (column + (0.5 * ((row & 1) ^ odd))) * spacing;
            var y = (row * rowStep) + (odd * rowStep / 3);
            AddInside(points, x, y, layer * layerStep);
        }
        return points;
    }

    /// <summary>Keeps a lattice point, given relative to the center, when shape and domain hold it.</summary>
    private void AddInside(List<(double X, double Y, double Z)> points, double x, double y, double z)
    {
        var (px, py, pz) = (placement.CenterX + x, placement.CenterY + y, _centerZ + z);
        if (IsInShape(x, y, z) && IsInDomain(px, py, pz))
            points.Add((px, py, pz));
    }

    /// <summary>True inside both the shape and the domain.</summary>
    public bool Holds(double x, double y, double z) =>
        IsInShape(x - placement.CenterX, y - placement.CenterY, z - _centerZ) && IsInDomain(x, y, z);

    /// <summary>For a point given relative to the center.</summary>
    private bool IsInShape(double x, double y, double z)
    {
        // Points on the rim count as inside in spite of rounding.
        const double Rim = 1e-9;
        return _shape == PlacementShape.Box
            ? Math.Abs(x) <= (placement.SizeX / 2) + Rim
                && Math.Abs(y) <= (placement.SizeY / 2) + Rim
                && (IsFlat || Math.Abs(z) <= (placement.SizeZ / 2) + Rim)
            : IsInShell(Math.Sqrt((x * x) + (y * y) + (z * z)), Rim);
    }

    private bool IsInShell(double r, double rim) => r >= InnerRadius - rim && r <= placement.R2 + rim;
}
