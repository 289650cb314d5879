// Which contact counts a neighbor adds to.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>For each contact column of the model: which types and states of neighbor it counts.</summary>
internal sealed class ContactTable
{
    private const int States = 4;
    private readonly bool[] _counts;

    public ContactTable(CompiledModel model, ImmutableArray<(SignalKind Kind, int Index)> columns)
    {
        Columns = columns.Length;
        _counts = new bool[model.Types.Length * States * Columns];
        for (var type = 0; type < model.Types.Length; type++)
        for (var state = 0; state < States; state++)
        for (var column = 0; column < Columns; column++)
            _counts[(((type * States) + state) * Columns) + column] = IsCounted(
                columns[column].Kind,
                columns[column].Index,
                type,
                (CellState)state
            );
    }

    public int Columns { get; }

    public bool Counts(int column, int type, CellState state) =>
        _counts[(((type * States) + (int)state) * Columns) + column];

    private static bool IsCounted(SignalKind kind, int index, int type, CellState state) =>
        kind switch
        {
            SignalKind.ContactType => type == index,
            SignalKind.ContactLive => state == CellState.Live,
            SignalKind.ContactDead => state != CellState.Live,
            SignalKind.ContactApoptotic => state == CellState.Apoptotic,
            SignalKind.ContactNecrotic => state == CellState.Necrotic,
            SignalKind.ContactOtherDead => state == CellState.OtherDead,
            _ => false,
        };
}
