// What one cell gives to and takes from its voxel.
namespace Milieu.Engine;

/// <summary>Exchange of a cell with its voxel, as rates of the voxel's density.</summary>
/// <param name="Rate">k, 1/min: the density falls by k times itself.</param>
/// <param name="Secreted">Rise towards the secretion target, density per min.</param>
/// <param name="Exported">Rise from export, density per min.</param>
internal readonly record struct CellExchange(double Rate, double Secreted, double Exported);

/// <summary>Reads the exchange behaviors of one substrate.</summary>
/// <remarks>With secretion S towards r*, uptake U, export E, cell volume V, voxel volume W (contract 8.3):
/// k = V (S + U) / W, secreted = V S r* / W, exported = E / W. Uptake with half-saturation h uses U h / (h + r), and
/// an export below 0 that may not take more than is there becomes a rate |E| / (W r), at most 1 / dt; both take the
/// density r from the start of the window, so that a steady state is exact.</remarks>
internal sealed class ExchangeRates
{
    private readonly Cells _cells;
    private readonly double[][] _constants;
    private readonly double[] _halfSaturation;
    private readonly Column<double>? _secretion;
    private readonly Column<double>? _target;
    private readonly Column<double>? _uptake;
    private readonly Column<double>? _export;
    private readonly double _voxelVolume;
    private readonly double _minutes;
    private readonly bool _literalExport;

    public ExchangeRates(CompiledModel model, Cells cells, int substrate)
    {
        var b = model.Behaviors;
        _cells = cells;
        _voxelVolume = model.Grid.VoxelVolume;
        _minutes = model.Timing.FieldMinutes;
        _literalExport = model.Conventions.LiteralExport;
        int[] behaviors =
        [
            b.Secretion(substrate),
            b.SecretionTarget(substrate),
            b.Uptake(substrate),
            b.Export(substrate),
        ];
        _constants = [.. behaviors.Select(i => model.Types.Select(t => t.Constants[i]).ToArray())];
        _halfSaturation =
        [
            .. model.Types.Select(t => t.UptakeHalfSaturation.IsEmpty ? 0 : t.UptakeHalfSaturation[substrate]),
        ];
        _secretion = cells.ColumnOf(behaviors[0]);
        _target = cells.ColumnOf(behaviors[1]);
        _uptake = cells.ColumnOf(behaviors[2]);
        _export = cells.ColumnOf(behaviors[3]);
        CanExchange =
            _secretion is not null
            || _uptake is not null
            || _export is not null
            || _constants[0].Any(v => v != 0)
            || _constants[2].Any(v => v != 0)
            || _constants[3].Any(v => v != 0);
        UsesDensity =
            _halfSaturation.Any(h => h > 0)
            || (!_literalExport && (_export is not null || _constants[3].Any(v => v < 0)));
    }

    /// <summary>Some cell could exchange this substrate.</summary>
    public bool CanExchange { get; }

    /// <summary>The rates depend on the density at the start of the window.</summary>
    public bool UsesDensity { get; }

    /// <summary>The exchange of one row with a voxel of the given density.</summary>
    public CellExchange Of(int row, double density)
    {
        var type = _cells.Type[row];
        var dead = _cells.Is(row, CellFlags.Dead);
        var secretion = _secretion is null ? (dead ? 0 : _constants[0][type]) : _secretion[row];
        var uptake = _uptake is null ? (dead ? 0.1 : 1) * _constants[2][type] : _uptake[row];
        var export = _export is null ? (dead ? 0 : _constants[3][type]) : _export[row];
        var volume = _cells.Volume(row) / _voxelVolume;
        var present = Math.Max(density, 0);
        if (_halfSaturation[type] > 0)
            uptake *= _halfSaturation[type] / (_halfSaturation[type] + present);
        var rate = volume * (secretion + uptake);
        var exported = export / _voxelVolume;
        if (exported < 0 && !_literalExport)
        {
            rate += -exported / Math.Max(present, -exported * _minutes);
            exported = 0;
        }
        var target = _target is null ? _constants[1][type] : _target[row];
        return new CellExchange(rate, volume * secretion * target, exported);
    }
}
