// How readily two cells stick to each other.
namespace Milieu.Engine;

/// <summary>sqrt(a_ij a_ji) of a row with all cells around it, multiplied into their adhesion.</summary>
internal sealed unsafe class Affinities
{
    private readonly Cells _cells;
    private readonly BehaviorValues[] _affinity;
    private readonly float[] _table;
    private readonly bool _varies;

    public Affinities(CompiledModel model, Cells cells)
    {
        _cells = cells;
        _affinity = BehaviorValues.PerType(model, cells, model.Behaviors.Affinity);
        _varies = _affinity.Any(a => a.Varies);
        var n = model.Types.Length;
        _table = new float[n * n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            _table[(i * n) + j] = (float)Math.Sqrt(_affinity[j].Of(i) * _affinity[i].Of(j));
        IsUniform = !_varies && _table.All(a => a == 1);
    }

    /// <summary>Every affinity is 1 for good: nothing to multiply.</summary>
    public bool IsUniform { get; }

    /// <summary>The factor of a row with each of the rows near it.</summary>
    public void Scale(int row, NearRows near, int count)
    {
        var rows = near.Rows;
        var factors = near.Factors;
        var types = _cells.Type.Pointer;
        var type = types[row];
        if (_varies)
        {
            for (var k = 0; k < count; k++)
                factors[k] = (float)Math.Sqrt(_affinity[types[rows[k]]].At(row) * _affinity[type].At(rows[k]));
            return;
        }
        fixed (float* table = _table)
        {
            var line = table + (type * _affinity.Length);
            for (var k = 0; k < count; k++)
                factors[k] = line[types[rows[k]]];
        }
    }
}
