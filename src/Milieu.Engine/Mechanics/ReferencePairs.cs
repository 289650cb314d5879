// Pair forces in plain loops: the oracle of every faster kernel.
namespace Milieu.Engine;

/// <summary>Velocity, pressure and contact counts from a row's neighbors, in double, summed in row order.</summary>
internal sealed unsafe class ReferencePairs : IPairJob
{
    private readonly Cells _cells;
    private readonly Sorter _sorter;
    private readonly CellStates _states;
    private readonly ContactTable _contacts;
    private readonly BehaviorValues _reach;
    private readonly BehaviorValues _repulsion;
    private readonly BehaviorValues _adhesion;
    private readonly BehaviorValues[] _affinity;
    private readonly BehaviorValues _movable;

    public ReferencePairs(StepContext context)
    {
        var (model, b) = (context.Model, context.Model.Behaviors);
        _cells = context.Cells;
        _sorter = context.Sorter;
        _states = new CellStates(model, _cells);
        _contacts = new ContactTable(model, _cells.Layout.Contacts);
        _reach = new BehaviorValues(model, _cells, b.Reach);
        _repulsion = new BehaviorValues(model, _cells, b.Repulsion);
        _adhesion = new BehaviorValues(model, _cells, b.Adhesion);
        _affinity = BehaviorValues.PerType(model, _cells, b.Affinity);
        _movable = new BehaviorValues(model, _cells, b.Movable);
    }

    public bool CountsContacts { get; set; } = true;

    public void Run(int begin, int end, int worker)
    {
        var runs = stackalloc int[2 * BinIndex.MaxRuns];
        for (var row = begin; row < end; row++)
        {
            (_cells.Vx[row], _cells.Vy[row], _cells.Vz[row], _cells.Pressure[row]) = (0, 0, 0, 0);
            foreach (var counts in _cells.Contacts)
                counts[row] = CountsContacts ? (ushort)0 : counts[row];
            if (IsHidden(row) || _movable.At(row) <= 0.5)
                continue;
            var count = _sorter.Bins.Around(_cells.Bin[row], runs);
            Sum(row, runs, count);
        }
    }

    private void Sum(int i, int* runs, int count)
    {
        double vx = 0;
        double vy = 0;
        double vz = 0;
        double pressure = 0;
        for (var k = 0; k < count; k++)
        for (var j = runs[2 * k]; j < runs[(2 * k) + 1]; j++)
        {
            if (j == i || IsHidden(j))
                continue;
            var dx = _cells.X[i] - _cells.X[j];
            var dy = _cells.Y[i] - _cells.Y[j];
            var dz = _cells.Z[i] - _cells.Z[j];
            var touching = (double)_cells.Radius[i] + _cells.Radius[j];
            var reach = (_reach.At(i) * _cells.Radius[i]) + (_reach.At(j) * _cells.Radius[j]);
            var square = (dx * dx) + (dy * dy) + (dz * dz);
            var far = Math.Max(touching, reach);
            if (square > far * far)
                continue;
            var d = Math.Max(Math.Sqrt(square), PairLaw.LeastDistance);
            var repulsion = PairLaw.Falloff(d, touching);
            pressure += repulsion / PairLaw.PressureScale;
            var force = repulsion * Math.Sqrt(_repulsion.At(i) * _repulsion.At(j));
            if (d < reach)
            {
                force -= PairLaw.Falloff(d, reach) * Adhesion(i, j);
                if (CountsContacts)
                    CountContact(i, j);
            }
            vx += force / d * dx;
            vy += force / d * dy;
            vz += force / d * dz;
        }
        (_cells.Vx[i], _cells.Vy[i], _cells.Vz[i]) = ((float)vx, (float)vy, (float)vz);
        _cells.Pressure[i] = (float)pressure;
    }

    private double Adhesion(int i, int j) =>
        Math.Sqrt(
            _adhesion.At(i) * _affinity[_cells.Type[j]].At(i) * (_adhesion.At(j) * _affinity[_cells.Type[i]].At(j))
        );

    private void CountContact(int i, int j)
    {
        for (var column = 0; column < _contacts.Columns; column++)
            if (_contacts.Counts(column, _cells.Type[j], _states.Of(j)))
                _cells.Contacts[column][i]++;
    }

    private bool IsHidden(int row) => _cells.Is(row, CellFlags.Tombstone) || _cells.Is(row, CellFlags.Escaped);
}
