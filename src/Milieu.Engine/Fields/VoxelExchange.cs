// The exchange of all cells with one field, gathered per voxel for a window and credited to cells after it.
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Sums or composes the rates of a voxel's cells in row order, so that no thread can show.</summary>
/// <remarks>What a cell took up is linear in one number per voxel, R: a sum of the densities that the voxel had. R is
/// kept in double.</remarks>
internal abstract unsafe class VoxelExchange<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    /// <summary>Stands for a rate, none of which is below 0.</summary>
    private static readonly T NotKept = -T.One;

    /// <summary>Neighboring voxels that are read together.</summary>
    private const int Wide = 8;

    private readonly StepContext _context;
    private readonly Field<T> _field;
    private readonly FieldScratch _scratch;
    private readonly ExchangeColumns _columns;
    private readonly FillJob _fill;
    private readonly CreditJob _credit;
    private readonly bool _needsDensity;
    private readonly Column<double>? _gain;

    // Rate and Source are shared among substrates, so what a voxel's cells do is kept here from one window to the next, at
    // the number of the voxel's first row: it stays the same while the voxel's cells do. A rate that depended on the voxel's
    // density is not kept.
    private readonly Column<T>? _rates;
    private readonly Column<T>? _sources;

    protected VoxelExchange(
        StepContext context,
        Field<T> field,
        int substrate,
        FieldScratch scratch,
        ExchangeColumns columns
    )
    {
        _context = context;
        _field = field;
        _scratch = scratch;
        _columns = columns;
        Rates = new ExchangeRates(context.Model, context.Cells, substrate);
        Internalized = context.Cells.InternalizedOf(substrate);
        _needsDensity = Rates.UsesDensity && Internalized is not null;
        _gain = columns.Reactions?.GainOf(substrate);
        if (Rates.CanExchange)
        {
            _rates = context.Cells.Scratch<T>("exchange_rate");
            _sources = context.Cells.Scratch<T>("exchange_source");
        }
        _fill = new FillJob(this);
        _credit = new CreditJob(this);
    }

    /// <summary>Some cell exchanges in this window, or voxels react by themselves.</summary>
    public bool IsActive => Reacts || (Rates.CanExchange && Table.Occupied > 0);

    /// <summary>Every voxel may gain or lose by itself.</summary>
    public bool Reacts => _gain is not null;

    public bool Tracks => Internalized is not null;

    public VoxelTable Table => _columns.Table;

    public T* Rate => (T*)_scratch.Rate;

    public T* Source => (T*)_scratch.Source;

    public ExchangeRates Rates { get; }

    protected Column<double>? Internalized { get; }

    protected Column<double> Accumulated => _columns.Accumulated!;

    protected double VoxelVolume => _field.Grid.VoxelVolume;

    protected double Minutes => _context.Model.Timing.FieldMinutes;

    protected WorkerPool Pool => _context.Pool;

    protected int LineCount => _field.Grid.Ny * _field.Grid.Nz;

    /// <summary>What voxels did in the window before may be taken over where their cells are the same.</summary>
    protected virtual bool CanKeep => !Reacts;

    /// <summary>Gathers the exchange of this window from cells and densities as they are now.</summary>
    public virtual void Refresh()
    {
        Rates.Bind(Table);
        _fill.Keeps = CanKeep;
        Pool.Run(_fill, LineCount, _field.LineGrain);
    }

    /// <summary>R += weight times density, for the occupied voxels of lines [begin, end).</summary>
    public virtual void Accumulate(T* field, double weight, int begin, int end)
    {
        var last = Table.FirstOfLine(end);
        var offsets = Table.Offsets;
        var sums = Accumulated.Pointer;
        for (var v = Table.FirstOfLine(begin); v < last; v++)
        {
            for (; v + Wide <= last && offsets[v + Wide - 1] - offsets[v] == Wide - 1; v += Wide)
                (Vector512.Load(sums + v) + (weight * Stored.Read8(field + offsets[v]))).Store(sums + v);
            if (v < last)
                sums[v] += weight * Stored.Read(field[offsets[v]]);
        }
    }

    /// <summary>Gives each cell what it took up in a window of <paramref name="steps"/> steps.</summary>
    public void Credit(int steps)
    {
        if (!Tracks)
            return;
        _credit.Steps = steps;
        Pool.Run(_credit, LineCount, _field.LineGrain);
    }

    /// <summary>Density of an occupied voxel at the start of the window, 0 where no rate depends on it.</summary>
    protected double DensityAt(int voxel) =>
        _needsDensity ? _columns.Density![voxel]
        : Rates.UsesDensity ? Stored.Read(_field.Values[Table.Offsets[voxel]])
        : 0;

    /// <summary>What a voxel gains by itself, density per min.</summary>
    protected double GainAt(int offset) => _gain is null ? 0 : _gain.Pointer[offset];

    /// <summary>Rate and source of an occupied voxel, from its cells and its own reaction.</summary>
    /// <param name="usesDensity">True where they hold for the density of this window alone.</param>
    protected abstract (T Rate, T Source) Compose(int voxel, int worker, out bool usesDensity);

    /// <summary>Makes ready for the voxels [begin, end), of which some may keep their rates.</summary>
    protected virtual void Start(int begin, int end) { }

    /// <summary>Some voxels keep their rates from an earlier window; this is the largest of them.</summary>
    protected virtual void Kept(double largest, int worker) { }

    /// <summary>Adds to the internalized amounts of the cells of occupied voxels [begin, end).</summary>
    protected abstract void Credit(int begin, int end, int steps);

    private void FillLines(int begin, int end, int worker, bool keeps)
    {
        var (first, last) = (Table.FirstOfLine(begin), Table.FirstOfLine(end));
        for (var line = begin; line < end; line++)
        {
            if (!Reacts && Table.FirstOfLine(line) == Table.FirstOfLine(line + 1))
                continue;
            var start = line * _field.Stride;
            new Span<T>(Rate + start, _field.Stride).Clear();
            new Span<T>(Source + start, _field.Stride).Clear();
            if (Reacts)
                for (var i = start; i < start + _field.Grid.Nx; i++)
                    Source[i] = Stored.As<T>(GainAt(i));
        }
        if (_needsDensity)
            for (var v = first; v < last; v++)
                _columns.Density![v] = Stored.Read(_field.Values[Table.Offsets[v]]);
        if (Tracks)
            Accumulated.Clear(first, last);
        if (Rates.CanExchange)
            Fill(first, last, worker, keeps);
    }

    /// <summary>Writes rate and source of occupied voxels [begin, end).</summary>
    private void Fill(int begin, int end, int worker, bool keeps)
    {
        var rate = Rate;
        var source = Source;
        var offsets = Table.Offsets;
        var rows = Table.Rows;
        var rates = _rates!.Pointer;
        var sources = _sources!.Pointer;
        var largest = T.Zero;
        Start(begin, end);
        for (var v = begin; v < end; v++)
        {
            var first = rows[Table.FirstPlace(v)];
            var (k, g) = (rates[first], sources[first]);
            if (keeps && Table.IsSame(v) && k >= T.Zero)
                largest = k > largest ? k : largest;
            else
            {
                (k, g) = Compose(v, worker, out var usesDensity);
                rates[first] = usesDensity ? NotKept : k;
                sources[first] = g;
            }
            rate[offsets[v]] = k;
            source[offsets[v]] = g;
        }
        Kept(Stored.Read(largest), worker);
    }

    private sealed class FillJob(VoxelExchange<T> exchange) : IRangeJob
    {
        public bool Keeps { get; set; }

        public void Run(int begin, int end, int worker) => exchange.FillLines(begin, end, worker, Keeps);
    }

    private sealed class CreditJob(VoxelExchange<T> exchange) : IRangeJob
    {
        public int Steps { get; set; }

        public void Run(int begin, int end, int worker) =>
            exchange.Credit(exchange.Table.FirstOfLine(begin), exchange.Table.FirstOfLine(end), Steps);
    }
}

