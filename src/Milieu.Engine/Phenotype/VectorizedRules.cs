// Rules, behavior by behavior over blocks of cells of one type.
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>As <see cref="ReferenceRules"/>, eight cells at a time, with the same bits.</summary>
/// <remarks>
/// Rows are listed by type, so that blocks are full; each signal is gathered once into an array of lanes and each formula evaluated once, so
/// that the powers and the divisions, which cost most, are wide. Each voxel is found once a block and not once a signal.
/// </remarks>
internal sealed class VectorizedRules : IRuleKernel
{
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly RuleTable _table;
    private readonly RuleBlock[] _blocks;
    private readonly RowsByType[] _listed;
    private readonly WideFormula[][] _formulas;
    private readonly bool _readsFields;
    private readonly Field? _shape;

    public VectorizedRules(StepContext context, RuleTable table)
    {
        _context = context;
        _cells = context.Cells;
        _table = table;
        _formulas =
        [
            .. Enumerable
                .Range(0, context.Model.Types.Length)
                .Select(t => table.SignalsOf(t).Formulas.Select(f => new WideFormula(f.Law)).ToArray()),
        ];
        var depth = _formulas.SelectMany(f => f).Select(f => f.Depth).DefaultIfEmpty().Max();
        _blocks = [.. Enumerable.Range(0, context.Pool.Workers).Select(_ => new RuleBlock(table.Slots, depth))];
        _listed = [.. _blocks.Select(_ => new RowsByType(context.Model.Types.Length))];
        _shape = context.Tissue.VoxelState.FirstOrDefault();
        _readsFields = context.Model.SignalsRead().Any(s => s.Kind is SignalKind.Substrate or SignalKind.Structure);
    }

    public void Run(int begin, int end, int worker)
    {
        var listed = _listed[worker];
        for (var start = begin; start < end; start += RowsByType.Most)
        {
            listed.List(_cells, start, Math.Min(start + RowsByType.Most, end));
            for (var type = 0; type < _context.Model.Types.Length; type++)
                if (_table.Of(type).Length > 0)
                    for (
                        var rows = listed.Of(type);
                        rows.Length > 0;
                        rows = rows[Math.Min(rows.Length, RuleBlock.MostRows)..]
                    )
                        RunBlock(type, rows[..Math.Min(rows.Length, RuleBlock.MostRows)], _blocks[worker]);
        }
    }

