// Wall, motility and springs: what moves a row besides its neighbors.
namespace Milieu.Engine;

/// <summary>Adds to each row's velocity the wall, its own motility and the pull of its links.</summary>
internal sealed unsafe class OwnForces : IRangeJob
{
    private readonly CompiledModel _model;
    private readonly GridSpec _box;
    private readonly Tissue _tissue;
    private readonly Cells _cells;
    private readonly LinkIndex _links;
    private readonly BehaviorValues _movable;
    private readonly BehaviorValues _wall;
    private readonly BehaviorValues _elasticity;
    private readonly BehaviorValues[] _affinity;
    private readonly double[] _slack;
    private readonly bool[] _pulled;

    public OwnForces(StepContext context, LinkIndex links)
    {
        var b = context.Model.Behaviors;
        _model = context.Model;
        _box = _model.Grid;
        _tissue = context.Tissue;
        _cells = context.Cells;
        _links = links;
        _movable = new BehaviorValues(_model, _cells, b.Movable);
        _wall = new BehaviorValues(_model, _cells, b.MembraneRepulsion);
        _elasticity = new BehaviorValues(_model, _cells, b.Elasticity);
        _affinity = BehaviorValues.PerType(_model, _cells, b.Affinity);
        _slack = [.. _model.Types.Select(t => t.SpringSlack)];
        _pulled = [.. _model.Types.Select(t => t.IsPulled)];
    }

    /// <summary>False when no row could get anything from here.</summary>
    public bool IsNeeded => _model.Wall || _cells.MotilityX is not null || _tissue.Links.Count > 0;

    public void Run(int begin, int end, int worker)
    {
        var flags = _cells.Flags.Pointer;
        var x = _cells.Vx.Pointer;
        var y = _cells.Vy.Pointer;
        var z = _cells.Vz.Pointer;
        var wall = _model.Wall;
        var linked = _tissue.Links.Count > 0;
        for (var row = begin; row < end; row++)
        {
            if ((flags[row] & (byte)CellFlags.Absent) != 0 || _movable.At(row) <= 0.5)
                continue;
            double vx = x[row];
            double vy = y[row];
            double vz = z[row];
            if (wall)
                AddWall(row, ref vx, ref vy, ref vz);
            if (_cells.MotilityX is { } motility)
            {
                vx += motility.Pointer[row];
                vy += _cells.MotilityY!.Pointer[row];
                vz += _cells.MotilityZ!.Pointer[row];
            }
            if (linked && _pulled[_cells.Type[row]])
                AddSprings(row, ref vx, ref vy, ref vz);
            x[row] = (float)vx;
            y[row] = (float)vy;
            z[row] = (float)vz;
        }
    }

    private void AddWall(int row, ref double vx, ref double vy, ref double vz)
    {
        var x = _cells.X.Pointer[row];
        var y = _cells.Y.Pointer[row];
        var z = _cells.Z.Pointer[row];
        var radius = _cells.Radius.Pointer[row];
        if (Wall.IsOutOfReach(_box, x, y, z, radius))
            return;
        var strength = _model.Conventions.MirrorAtWall ? _wall.At(row) : Wall.FixedStrength;
        var (px, py, pz) = Wall.Push(_box, x, y, z, radius, strength);
        vx += px;
        vy += py;
        vz += pz;
    }

    /// <remarks>
    /// v_i += sqrt(k_i a_ij k_j a_ji) (x_j - x_i): springs of rest length zero (contract 9.2), loose up to the longer
    /// slack of the two.
    /// </remarks>
    private void AddSprings(int i, ref double vx, ref double vy, ref double vz)
    {
        for (var k = _links.Starts[i]; k < _links.Starts[i + 1]; k++)
        {
            if ((_links.Kinds[k] & (byte)LinkKind.Pulls) == 0)
                continue;
            var j = _links.Others[k];
            double dx = _cells.X[j] - _cells.X[i];
            double dy = _cells.Y[j] - _cells.Y[i];
            double dz = _cells.Z[j] - _cells.Z[i];
            var slack = Math.Max(_slack[_cells.Type[i]], _slack[_cells.Type[j]]);
            if (slack > 0 && (dx * dx) + (dy * dy) + (dz * dz) <= slack * slack)
                continue;
            var stiffness = Math.Sqrt(
                _elasticity.At(i)
                    * _affinity[_cells.Type[j]].At(i)
                    * (_elasticity.At(j) * _affinity[_cells.Type[i]].At(j))
            );
            vx += stiffness * dx;
            vy += stiffness * dy;
            vz += stiffness * dz;
        }
    }
}
