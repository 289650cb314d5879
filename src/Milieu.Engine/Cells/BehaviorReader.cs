// The value of any behavior of any row, whether it is a column or a constant of the type.
namespace Milieu.Engine;

/// <summary>Reads behaviors by index, with what death does to the rates of exchange.</summary>
/// <remarks>
/// A behavior that nothing writes has no column: a dead cell's secretion and export are then 0 and its uptake is a
/// tenth of its type's. Written behaviors hold their own values; death changed them once, and rules may since have
/// written them again.
/// </remarks>
public sealed class BehaviorReader
{
    /// <summary>What is left of uptake after death (contract 10.7).</summary>
    public const double DeadUptake = 0.1;

    private readonly Cells _cells;
    private readonly Column<double>?[] _columns;
    private readonly double[] _constants;
    private readonly double[] _deadConstants;
    private readonly int _count;

    public BehaviorReader(CompiledModel model, Cells cells)
    {
        var b = model.Behaviors;
        _cells = cells;
        _count = b.Count;
        _columns = [.. Enumerable.Range(0, _count).Select(cells.ColumnOf)];
        _constants = [.. model.Types.SelectMany(t => t.Constants)];
        _deadConstants = [.. model.Types.SelectMany(t => t.Constants.Select((v, i) => v * AfterDeath(b, i)))];
    }

    public double this[int row, int behavior]
    {
        get
        {
            if (_columns[behavior] is { } column)
                return column[row];
            var constants = (_cells.Flags[row] & (byte)CellFlags.Dead) == 0 ? _constants : _deadConstants;
            return constants[(_cells.Type[row] * _count) + behavior];
        }
    }

    /// <summary>The column that holds a behavior, or null where it is a constant of the type.</summary>
    public Column<double>? ColumnOf(int behavior) => _columns[behavior];

    /// <summary>A type's own value, whatever its cells' columns hold.</summary>
    public double Constant(int type, int behavior) => _constants[(type * _count) + behavior];

    /// <summary>The factor that death puts on a behavior: 0 for secretion and export, a tenth for uptake, else 1.</summary>
    public static double AfterDeath(in BehaviorIndex behaviors, int behavior)
    {
        if (behavior < behaviors.SecretionTarget(0) || IsExport(behaviors, behavior))
            return 0;
        return behavior >= behaviors.Uptake(0) && behavior < behaviors.Export(0) ? DeadUptake : 1;
    }

    private static bool IsExport(in BehaviorIndex behaviors, int behavior) =>
        behavior >= behaviors.Export(0) && behavior < behaviors.ChemotacticSensitivity(0);
}
