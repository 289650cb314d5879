// One moment of a tissue, with what several measures want to know of it found only once.
using Milieu.Engine;

namespace Milieu.Studies;

/// <summary>Reads a simulation as it stands; thrown away before the next step.</summary>
internal sealed class TissueMoment
{
    private readonly Moment _moment;
    private readonly CellStates _states;

    private TissueMoment(Moment moment)
    {
        _moment = moment;
        _states = new CellStates(moment.Model, moment.Tissue.Cells);
    }

    public Simulation Simulation => _moment.Simulation;

    public CompiledModel Model => _moment.Model;

    public GridSpec Grid => Model.Grid;

    public Cells Cells => _moment.Tissue.Cells;

    public double Minutes => _moment.Minutes;

    /// <summary>Where cells were before.</summary>
    public CellTracks Tracks => _moment.Tracks;

    public static TissueMoment Of(Moment moment) => moment.Shared(typeof(TissueMoment), m => new TissueMoment(m));

    /// <summary>Found at the first call with a key, kept for the others.</summary>
    public T Find<T>(string key, Func<T> find)
        where T : class => _moment.Shared(key, _ => find());

    /// <summary>Rows of the cells of a choice, in row order.</summary>
    public int[] Rows(CellChoice choice) =>
        Find("rows " + choice.Key, () => Enumerable.Range(0, Cells.Count).Where(Chooser(choice)).ToArray());

    /// <summary>The positions of the cells of a choice, binned; points are numbered as in <see cref="Rows"/>.</summary>
    public PointBins Points(CellChoice choice) => Find("points " + choice.Key, () => PointsOf(Rows(choice)));

    public PointBins PointsOf(int[] rows, double edge = 0) =>
        new(
            Grid,
            [.. rows.Select(r => Cells.X[r])],
            [.. rows.Select(r => Cells.Y[r])],
            [.. rows.Select(r => Cells.Z[r])],
            edge
        );

    public bool IsOf(int row, LifeChoice life) =>
        !Cells.Is(row, CellFlags.Tombstone)
        && life switch
        {
            LifeChoice.All => true,
            LifeChoice.Live => _states.Of(row) == CellState.Live,
            LifeChoice.Dead => _states.Of(row) != CellState.Live,
            LifeChoice.Apoptotic => _states.Of(row) == CellState.Apoptotic,
            _ => _states.Of(row) == CellState.Necrotic,
        };

    private Func<int, bool> Chooser(CellChoice choice)
    {
        var isWanted = Model.Types.Select(t => choice.Types.IsEmpty || choice.Types.Contains(t.Name)).ToArray();
        return row => isWanted[Cells.Type[row]] && IsOf(row, choice.Life);
    }
}