/// <summary>Per-voxel memory of the exchange, as long as there are rows: an occupied voxel has a row.</summary>
internal sealed class ExchangeColumns
{
    public ExchangeColumns(StepContext context, VoxelTable table, Reactions? reactions)
    {
        var model = context.Model;
        Table = table;
        Reactions = reactions;
        if (model.Substrates.Any(s => s.Integrator != Integrator.Lod))
            Excess = context.Cells.Scratch<double>("exchange_excess", Turn.Fields);
        if (model.Substrates.Any(s => s.TracksInternalized))
        {
            Accumulated = context.Cells.Scratch<double>("exchange_accumulated", Turn.Fields);
            if (
                Enumerable
                    .Range(0, model.Substrates.Length)
                    .Any(s => new ExchangeRates(model, context.Cells, s).UsesDensity)
            )
                Density = context.Cells.Scratch<double>("exchange_density", Turn.Fields);
        }
    }

    public VoxelTable Table { get; }

    public Reactions? Reactions { get; }

    /// <summary>R of each occupied voxel.</summary>
    public Column<double>? Accumulated { get; }

    /// <summary>Density of each occupied voxel at the start of the window.</summary>
    public Column<double>? Density { get; }

    /// <summary>Rate above the cap, 1/min, for the unsplit integrators.</summary>
    public Column<double>? Excess { get; }
}
