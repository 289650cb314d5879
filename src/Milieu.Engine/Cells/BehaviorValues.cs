// One behavior of every row, ready for inner loops.
namespace Milieu.Engine;

/// <summary>A behavior's column, or its constants by type: one branch a read, nothing looked up.</summary>
internal sealed unsafe class BehaviorValues(CompiledModel model, Cells cells, int behavior)
{
    private readonly double[] _constants = [.. model.Types.Select(t => t.Constants[behavior])];
    private readonly float[] _roots = [.. model.Types.Select(t => (float)Math.Sqrt(t.Constants[behavior]))];

    private readonly Column<double>? _column = cells.ColumnOf(behavior);

    /// <summary>True when some rule, CSV or distribution writes it.</summary>
    public bool Varies => _column is not null;

    /// <summary>Value of a type where it does not vary.</summary>
    public double Of(int type) => _constants[type];

    public double At(int row) => _column is { } column ? column.Pointer[row] : _constants[cells.Type.Pointer[row]];

    /// <summary>The square root of the value: pairs take geometric means.</summary>
    public float RootAt(int row) =>
        _column is { } column ? (float)Math.Sqrt(column.Pointer[row]) : _roots[cells.Type.Pointer[row]];

    /// <summary>One table entry per type: adhesive affinity, attack rate and the like.</summary>
    public static BehaviorValues[] PerType(CompiledModel model, Cells cells, Func<int, int> behavior) =>
        [.. Enumerable.Range(0, model.Types.Length).Select(t => new BehaviorValues(model, cells, behavior(t)))];
}
