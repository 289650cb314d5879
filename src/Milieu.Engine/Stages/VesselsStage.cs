// Vessels open, close, sprout and grow.
namespace Milieu.Engine;

/// <summary>Blood finds its way, tips build, open vessels sprout: serial, for vessels are few.</summary>
public sealed class VesselsStage : IStage, IDisposable
{
    private readonly StepContext _context;
    private readonly VesselGraph _graph;
    private readonly LumenFlow? _lumen;
    private readonly TipGrowth? _tips;
    private readonly Sprouting? _sprouting;

    public VesselsStage(StepContext context)
    {
        var vessels = context.Model.Vessels!;
        _context = context;
        _graph = new VesselGraph(context);
        _lumen = vessels.Lumen >= 0 ? new LumenFlow(context, _graph) : null;
        if (vessels.Tip < 0)
            return;
        var rows = new VesselRows(context);
        _tips = new TipGrowth(context, _graph, rows);
        _sprouting = new Sprouting(context, _graph, rows);
    }

    public void Run()
    {
        _graph.Build();
        _lumen?.Run();
        if (_tips is null)
            return;
        var before = _context.Cells.Count;
        _tips.Run();
        _sprouting!.Run(before);
        // A tip that only stopped changed its type and its links.
        _context.Tissue.Links.Tidy();
    }

    public void Dispose()
    {
        _graph.Dispose();
        _lumen?.Dispose();
        _tips?.Dispose();
    }
}
