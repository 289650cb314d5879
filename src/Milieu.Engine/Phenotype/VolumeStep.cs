// Growth and shrinkage of a cell's compartments.
namespace Milieu.Engine;

/// <summary>Rates in 1/min; targets as the solids and the fluid fraction that a cell tends to.</summary>
/// <param name="CytoplasmToNucleus">Target of the cytoplasmic solid, per target of the nuclear solid.</param>
internal readonly record struct VolumeRates(
    double Fluid,
    double FluidTarget,
    double Nuclear,
    double Cytoplasmic,
    double CytoplasmToNucleus,
    double Calcification
);

/// <summary>The rates of volume change of every type, alive, dying and lysed.</summary>
internal sealed class VolumeStep
{
    private const int DeathStates = 2;
    private readonly Cells _cells;
    private readonly VolumeRates[] _live;
    private readonly VolumeRates[] _dead;
    private readonly (double FluidTarget, double Ratio)[] _targets;
    private readonly int _models;

    public VolumeStep(CompiledModel model, Cells cells)
    {
        _cells = cells;
        _live = [.. model.Types.Select(t => Live(t.Volume))];
        _targets = [.. model.Types.Select(t => (t.Volume.FluidFraction, t.Volume.CytoplasmToNucleus))];
        _models = model.Types.Select(t => t.Deaths.Length).DefaultIfEmpty().Max();
        _dead = new VolumeRates[model.Types.Length * _models * DeathStates];
        for (var type = 0; type < model.Types.Length; type++)
        for (var k = 0; k < model.Types[type].Deaths.Length; k++)
        {
            var death = model.Types[type].Deaths[k];
            _dead[DeadIndex(type, k, false)] = Dead(death, death.UnlysedFluidRate, death.FluidTarget);
            _dead[DeadIndex(type, k, true)] = Dead(death, death.LysedFluidRate, 0);
        }
    }

    /// <summary>One explicit Euler step of the row's volumes over <paramref name="dt"/> min, and its radius.</summary>
    /// <remarks>
    /// dF/dt = kF (f* V - F); dSn/dt = kn (Sn* - Sn); dSc/dt = kc (q Sn* - Sc); none below 0;
    /// Fn = Vn/V F. See docs/science/volume.md.
    /// </remarks>
    public void Run(int row, double dt)
    {
        var rates = RatesOf(row);
        ref var fluid = ref _cells.Fluid[row];
        ref var nuclearSolid = ref _cells.NuclearSolid[row];
        ref var cytoplasmicSolid = ref _cells.CytoplasmicSolid[row];
        var nuclear = nuclearSolid + _cells.NuclearFluid[row];
        var total = fluid + nuclearSolid + cytoplasmicSolid;
        var target = _cells.NuclearSolidTarget[row];
        fluid = Math.Max(0, fluid + (dt * rates.Fluid * ((rates.FluidTarget * total) - fluid)));
        _cells.NuclearFluid[row] = nuclear / (total + 1e-16) * fluid;
        nuclearSolid = Math.Max(0, nuclearSolid + (dt * rates.Nuclear * (target - nuclearSolid)));
        var cytoplasmicTarget = rates.CytoplasmToNucleus * target;
        cytoplasmicSolid = Math.Max(
            0,
            cytoplasmicSolid + (dt * rates.Cytoplasmic * (cytoplasmicTarget - cytoplasmicSolid))
        );
        ref var calcified = ref _cells.Calcified[row];
        calcified += dt * rates.Calcification * (1 - calcified);
        _cells.Radius[row] = CellGeometry.Radius(_cells.Volume(row));
    }

    private VolumeRates RatesOf(int row)
    {
        var type = _cells.Type[row];
        var flags = (CellFlags)_cells.Flags[row];
        if ((flags & CellFlags.Dead) != CellFlags.None)
            return _dead[
                DeadIndex(
                    type,
                    (flags & CellFlags.Necrosis) != CellFlags.None ? 1 : 0,
                    (flags & CellFlags.Lysed) != CellFlags.None
                )
            ];
        // Rates stay those of the type in which the cell was made; targets follow its present type.
        var (fluidTarget, ratio) = _targets[type];
        return _live[_cells.VolumeType[row]] with { FluidTarget = fluidTarget, CytoplasmToNucleus = ratio };
    }

    private int DeadIndex(int type, int model, bool lysed) =>
        (((type * _models) + model) * DeathStates) + (lysed ? 1 : 0);

    private static VolumeRates Live(VolumeLaw v) =>
        new(v.FluidRate, v.FluidFraction, v.NuclearRate, v.CytoplasmicRate, v.CytoplasmToNucleus, v.CalcificationRate);

    private static VolumeRates Dead(DeathModel d, double fluidRate, double fluidTarget) =>
        new(fluidRate, fluidTarget, d.NuclearRate, d.CytoplasmicRate, 0, d.CalcificationRate);
}
