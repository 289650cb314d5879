// Rules, behavior by behavior over blocks of cells of one type.
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>As <see cref="ReferenceRules"/>, eight cells at a time, with the same bits.</summary>
/// <remarks>
/// A block's rows are listed by type; each signal is gathered into a lane buffer, so that the powers and the divisions,
/// which cost most, are wide. Each voxel is found once a block and not once a signal.
/// </remarks>
internal sealed class VectorizedRules : IRuleKernel
{
    // Long enough to fill the lanes of several types, short enough to stay in the first cache.
    private const int BlockRows = 128;
    private const int Lanes = 8;
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly RuleTable _table;
    private readonly RuleBlock[] _blocks;
    private readonly bool _readsFields;
    private readonly Field? _shape;

    public VectorizedRules(StepContext context, RuleTable table)
    {
        _context = context;
        _cells = context.Cells;
        _table = table;
        _blocks = [.. Enumerable.Range(0, context.Pool.Workers).Select(_ => new RuleBlock())];
        _shape = context.Tissue.VoxelState.FirstOrDefault();
        _readsFields = context
            .Model.Types.SelectMany(t => t.Rules)
            .SelectMany(r => r.Up.Concat(r.Down))
            .Any(t => t.Kind is SignalKind.Substrate or SignalKind.Structure);
    }

    public void Run(int begin, int end, int worker)
    {
        for (var start = begin; start < end; start += BlockRows)
        for (var type = 0; type < _context.Model.Types.Length; type++)
            if (_table.Of(type).Length > 0)
                RunType(type, start, Math.Min(start + BlockRows, end), _blocks[worker]);
    }

    private void RunType(int type, int begin, int end, RuleBlock block)
    {
        var count = 0;
        for (var row = begin; row < end; row++)
            if (_cells.Type[row] == type && !_cells.Is(row, CellFlags.Tombstone | CellFlags.Escaped))
                block.Rows[count++] = row;
        if (count == 0)
            return;
        block.Count = count;
        for (var k = 0; k < count; k++)
            block.Dead[k] = _cells.Is(block.Rows[k], CellFlags.Dead);
        if (_readsFields)
            FindVoxels(block);
        foreach (var rule in _table.Of(type))
            Apply(rule, block);
    }

    private void FindVoxels(RuleBlock block)
    {
        var field = _shape!;
        for (var k = 0; k < block.Count; k++)
        {
            var row = block.Rows[k];
            block.Voxels[k] = field.OffsetAt(_cells.X[row], _cells.Y[row], _cells.Z[row]);
        }
    }

    private static void Apply(Rule rule, RuleBlock block)
    {
        Sum(rule.Up, block, block.Up);
        Sum(rule.Down, block, block.Down);
        for (var k = 0; k < block.Count; k += Lanes)
        {
            var up = Hill.Response(At(block.Up, k));
            var down = Hill.Response(At(block.Down, k));
            Hill.Combine(rule.Law, up, down).StoreUnsafe(ref block.Up[k]);
        }
        for (var k = 0; k < block.Count; k++)
            if (!block.Dead[k] || rule.AppliesToDead)
                rule.Column[block.Rows[k]] = block.Up[k];
    }

    private static void Sum(RuleTerm[] terms, RuleBlock block, double[] sums)
    {
        Array.Clear(sums);
        foreach (var term in terms)
        {
            Gather(term, block);
            for (var k = 0; k < block.Count; k += Lanes)
            {
                var share = Hill.Share(At(block.Signals, k), term.HalfMax, term.Power, term.Factors);
                (At(sums, k) + share).StoreUnsafe(ref sums[k]);
            }
        }
    }

    /// <summary>Lanes beyond the count hold numbers of an earlier gather; nothing reads what becomes of them.</summary>
    private static void Gather(RuleTerm term, RuleBlock block)
    {
        var signals = block.Signals;
        if (term.Signal.Density is Field<float> single)
            for (var k = 0; k < block.Count; k++)
                signals[k] = single.Values[block.Voxels[k]];
        else if (term.Signal.Density is Field<double> wide)
            for (var k = 0; k < block.Count; k++)
                signals[k] = wide.Values[block.Voxels[k]];
        else
            for (var k = 0; k < block.Count; k++)
                signals[k] = term.Signal.At(block.Rows[k]);
        if (term.AppliesToDead)
            return;
        for (var k = 0; k < block.Count; k++)
            if (block.Dead[k])
                signals[k] = 0;
    }

    private static Vector512<double> At(double[] values, int k) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)k);

    /// <summary>What one worker needs for a block.</summary>
    private sealed class RuleBlock
    {
        public int Count { get; set; }

        public int[] Rows { get; } = new int[BlockRows];

        public int[] Voxels { get; } = new int[BlockRows];

        public bool[] Dead { get; } = new bool[BlockRows];

        public double[] Signals { get; } = new double[BlockRows];

        public double[] Up { get; } = new double[BlockRows];

        public double[] Down { get; } = new double[BlockRows];
    }
}
