// What a row brings into its pairs, in float: computed once a step, read by all its neighbors.
namespace Milieu.Engine;

/// <summary>Per-row factors of the pair potential; rows that nobody can feel get NaN, which no comparison passes.</summary>
internal sealed unsafe class PairInputs : IRangeJob
{
    /// <summary>Contact columns that share one word of bits.</summary>
    public const int WordBits = 32;

    private readonly Cells _cells;
    private readonly CellStates _states;
    private readonly ContactTable _contacts;
    private readonly BehaviorValues _reach;
    private readonly BehaviorValues _repulsion;
    private readonly BehaviorValues _adhesion;

    public PairInputs(StepContext context)
    {
        var (model, b) = (context.Model, context.Model.Behaviors);
        _cells = context.Cells;
        _states = new CellStates(model, _cells);
        _contacts = new ContactTable(model, _cells.Layout.Contacts);
        _reach = new BehaviorValues(model, _cells, b.Reach);
        _repulsion = new BehaviorValues(model, _cells, b.Repulsion);
        _adhesion = new BehaviorValues(model, _cells, b.Adhesion);
        Radius = _cells.Scratch<float>("pair_radius");
        Reach = _cells.Scratch<float>("pair_reach");
        Repulsion = _cells.Scratch<float>("pair_repulsion");
        Adhesion = _cells.Scratch<float>("pair_adhesion");
        var words = (_contacts.Columns + WordBits - 1) / WordBits;
        Kinds = [.. Enumerable.Range(0, words).Select(_ => _cells.Scratch<uint>("pair_kinds"))];
    }

    /// <summary>r, um.</summary>
    public Column<float> Radius { get; }

    /// <summary>A r, um.</summary>
    public Column<float> Reach { get; }

    /// <summary>sqrt(rho), so that a pair needs one product and no root.</summary>
    public Column<float> Repulsion { get; }

    /// <summary>sqrt(alpha).</summary>
    public Column<float> Adhesion { get; }

    /// <summary>Bit k of word w: the row counts in contact column 32 w + k.</summary>
    public Column<uint>[] Kinds { get; }

    public void Run(int begin, int end, int worker)
    {
        var flags = _cells.Flags.Pointer;
        for (var row = begin; row < end; row++)
        {
            var hidden = (flags[row] & (byte)(CellFlags.Tombstone | CellFlags.Escaped)) != 0;
            var radius = hidden ? float.NaN : _cells.Radius.Pointer[row];
            Radius.Pointer[row] = radius;
            Reach.Pointer[row] = (float)(_reach.At(row) * radius);
            Repulsion.Pointer[row] = _repulsion.RootAt(row);
            Adhesion.Pointer[row] = _adhesion.RootAt(row);
            for (var word = 0; word < Kinds.Length; word++)
                Kinds[word].Pointer[row] = Bits(row, word);
        }
    }

    private uint Bits(int row, int word)
    {
        var (type, state) = (_cells.Type.Pointer[row], _states.Of(row));
        var bits = 0u;
        var last = Math.Min(_contacts.Columns - (word * WordBits), WordBits);
        for (var k = 0; k < last; k++)
            if (_contacts.Counts((word * WordBits) + k, type, state))
                bits |= 1u << k;
        return bits;
    }
}
