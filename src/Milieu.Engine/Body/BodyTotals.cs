// What formulas of the body read of the tissue: counts, flows and means over types.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>Reads every input of a body at once. Sums run over blocks of 4,096 rows and then a pairwise tree (law 5).</summary>
internal sealed class BodyTotals : IRangeJob
{
    private const int Block = 4096;

    // Blocks that are not worth waking a worker for.
    private const int Grain = 8;
    private readonly StepContext _context;
    private readonly Cells _cells;
    private readonly ImmutableArray<BodyInput> _inputs;
    private readonly bool _readsRows;
    private readonly double _volume;
    private readonly double[] _ownValues;
    private readonly Column<double>?[] _variables;

    // By block: for each input the sum, then how many cells were summed.
    private double[] _sums = [];

    public BodyTotals(StepContext context, CompiledBody body)
    {
        var model = context.Model;
        (_context, _cells, _inputs) = (context, context.Cells, body.Inputs);
        _readsRows = _inputs.Any(i => ReadsRows(i.Kind));
        _volume = model.Grid.Voxels * model.Grid.VoxelVolume;
        _variables =
        [
            .. _inputs.Select(i => IsMean(i.Kind) ? _cells.ColumnOf(model.Behaviors.Custom(i.Custom)) : null),
        ];
        _ownValues =
        [
            .. _inputs.Select(i =>
                IsMean(i.Kind) ? model.Types[i.Type].Constants[model.Behaviors.Custom(i.Custom)] : 0
            ),
        ];
    }

    /// <param name="minutes">How long the flows took, a step of the body.</param>
    public void Read(Span<double> values, double minutes)
    {
        var blocks = (_cells.Count + Block - 1) / Block;
        if (_readsRows)
        {
            if (_sums.Length < blocks * 2 * _inputs.Length)
                _sums = new double[2 * blocks * 2 * _inputs.Length];
            _context.Pool.Run(this, blocks, Grain);
            Fold(blocks);
        }
        for (var k = 0; k < _inputs.Length; k++)
        {
            var input = _inputs[k];
            var (sum, cells) = _readsRows && blocks > 0 ? (_sums[2 * k], _sums[(2 * k) + 1]) : (0, 0);
            values[k] = input.Kind switch
            {
                BodyInputKind.Count => cells,
                BodyInputKind.Entered => Flow(TypeEvent.Entered, input.Type) / minutes,
                BodyInputKind.Left => Flow(TypeEvent.Left, input.Type) / minutes,
                BodyInputKind.Deaths => Flow(TypeEvent.Died, input.Type) / minutes,
                BodyInputKind.TissueVolume => _volume,
                _ => cells > 0 ? sum / cells : _ownValues[k],
            };
        }
        Remember();
    }

    /// <summary>Blocks of rows; each writes its own sums.</summary>
    public void Run(int begin, int end, int worker)
    {
        for (var block = begin; block < end; block++)
        {
            var sums = _sums.AsSpan(block * 2 * _inputs.Length, 2 * _inputs.Length);
            sums.Clear();
            var last = Math.Min(_cells.Count, (block + 1) * Block);
            for (var k = 0; k < _inputs.Length; k++)
                if (ReadsRows(_inputs[k].Kind))
                    Sum(_inputs[k], _variables[k], block * Block, last, sums.Slice(2 * k, 2));
        }
    }

    private void Sum(BodyInput input, Column<double>? variable, int begin, int end, Span<double> into)
    {
        const CellFlags Gone = CellFlags.Dead | CellFlags.Tombstone;
        var wanted = input.Kind == BodyInputKind.MeanOfDead ? CellFlags.Dead : CellFlags.None;
        var types = _cells.Type.Span(end)[begin..];
        var flags = _cells.Flags.Span(end)[begin..];
        var cells = 0;
        var sum = 0.0;
        for (var row = 0; row < types.Length; row++)
        {
            if (types[row] != input.Type || ((CellFlags)flags[row] & Gone) != wanted)
                continue;
            cells++;
            if (variable is not null)
                sum += variable[begin + row];
        }
        (into[0], into[1]) = (sum, cells);
    }

    /// <summary>Adds blocks pairwise: neighbors, then pairs of neighbors, and so on, into the first.</summary>
    private void Fold(int blocks)
    {
        var width = 2 * _inputs.Length;
        for (var step = 1; step < blocks; step *= 2)
        for (var block = 0; block + step < blocks; block += 2 * step)
        for (var k = 0; k < width; k++)
            _sums[(block * width) + k] += _sums[((block + step) * width) + k];
    }

    private long Flow(TypeEvent kind, int type)
    {
        var tally = _context.Tissue.ByType;
        return tally[kind, type] - (long)_context.Tissue.Body!.Seen[tally.RowOf(kind, type)];
    }

    private void Remember()
    {
        var (counts, seen) = (_context.Tissue.ByType.Counts, _context.Tissue.Body!.Seen);
        var length = TypeTally.Kinds * _context.Model.Types.Length;
        counts.Span(length).CopyTo(seen.Span(length));
    }

    private static bool ReadsRows(BodyInputKind kind) => kind == BodyInputKind.Count || IsMean(kind);

    private static bool IsMean(BodyInputKind kind) => kind is BodyInputKind.Mean or BodyInputKind.MeanOfDead;
}
