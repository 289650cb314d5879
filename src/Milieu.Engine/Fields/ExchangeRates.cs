// What one cell gives to and takes from its voxel.
using System.Runtime.CompilerServices;

namespace Milieu.Engine;

/// <summary>Exchange of a cell with its voxel, as rates of the voxel's density.</summary>
/// <param name="Rate">k, 1/min: the density falls by k times itself.</param>
/// <param name="Secreted">Rise towards the secretion target, density per min.</param>
/// <param name="Exported">Rise from export, density per min.</param>
/// <param name="UsesDensity">The rate holds for the density of the voxel that it was asked with alone.</param>
internal readonly record struct CellExchange(double Rate, double Secreted, double Exported, bool UsesDensity = false);

/// <summary>Reads the exchange behaviors of one substrate.</summary>
/// <remarks>With secretion S towards r*, uptake U, export E, cell volume V, voxel volume W (contract 8.3):
/// k = V (S + U) / W, secreted = V S r* / W, exported = E / W. Uptake with half-saturation h uses U h / (h + r), and
/// an export below 0 that may not take more than is there becomes a rate |E| / (W r), at most 1 / dt; both take the
/// density r from the start of the window, so that a steady state is exact.</remarks>
internal sealed unsafe class ExchangeRates
{
    private readonly Behaviors[] _constants;
    private readonly CellExchange[] _perVolume;
    private readonly Column<double>? _secretion;
    private readonly Column<double>? _target;
    private readonly Column<double>? _uptake;
    private readonly Column<double>? _export;
    private readonly double _inverseVoxel;
    private readonly double _minutes;
    private readonly bool _literalExport;
    private readonly bool _isConstant;
    private readonly Cells _cells;

    // Of a kind (twice the type, and one more where it is dead): whether some cell exchanges.
    private readonly bool[] _takesPart;
    private int* _rows;
    private int* _kinds;
    private double* _shares;

    public ExchangeRates(CompiledModel model, Cells cells, int substrate)
    {
        var b = model.Behaviors;
        _cells = cells;
        _inverseVoxel = 1 / model.Grid.VoxelVolume;
        _minutes = model.Timing.FieldMinutes;
        _literalExport = model.Conventions.LiteralExport;
        _secretion = cells.ColumnOf(b.Secretion(substrate));
        _target = cells.ColumnOf(b.SecretionTarget(substrate));
        _uptake = cells.ColumnOf(b.Uptake(substrate));
        _export = cells.ColumnOf(b.Export(substrate));
        _constants = [.. model.Types.SelectMany(t => LiveAndDead(t, b, substrate))];
        var isWritten = _secretion is not null || _uptake is not null || _export is not null;
        CanExchange = isWritten || _constants.Any(Exchanges);
        UsesDensity =
            _constants.Any(c => c.HalfSaturation > 0)
            || (!_literalExport && (_export is not null || _constants.Any(c => c.Export < 0)));
        _isConstant = !isWritten && _target is null && !UsesDensity;
        _takesPart = [.. _constants.Select(Exchanges)];
        NoteKinds();
        _perVolume =
        [
            .. _constants.Select(c => new CellExchange(
                c.Secretion + c.Uptake,
                c.Secretion * c.Target,
                c.Export * _inverseVoxel
            )),
        ];
    }

    /// <summary>Some cell could exchange this substrate.</summary>
    public bool CanExchange { get; }

    /// <summary>The rates of some cells may depend on the density at the start of the window.</summary>
    public bool UsesDensity { get; }

    /// <summary>The kinds of which some cell exchanges, as <see cref="VoxelTable.KindBits"/> has them.</summary>
    public ulong KindBits { get; private set; }

    /// <summary>Looks up where the places of a window are.</summary>
    public void Bind(VoxelTable table)
    {
        _rows = table.Rows;
        _kinds = table.Kinds;
        _shares = table.Shares;
    }

    /// <summary>Looks up which kinds of cells exchange at all: most leave most substrates alone. It holds until behaviors change.</summary>
    public void FindKinds()
    {
        if (_secretion is null && _uptake is null && _export is null)
            return;
        // Behaviors of every row stand in columns, whether or not a rule of its type writes them.
        Array.Clear(_takesPart);
        var type = _cells.Type.Pointer;
        var flags = _cells.Flags.Pointer;
        for (var row = 0; row < _cells.Count; row++)
        {
            var kind = (2 * type[row]) + (flags[row] & (byte)CellFlags.Dead);
            if (_takesPart[kind])
                continue;
            ref readonly var constants = ref _constants[kind];
            _takesPart[kind] =
                (_secretion is null ? constants.Secretion : _secretion.Pointer[row]) != 0
                || (_uptake is null ? constants.Uptake : _uptake.Pointer[row]) != 0
                || (_export is null ? constants.Export : _export.Pointer[row]) != 0;
        }
        NoteKinds();
    }

    /// <summary>False where the cell of a place neither gives nor takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TakesPart(int place) => _takesPart[_kinds[place]];

    /// <summary>The exchange of the row of a place with a voxel of the given density. <see cref="Bind"/> comes first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CellExchange Of(int place, double density)
    {
        if (!_isConstant)
            return Varying(place, density);
        ref readonly var perVolume = ref _perVolume[_kinds[place]];
        var share = _shares[place];
        return new CellExchange(share * perVolume.Rate, share * perVolume.Secreted, perVolume.Exported);
    }

    private void NoteKinds()
    {
        KindBits = 0;
        for (var kind = 0; kind < _takesPart.Length; kind++)
            if (_takesPart[kind])
                KindBits |= VoxelTable.BitOf(kind);
    }

    private CellExchange Varying(int place, double density)
    {
        var row = _rows[place];
        ref readonly var constants = ref _constants[_kinds[place]];
        var secretion = _secretion is null ? constants.Secretion : _secretion.Pointer[row];
        var uptake = _uptake is null ? constants.Uptake : _uptake.Pointer[row];
        var exported = (_export is null ? constants.Export : _export.Pointer[row]) * _inverseVoxel;
        var share = _shares[place];
        var present = Math.Max(density, 0);
        var usesDensity = constants.HalfSaturation > 0;
        if (usesDensity)
            uptake *= constants.HalfSaturation / (constants.HalfSaturation + present);
        var rate = share * (secretion + uptake);
        if (exported < 0 && !_literalExport)
        {
            rate += -exported / Math.Max(present, -exported * _minutes);
            exported = 0;
            usesDensity = true;
        }
        var target = _target is null ? constants.Target : _target.Pointer[row];
        return new CellExchange(rate, share * secretion * target, exported, usesDensity);
    }

    private static bool Exchanges(Behaviors b) => b.Secretion != 0 || b.Uptake != 0 || b.Export != 0;

    private static Behaviors[] LiveAndDead(CompiledType type, BehaviorIndex b, int substrate)
    {
        double[] Values(int behavior) =>
            [type.Constants[behavior], type.Constants[behavior] * BehaviorReader.AfterDeath(b, behavior)];
        var (secretion, uptake, export) = (
            Values(b.Secretion(substrate)),
            Values(b.Uptake(substrate)),
            Values(b.Export(substrate))
        );
        var target = type.Constants[b.SecretionTarget(substrate)];
        var half = type.UptakeHalfSaturation.IsEmpty ? 0 : type.UptakeHalfSaturation[substrate];
        return [.. Enumerable.Range(0, 2).Select(d => new Behaviors(secretion[d], target, uptake[d], export[d], half))];
    }

    private readonly record struct Behaviors(
        double Secretion,
        double Target,
        double Uptake,
        double Export,
        double HalfSaturation
    );
}
