// What a row brings into its pairs: computed once a step, read by all its neighbors.
namespace Milieu.Engine;

/// <summary>Fills the <see cref="PairRecord"/> of each row, and which contacts it counts in.</summary>
internal sealed unsafe class PairInputs : IRangeJob
{
    /// <summary>Contact columns that share one word of bits.</summary>
    public const int WordBits = 32;

    // 1e-6 um: a spheroid at rest moves cells by a thousandth of a micrometer in a step.
    internal const double FinestScale = 1 << 20;

    // Added to a number, this leaves its nearest whole number, modulo 2^32, in the lowest bits.
    private const double Rounding = 6755399441055744;

    private readonly Tissue _tissue;
    private readonly Cells _cells;
    private readonly CellStates _states;
    private readonly ContactTable _contacts;
    private readonly BehaviorValues _reach;
    private readonly BehaviorValues _repulsion;
    private readonly BehaviorValues _adhesion;

    public PairInputs(CompiledModel model, Tissue tissue)
    {
        var b = model.Behaviors;
        _tissue = tissue;
        _cells = tissue.Cells;
        _states = new CellStates(model, _cells);
        _contacts = new ContactTable(model, _cells.Layout.Contacts);
        _reach = new BehaviorValues(model, _cells, b.Reach);
        _repulsion = new BehaviorValues(model, _cells, b.Repulsion);
        _adhesion = new BehaviorValues(model, _cells, b.Adhesion);
        Records = _cells.Scratch<PairRecord>("pair_record", Turn.Pairs);
        var words = (_contacts.Columns + WordBits - 1) / WordBits;
        Kinds = [.. Enumerable.Range(0, words).Select(_ => _cells.Scratch<uint>("pair_kinds", Turn.Pairs))];
    }

    /// <summary>Units of length in a micrometer: a power of two, coarser only where bins are so wide that they would not fit.</summary>
    public double Scale
    {
        get
        {
            var scale = FinestScale;
            while (_tissue.Bins.Edge * scale > 1 << 28)
                scale /= 2;
            return scale;
        }
    }

    public Column<PairRecord> Records { get; }

    /// <summary>False where nobody is going to ask for <see cref="Kinds"/>.</summary>
    public bool GathersKinds { get; set; } = true;

    /// <summary>Bit k of word w: the row counts in contact column 32 w + k.</summary>
    public Column<uint>[] Kinds { get; }

    public void Run(int begin, int end, int worker)
    {
        var flags = _cells.Flags.Pointer;
        var records = Records.Pointer;
        var x = _cells.X.Pointer;
        var y = _cells.Y.Pointer;
        var z = _cells.Z.Pointer;
        var radii = _cells.Radius.Pointer;
        var scale = Scale;
        for (var row = begin; row < end; row++)
        {
            var hidden = (flags[row] & (byte)CellFlags.Absent) != 0;
            var radius = radii[row];
            var reach = (float)(_reach.At(row) * radius);
            records[row] = new PairRecord(
                Whole(x[row] * scale),
                Whole(y[row] * scale),
                Whole(z[row] * scale),
                hidden ? float.NaN : (float)scale * Math.Max(radius, reach),
                (float)scale * radius,
                (float)scale * reach,
                _repulsion.RootAt(row),
                _adhesion.RootAt(row)
            );
            for (var word = 0; word < Kinds.Length && GathersKinds; word++)
                Kinds[word].Pointer[row] = Bits(row, word);
        }
    }

    /// <summary>The nearest whole number, modulo 2^32.</summary>
    internal static int Whole(double units) => (int)BitConverter.DoubleToInt64Bits(units + Rounding);

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
