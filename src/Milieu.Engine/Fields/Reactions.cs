// What voxels gain and lose by themselves: fields that feed or consume each other, and fields that the body feeds.
namespace Milieu.Engine;

/// <summary>Takes the reactions of a model anew before each field step; they act in the operator, as constants of the step.</summary>
/// <remarks>
/// d rho/dt = ... + f(rho, structures, body, t). f of every substrate is taken from the fields as they are at the start of the step,
/// so that what one substrate loses another gains to rounding, and a state at rest is exact whatever the step. A loss is no more
/// than what is there at that start.
/// </remarks>
internal sealed class Reactions : IRangeJob, IDisposable
{
    private readonly StepContext _context;
    private readonly Reaction[] _reactions;
    private readonly VoxelLine[] _lines;
    private double _time;

    private Reactions(StepContext context, Reaction[] reactions)
    {
        (_context, _reactions) = (context, reactions);
        var inputs = reactions.SelectMany(r => r.Law.Inputs).ToList();
        var substrates = OfKind(inputs, SignalKind.Substrate).Union(reactions.Select(r => r.Substrate));
        var species = OfKind(inputs, SignalKind.Species);
        var depth = reactions.Max(r => r.Formula.Depth);
        _lines =
        [
            .. Enumerable
                .Range(0, context.Pool.Workers)
                .Select(_ => new VoxelLine(
                    context.Tissue,
                    context.Tissue.Fields[0].Stride,
                    depth,
                    [.. substrates],
                    [.. species]
                )),
        ];
    }

    /// <summary>The reactions of a model, or null where it has none.</summary>
    public static Reactions? Of(StepContext context)
    {
        Reaction[] reactions =
        [
            .. context
                .Tissue.Fields.Index()
                .Where(f => f.Item.Substrate.Reaction is not null)
                .Select(f => new Reaction(f.Index, f.Item, context.Kernel)),
        ];
        return reactions.Length == 0 ? null : new Reactions(context, reactions);
    }

    /// <summary>Density per min that each voxel of a substrate gains, by storage offset; null where nothing reacts.</summary>
    public Column<double>? GainOf(int substrate) => Array.Find(_reactions, r => r.Substrate == substrate)?.Gain;

    /// <param name="minutes">The time that formulas read.</param>
    public void Refresh(double minutes)
    {
        _time = minutes;
        var shape = _context.Tissue.Fields[0];
        _context.Pool.Run(this, shape.Lines, shape.LineGrain);
    }

    public void Run(int begin, int end, int worker)
    {
        var line = _lines[worker];
        line.SetTime(_time);
        for (var k = begin; k < end; k++)
        {
            line.Load(k);
            line.LoadStructures();
            foreach (var reaction in _reactions)
                reaction.Run(line, _context.Model.Timing.FieldMinutes);
        }
    }

    public void Dispose()
    {
        foreach (var line in _lines)
            line.Dispose();
        foreach (var reaction in _reactions)
            reaction.Gain.Dispose();
    }

    private static IEnumerable<int> OfKind(IEnumerable<SignalInput> inputs, SignalKind kind) =>
        inputs.Where(i => i.Kind == kind).Select(i => i.Index).Distinct();

    private sealed class Reaction
    {
        public Reaction(int substrate, Field field, KernelKind kernel)
        {
            Substrate = substrate;
            Law = field.Substrate.Reaction!;
            Formula = new LineFormula(Law, kernel);
            Gain.Reserve(field.Length, 0);
        }

        public int Substrate { get; }

        public VoxelFormula Law { get; }

        public LineFormula Formula { get; }

        public Column<double> Gain { get; } = new("reaction");

        public unsafe void Run(VoxelLine line, double minutes)
        {
            var gain = Gain.Pointer + line.First;
            var density = line.Input(new SignalInput(SignalKind.Substrate, Substrate), line.Block(0));
            Formula.Run(line, line.Block(0), gain);
            for (var i = 0; i < line.Count; i++)
                gain[i] = Math.Max(gain[i], -Math.Max(density[i], 0) / minutes);
        }
    }
}