    private void RunBlock(int type, ReadOnlySpan<int> rows, RuleBlock block)
    {
        rows.CopyTo(block.Rows);
        block.Count = rows.Length;
        block.AnyDead = false;
        for (var k = 0; k < rows.Length; k++)
            block.AnyDead |= block.Dead[k] = _cells.Is(rows[k], CellFlags.Dead);
        if (_readsFields)
            FindVoxels(block);
        var signals = _table.SignalsOf(type);
        for (var k = 0; k < signals.Signals.Length; k++)
            Gather(signals.Signals[k], block, block.Slots[k]);
        for (var k = 0; k < signals.Formulas.Length; k++)
            block.Evaluate(_formulas[type][k], signals.Formulas[k].Inputs, signals.Signals.Length + k);
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

    private static void Gather(SignalReader signal, RuleBlock block, double[] into)
    {
        if (signal.Density is Field<float> single)
            for (var k = 0; k < block.Count; k++)
                into[k] = single.Values[block.Voxels[k]];
        else if (signal.Density is Field<double> wide)
            for (var k = 0; k < block.Count; k++)
                into[k] = wide.Values[block.Voxels[k]];
        else
            for (var k = 0; k < block.Count; k++)
                into[k] = signal.At(block.Rows[k]);
    }

    private static void Apply(Rule rule, RuleBlock block)
    {
        Sum(rule.Up, block, block.Up);
        Sum(rule.Down, block, block.Down);
        if (rule.Start is { } start)
            Combine(rule, block, block.Masked(block.Slots[start.Slot], start.AppliesToDead, rule.Law.Base));
        else
            Combine(rule.Law, block);
        foreach (var factor in rule.Factors)
            Multiply(factor, block);
        foreach (var factor in rule.FormulaFactors)
            Multiply(block.Masked(block.Slots[factor.Slot], factor.AppliesToDead, 1), block);
        foreach (var hazard in rule.Hazards)
            Add(hazard, block);
        if (rule.Law.Limits is { } limits)
            Limit(limits, block);
        for (var k = 0; k < block.Count; k++)
            if (!block.Dead[k] || rule.AppliesToDead)
            {
                ref var value = ref rule.Column[block.Rows[k]];
                value = rule.Share == 1 ? block.Up[k] : value + ((block.Up[k] - value) * rule.Share);
            }
    }

    private static void Combine(CompiledRule law, RuleBlock block)
    {
        var (start, max, min) = (Vector512.Create(law.Base), Vector512.Create(law.Max), Vector512.Create(law.Min));
        for (var k = 0; k < block.Count; k += RuleBlock.Lanes)
        {
            var up = Hill.Response(RuleBlock.At(block.Up, k));
            var down = Hill.Response(RuleBlock.At(block.Down, k));
            Hill.Combine(start, max, min, up, down).StoreUnsafe(ref block.Up[k]);
        }
    }

    private static void Combine(Rule rule, RuleBlock block, double[] starts)
    {
        var (most, least) = (Vector512.Create(rule.Law.Max), Vector512.Create(rule.Law.Min));
        for (var k = 0; k < block.Count; k += RuleBlock.Lanes)
        {
            var start = RuleBlock.At(starts, k);
            var up = Hill.Response(RuleBlock.At(block.Up, k));
            var down = Hill.Response(RuleBlock.At(block.Down, k));
            var max = rule.CountsStart ? Vector512.Max(most, start) : most;
            var min = rule.CountsStart ? Vector512.Min(least, start) : least;
            Hill.Combine(start, max, min, up, down).StoreUnsafe(ref block.Up[k]);
        }
    }

    private static void Sum(RuleTerm[] terms, RuleBlock block, double[] sums)
    {
        sums.AsSpan(0, block.Whole).Clear();
        foreach (var term in terms)
        {
            var signals = Signals(term, block);
            for (var k = 0; k < block.Count; k += RuleBlock.Lanes)
                (RuleBlock.At(sums, k) + Share(term, signals, k)).StoreUnsafe(ref sums[k]);
        }
    }

    private static void Multiply(RuleTerm factor, RuleBlock block)
    {
        var signals = Signals(factor, block);
        var weight = Vector512.Create(factor.Weight - 1);
        for (var k = 0; k < block.Count; k += RuleBlock.Lanes)
        {
            var times = Vector512<double>.One + (weight * Hill.Response(Share(factor, signals, k)));
            (RuleBlock.At(block.Up, k) * times).StoreUnsafe(ref block.Up[k]);
        }
    }

    private static void Multiply(double[] factors, RuleBlock block)
    {
        for (var k = 0; k < block.Count; k += RuleBlock.Lanes)
            (RuleBlock.At(block.Up, k) * RuleBlock.At(factors, k)).StoreUnsafe(ref block.Up[k]);
    }

    private static void Add(RuleTerm hazard, RuleBlock block)
    {
        var signals = Signals(hazard, block);
        var weight = Vector512.Create(hazard.Weight);
        for (var k = 0; k < block.Count; k += RuleBlock.Lanes)
        {
            var more = weight * Hill.Response(Share(hazard, signals, k));
            (RuleBlock.At(block.Up, k) + more).StoreUnsafe(ref block.Up[k]);
        }
    }

    private static void Limit(RuleLimits limits, RuleBlock block)
    {
        var (least, most) = (Vector512.Create(limits.Least), Vector512.Create(limits.Most));
        for (var k = 0; k < block.Count; k += RuleBlock.Lanes)
            Vector512.Min(Vector512.Max(RuleBlock.At(block.Up, k), least), most).StoreUnsafe(ref block.Up[k]);
    }

    private static Vector512<double> Share(RuleTerm term, double[] signals, int k) =>
        Hill.Share(RuleBlock.At(signals, k), term.HalfMax, term.Power, term.Factors);

    private static double[] Signals(RuleTerm term, RuleBlock block)
    {
        if (term.Slot >= 0)
            return block.Masked(block.Slots[term.Slot], term.AppliesToDead, 0);
        Gather(term.Signal, block, block.Signals);
        return block.Masked(block.Signals, term.AppliesToDead, 0);
    }
}
