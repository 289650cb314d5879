// The blocks of the matrix of cells, gathered in order.
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>A list of blocks, and short ways to add the common kinds of them.</summary>
internal sealed class CellRows(CompiledModel model, Tissue tissue)
{
    private readonly BehaviorReader _read = new(model, tissue.Cells);
    private readonly List<CellRow> _rows = [];

    public CompiledModel Model => model;

    public Tissue Tissue => tissue;

    public Cells Cells => tissue.Cells;

    public IReadOnlyList<CellRow> Rows => _rows;

    /// <summary>The value of a behavior of a row, as it acts now.</summary>
    public double Value(int row, int behavior) => _read[row, behavior];

    public bool IsDead(int row) => Cells.Is(row, CellFlags.Dead);

    /// <summary>The model of death that took a row: apoptosis (0) or necrosis (1).</summary>
    public int DeathOf(int row) => Cells.Is(row, CellFlags.Necrosis) ? 1 : 0;

    /// <summary>The cycle of a row, or how it dies.</summary>
    public PhaseGraph GraphOf(int row)
    {
        var type = model.Types[Cells.Type[row]];
        return IsDead(row) ? type.Deaths[DeathOf(row)].Graph : type.Cycle;
    }

    public void One(string label, string units, Func<int, double> value) =>
        _rows.Add(new CellRow(label, units, 1, (row, values) => values[0] = value(row)));

    /// <summary>A value that the tissue keeps only where the model needs it.</summary>
    public void OneOr<T>(string label, string units, Column<T>? column, Func<T, double> value, double otherwise)
        where T : unmanaged => One(label, units, row => column is null ? otherwise : value(column[row]));

    public void Three(string label, string units, Func<int, (double X, double Y, double Z)> value) =>
        _rows.Add(new CellRow(label, units, 3, (row, values) => (values[0], values[1], values[2]) = value(row)));

    public void Behavior(string label, string units, int behavior) => One(label, units, row => _read[row, behavior]);

    public void Many(string label, string units, int count, Func<int, int, double> value) =>
        _rows.Add(
            new CellRow(
                label,
                units,
                count,
                (row, values) =>
                {
                    for (var k = 0; k < values.Length; k++)
                        values[k] = value(row, k);
                }
            )
        );

    /// <summary>One behavior a substrate, or one a type.</summary>
    public void Behaviors(string label, string units, int count, Func<int, int> behavior) =>
        Many(label, units, count, (row, k) => _read[row, behavior(k)]);
}
