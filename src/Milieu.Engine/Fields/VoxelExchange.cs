// The exchange of all cells with one field, gathered per voxel for a window and credited to cells after it.
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Sums or composes the rates of a voxel's cells in row order, so that no thread can show.</summary>
/// <remarks>What a cell took up is linear in one number per voxel, R: a sum of the densities that the voxel had. R is
/// kept in double.</remarks>
internal abstract unsafe class VoxelExchange<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    /// <summary>Neighboring voxels that are read together.</summary>
    private const int Wide = 8;

    private readonly StepContext _context;
    private readonly Field<T> _field;
    private readonly ExchangeColumns _columns;
    private readonly FillJob _fill;
    private readonly CreditJob _credit;
    private readonly bool _needsDensity;
    private readonly Column<double>? _gain;
    private readonly VoxelRates? _voxels;

    // The table that Rate and Source were last filled from, and whether a rate then held for the density of that window alone.
    private int _filled = -1;
    private bool _usesDensity;

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
        _columns = columns;
        Rates = new ExchangeRates(context.Model, context.Cells, substrate);
        Internalized = context.Cells.InternalizedOf(substrate);
        _needsDensity = Rates.UsesDensity && Internalized is not null;
        _gain = columns.Reactions?.GainOf(substrate);
        if (Rates.CanExchange || Reacts)
            _voxels = scratch.RatesOfNext();
        _fill = new FillJob(this);
        _credit = new CreditJob(this);
    }

    /// <summary>Some cell exchanges in this window, or voxels react by themselves.</summary>
    public bool IsActive => Reacts || (Rates.CanExchange && Table.Occupied > 0);

    /// <summary>Every voxel may gain or lose by itself.</summary>
    public bool Reacts => _gain is not null;

    public bool Tracks => Internalized is not null;

    public VoxelTable Table => _columns.Table;

    public T* Rate => _voxels is null ? null : (T*)_voxels.Rate;

    public T* Source => _voxels is null ? null : (T*)_voxels.Source;

    public ExchangeRates Rates { get; }

    protected Column<double>? Internalized { get; }

    protected Column<double> Accumulated => _columns.Accumulated!;

    protected double VoxelVolume => _field.Grid.VoxelVolume;

    protected double Minutes => _context.Model.Timing.FieldMinutes;

    protected WorkerPool Pool => _context.Pool;

    protected int LineCount => _field.Grid.Ny * _field.Grid.Nz;

    /// <summary>What voxels did in the window before may be taken over where their cells are the same.</summary>
    protected virtual bool CanKeep => _voxels!.AreOwn && !Reacts && !_usesDensity;

    /// <summary>Gathers the exchange of this window from cells and densities as they are now.</summary>
    public virtual void Refresh()
    {
        Rates.Bind(Table);
        var isSame = Table.Basis >= 0 && _filled == Table.Basis;
        if (!isSame)
            Rates.FindKinds();
        _fill.Keeps = isSame && CanKeep;
        if (_fill.Keeps)
            foreach (var offset in Table.Emptied)
                (Rate[offset], Source[offset]) = (T.Zero, T.Zero);
        else
            _usesDensity = false;
        Pool.Run(_fill, LineCount, _field.LineGrain);
        _filled = Table.Serial;
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
        if (!keeps)
            Clear(begin, end);
        if (_needsDensity)
            for (var v = first; v < last; v++)
                _columns.Density![v] = Stored.Read(_field.Values[Table.Offsets[v]]);
        if (Tracks)
            Accumulated.Clear(first, last);
        if (!Rates.CanExchange)
            return;
        Start(first, last);
        if (keeps)
        {
            FillChanged(first, last, worker);
            Kept(LargestOf(begin, end), worker);
        }
        else
            FillAll(first, last, worker);
    }

    /// <summary>Rates and sources of lines are those without cells.</summary>
    private void Clear(int begin, int end)
    {
        for (var line = begin; line < end; line++)
        {
            if (!_voxels!.AreOwn && !Reacts && Table.FirstOfLine(line) == Table.FirstOfLine(line + 1))
                continue;
            var start = line * _field.Stride;
            new Span<T>(Rate + start, _field.Stride).Clear();
            new Span<T>(Source + start, _field.Stride).Clear();
            if (Reacts)
                for (var i = start; i < start + _field.Grid.Nx; i++)
                    Source[i] = Stored.As<T>(GainAt(i));
        }
    }

    /// <summary>Writes rate and source of an occupied voxel.</summary>
    private void Fill(int voxel, int worker)
    {
        var offset = Table.Offsets[voxel];
        (Rate[offset], Source[offset]) = Compose(voxel, worker, out var usesDensity);
        // Workers only ever raise it.
        if (usesDensity)
            _usesDensity = true;
    }

    /// <summary>All of cleared lines: a voxel without a cell that exchanges is as it was cleared.</summary>
    private void FillAll(int begin, int end, int worker)
    {
        var held = Table.KindBits;
        var asked = Reacts ? ulong.MaxValue : Rates.KindBits;
        for (var voxel = begin; voxel < end; voxel++)
            if ((held[voxel] & asked) != 0)
                Fill(voxel, worker);
    }

    private void FillChanged(int begin, int end, int worker)
    {
        var same = Table.Same;
        while (begin < end)
        {
            var next = new ReadOnlySpan<byte>(same + begin, end - begin).IndexOf((byte)0);
            if (next < 0)
                return;
            Fill(begin + next, worker);
            begin += next + 1;
        }
    }

    private double LargestOf(int begin, int end)
    {
        var largest = Vector512<T>.Zero;
        for (var i = begin * _field.Stride; i < end * _field.Stride; i += Vector512<T>.Count)
            largest = Vector512.MaxNative(largest, Vector512.Load(Rate + i));
        var most = 0.0;
        for (var lane = 0; lane < Vector512<T>.Count; lane++)
            most = Math.Max(most, Stored.Read(largest[lane]));
        return most;
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
