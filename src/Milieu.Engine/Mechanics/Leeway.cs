// How far rows may go from where their neighbors were listed.
namespace Milieu.Engine;

/// <summary>
/// Each row has room in which it may move: the farther it is likely to walk in the next steps, the more. While all rows are within
/// theirs, two that touch were within both reaches and both rooms of each other when the lists were made.
/// </summary>
internal sealed unsafe class Leeway
{
    /// <summary>No row has less room than this, um.</summary>
    public const double Least = 1;

    // Cells that do not walk are pushed, most of all by daughters that part. Measured where lists would take least time.
    private const double ShareInPlane = 1.0 / 8;
    private const double ShareInSpace = 1.0 / 4;

    // More than a float's rounding of a distance.
    private const double Doubt = 0.001;

    // Lists grow with the square of the room in the plane, with its cube in space.
    private const double StepsInPlane = 12;
    private const double StepsInSpace = 4;

    private const int Stride = 64;
    private readonly Cells _cells;
    private readonly WorkerPool _pool;
    private readonly bool[] _isMotile;
    private readonly BehaviorValues _speed;
    private readonly double _minutes;
    private readonly double _least;
    private readonly double _most;

    // Whole numbers modulo 2^32, as in the records of pairs: differences are exact, and half as long as positions.
    private readonly Column<int>[] _from;
    private readonly SetJob _set;
    private readonly LookJob _look;

    /// <param name="skin">How much wider bins are than the largest reach, um: beyond half of it rows are sorted anew.</param>
    public Leeway(CompiledModel model, Cells cells, WorkerPool pool, double skin)
    {
        _cells = cells;
        _pool = pool;
        _isMotile = [.. model.Types.Select(t => t.IsMotile)];
        _speed = new BehaviorValues(model, cells, model.Behaviors.Speed);
        _minutes = model.Timing.MechanicsMinutes * (model.Grid.Is2D ? StepsInPlane : StepsInSpace);
        _least = Math.Max(Least, (model.Grid.Is2D ? ShareInPlane : ShareInSpace) * skin);
        _most = Math.Max(Least, skin / 2);
        _from = [.. Enumerable.Range(0, 3).Select(_ => cells.Scratch<int>("listed_at"))];
        Room = cells.Scratch<float>("leeway");
        _set = new SetJob(this);
        _look = new LookJob(this, pool.Workers);
    }

    /// <summary>The room of each row, um.</summary>
    public Column<float> Room { get; }

    /// <summary>Notes where rows are now, and gives each its room.</summary>
    public void Set() => _pool.RunLight(_set, _cells.Count);

    /// <summary>True where no row is out of its room.</summary>
    public bool Holds()
    {
        _look.Reset();
        _pool.RunLight(_look, _cells.Count);
        return !_look.AnyGone;
    }

    private double RoomOf(int row)
    {
        var (x, y, z) = (_cells.PreviousVx[row], _cells.PreviousVy[row], _cells.PreviousVz[row]);
        var pace = Math.Sqrt((x * x) + (y * y) + (z * z));
        if (_isMotile[_cells.Type[row]])
            pace = Math.Max(pace, _speed.At(row));
        // What is not a number is found out elsewhere.
        return pace * _minutes is var room && room < _most ? Math.Max(room, _least) : _most;
    }

    private static int Whole(double position) => PairInputs.Whole(position * PairInputs.FinestScale);

    private sealed class SetJob(Leeway leeway) : IRangeJob
    {
        public void Run(int begin, int end, int worker)
        {
            var cells = leeway._cells;
            var from = leeway._from;
            for (var row = begin; row < end; row++)
            {
                (from[0][row], from[1][row], from[2][row]) = (
                    Whole(cells.X[row]),
                    Whole(cells.Y[row]),
                    Whole(cells.Z[row])
                );
                leeway.Room[row] = (float)leeway.RoomOf(row);
            }
        }
    }

    private sealed class LookJob(Leeway leeway, int workers) : IRangeJob
    {
        private readonly bool[] _gone = new bool[workers * Stride];

        public bool AnyGone => Array.IndexOf(_gone, true) >= 0;

        public void Reset() => Array.Clear(_gone);

        public void Run(int begin, int end, int worker)
        {
            for (var row = begin; row < end && !_gone[worker * Stride]; row++)
                _gone[worker * Stride] = IsGone(row);
        }

        private bool IsGone(int row)
        {
            var (cells, from) = (leeway._cells, leeway._from);
            double dx = Whole(cells.X[row]) - from[0][row];
            double dy = Whole(cells.Y[row]) - from[1][row];
            double dz = Whole(cells.Z[row]) - from[2][row];
            var room = (leeway.Room[row] - Doubt) * PairInputs.FinestScale;
            return !((dx * dx) + (dy * dy) + (dz * dz) <= room * room);
        }
    }
}
