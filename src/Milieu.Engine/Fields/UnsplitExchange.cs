// Exchange inside the operator that the stages advance.
namespace Milieu.Engine;

/// <summary>Rate K = sum k and source G = sum g of a voxel's cells; a rate above a cap is split off as half maps.</summary>
/// <remarks>d rho/dt = ... + G - K rho. With K above the cap, K and G are divided in one proportion: (cap, G cap / K)
/// stays in the operator, the rest acts before and after each step as rho := (rho + h Gx) / (1 + h Kx), h = dt / 2.
/// A cell took up W (k R - g T), where R is the integral of rho over the window T as the scheme computes it, so that
/// mass closes to rounding.</remarks>
internal sealed unsafe class UnsplitExchange<T> : VoxelExchange<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly Field<T> _field;
    private readonly ExchangeColumns _columns;
    private readonly double _cap;
    private readonly double[] _largest;

    public UnsplitExchange(
        StepContext context,
        Field<T> field,
        int substrate,
        FieldScratch scratch,
        ExchangeColumns columns,
        double cap
    )
        : base(context, field, substrate, scratch, columns)
    {
        _field = field;
        _columns = columns;
        _cap = cap;
        _largest = new double[context.Pool.Workers * 8];
    }

    /// <summary>The largest rate that stays in the operator, 1/min.</summary>
    public double LargestRate { get; private set; }

    /// <summary>Some voxel's rate is above the cap.</summary>
    public bool HasExcess { get; private set; }

    // Excess is shared among substrates.
    protected override bool CanKeep => base.CanKeep && !HasExcess;

    public override void Refresh()
    {
        Array.Clear(_largest);
        base.Refresh();
        var largest = 0.0;
        foreach (var rate in _largest)
            largest = Math.Max(largest, rate);
        LargestRate = Math.Min(largest, _cap);
        HasExcess = largest > _cap;
    }

    /// <summary>Acts for half a step with the rates above the cap on lines [begin, end).</summary>
    public void HalfStep(T* field, int begin, int end)
    {
        var half = 0.5 * Minutes;
        var last = Table.FirstOfLine(end);
        for (var v = Table.FirstOfLine(begin); v < last; v++)
        {
            var excess = _columns.Excess![v];
            if (excess <= 0)
                continue;
            var offset = Table.Offsets[v];
            var source = Stored.Read(Source[offset]) * excess / _cap;
            var after = (Stored.Read(field[offset]) + (half * source)) / (1 + (half * excess));
            field[offset] = Stored.As<T>(after);
            if (Tracks)
                Accumulated[v] += half * excess / (_cap + excess) * after;
        }
        _field.Boundary.Held.Fix(field, begin, end);
    }

    public override void Accumulate(T* field, double weight, int begin, int end)
    {
        if (!HasExcess)
        {
            base.Accumulate(field, weight, begin, end);
            return;
        }
        var last = Table.FirstOfLine(end);
        for (var v = Table.FirstOfLine(begin); v < last; v++)
            Accumulated[v] += weight * _cap / (_cap + _columns.Excess![v]) * Stored.Read(field[Table.Offsets[v]]);
    }

    protected override (T Rate, T Source) Compose(int voxel, int worker, out bool usesDensity)
    {
        var density = DensityAt(voxel);
        usesDensity = false;
        var rate = 0.0;
        var source = GainAt(Table.Offsets[voxel]);
        var last = Table.FirstPlace(voxel + 1);
        for (var place = Table.FirstPlace(voxel); place < last; place++)
        {
            if (!Rates.TakesPart(place))
                continue;
            var cell = Rates.Of(place, density);
            rate += cell.Rate;
            usesDensity |= cell.UsesDensity;
            source += cell.Secreted + cell.Exported;
        }
        var excess = Math.Max(rate - _cap, 0);
        if (excess > 0)
        {
            _columns.Excess![voxel] = excess;
            NoteLargest(rate, worker);
            return (Stored.As<T>(_cap), Stored.As<T>(source * (_cap / (_cap + excess))));
        }
        // The stored rate counts, as it does where a voxel keeps it.
        var stored = Stored.As<T>(rate);
        NoteLargest(Math.Min(Stored.Read(stored), _cap), worker);
        return (stored, Stored.As<T>(source));
    }

    protected override void Start(int begin, int end) => _columns.Excess!.Clear(begin, end);

    protected override void Kept(double largest, int worker) => NoteLargest(Math.Min(largest, _cap), worker);

    private void NoteLargest(double rate, int worker) => _largest[worker * 8] = Math.Max(_largest[worker * 8], rate);

    protected override void Credit(int begin, int end, int steps)
    {
        var place = Table.FirstPlace(begin);
        for (var voxel = begin; voxel < end; voxel++)
        {
            var density = DensityAt(voxel);
            var integral = Accumulated[voxel];
            for (var last = Table.FirstPlace(voxel + 1); place < last; place++)
            {
                var cell = Rates.Of(place, density);
                var taken = (cell.Rate * integral) - ((cell.Secreted + cell.Exported) * steps * Minutes);
                Internalized![Table.Rows[place]] += VoxelVolume * taken;
            }
        }
    }
}
