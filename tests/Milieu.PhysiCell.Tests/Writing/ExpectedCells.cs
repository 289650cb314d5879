// What each label of the matrix of cells must hold, written down once more and by hand.
using Milieu.Engine;

namespace Milieu.PhysiCell.Tests;

/// <summary>Every label of contract 14.3 with its units and the state that it stands for, in order.</summary>
internal sealed class ExpectedCells
{
    private readonly CompiledModel _model;
    private readonly Tissue _tissue;
    private readonly Cells _cells;
    private readonly BehaviorReader _read;

    public ExpectedCells(Simulation simulation)
    {
        (_model, _tissue, _cells) = (simulation.Model, simulation.Tissue, simulation.Tissue.Cells);
        _read = new BehaviorReader(_model, _cells);
    }

    public IEnumerable<(string Label, string Units, Func<int, double[]> Values)> All =>
        [.. State(), .. Body(), .. Motility(), .. Exchange(), .. Interactions(), .. Customs()];

    private IEnumerable<(string, string, Func<int, double[]>)> State()
    {
        var c = _cells;
        var minutes = _model.Timing.TickMinutes;
        yield return ("ID", "none", r => [c.Id[r]]);
        yield return ("position", "microns", r => [c.X[r], c.Y[r], c.Z[r]]);
        yield return ("total_volume", "cubic microns", r => [c.Fluid[r] + c.NuclearSolid[r] + c.CytoplasmicSolid[r]]);
        yield return ("cell_type", "none", r => [c.Type[r]]);
        yield return ("cycle_model", "none", r => [Graph(r).Code]);
        yield return ("current_phase", "none", r => [Graph(r).Phases[c.Phase[r]].Code]);
        yield return ("elapsed_time_in_phase", "min", r => [c.PhaseTicks[r] * minutes]);
        yield return ("nuclear_volume", "cubic microns", r => [c.NuclearFluid[r] + c.NuclearSolid[r]]);
        yield return (
            "cytoplasmic_volume",
            "cubic microns",
            r => [c.Fluid[r] - c.NuclearFluid[r] + c.CytoplasmicSolid[r]]
        );
        yield return ("fluid_fraction", "none", r => [c.Fluid[r] / (1e-16 + c.Volume(r))]);
        yield return ("calcified_fraction", "none", r => [c.Calcified[r]]);
        yield return (
            "orientation",
            "none",
            r => _model.Grid.Is2D ? [0, 0, 1] : [c.OrientationX![r], c.OrientationY![r], c.OrientationZ![r]]
        );
        yield return ("polarity", "none", _ => [_model.Grid.Is2D ? 1 : 0]);
        yield return ("velocity", "micron/min", _ => [0, 0, 0]);
        yield return ("pressure", "none", r => [c.Pressure[r]]);
        yield return ("number_of_nuclei", "none", r => [c.Nuclei is null ? 1 : c.Nuclei[r]]);
        yield return ("total_attack_time", "min", r => [c.AttackTime![r]]);
        yield return ("contact_with_basement_membrane", "none", _ => [0]);
        yield return ("current_cycle_phase_exit_rate", "1/min", r => [ExitRate(r)]);
        yield return ("elapsed_time_in_phase", "min", r => [c.PhaseTicks[r] * minutes]);
        yield return ("dead", "none", r => [Dead(r) ? 1 : 0]);
        yield return ("current_death_model", "none", r => [Death(r)]);
        yield return ("death_rates", "1/min", r => [_read[r, B.Death(0)], _read[r, B.Death(1)]]);
    }

    private IEnumerable<(string, string, Func<int, double[]>)> Body()
    {
        var c = _cells;
        yield return (
            "cytoplasmic_biomass_change_rate",
            "1/min",
            r => [Dead(r) ? Dying(r).CytoplasmicRate : Made(r).CytoplasmicRate]
        );
        yield return (
            "nuclear_biomass_change_rate",
            "1/min",
            r => [Dead(r) ? Dying(r).NuclearRate : Made(r).NuclearRate]
        );
        yield return ("fluid_change_rate", "1/min", r => [FluidRate(r)]);
        yield return (
            "calcification_rate",
            "1/min",
            r => [Dead(r) ? Dying(r).CalcificationRate : Made(r).CalcificationRate]
        );
        yield return (
            "target_solid_cytoplasmic",
            "cubic microns",
            r => [Dead(r) ? 0 : Law(r).CytoplasmToNucleus * c.NuclearSolidTarget[r]]
        );
        yield return ("target_solid_nuclear", "cubic microns", r => [c.NuclearSolidTarget[r]]);
        yield return (
            "target_fluid_fraction",
            "none",
            r => [Dead(r) ? (Lysed(r) ? 0 : Dying(r).FluidTarget) : Law(r).FluidFraction]
        );
        yield return ("radius", "microns", r => [c.Radius[r]]);
        yield return ("nuclear_radius", "microns", r => [CellGeometry.Radius(c.NuclearFluid[r] + c.NuclearSolid[r])]);
        yield return ("surface_area", "square microns", r => [4 * Math.PI * c.Radius[r] * c.Radius[r]]);
        yield return One("cell_cell_adhesion_strength", "micron/min", B.Adhesion);
        yield return One("cell_BM_adhesion_strength", "micron/min", B.MembraneAdhesion);
        yield return One("cell_cell_repulsion_strength", "micron/min", B.Repulsion);
        yield return One("cell_BM_repulsion_strength", "micron/min", B.MembraneRepulsion);
        yield return PerType("cell_adhesion_affinities", "none", B.Affinity);
        yield return One("relative_maximum_adhesion_distance", "none", B.Reach);
        yield return One("maximum_number_of_attachments", "none", B.MaxAttachments);
        yield return One("attachment_elastic_constant", "1/min", B.Elasticity);
        yield return One("attachment_rate", "1/min", B.AttachRate);
        yield return One("detachment_rate", "1/min", B.DetachRate);
    }

    private IEnumerable<(string, string, Func<int, double[]>)> Motility()
    {
        var c = _cells;
        var taxes = new Taxes(_model, _tissue);
        yield return ("is_motile", "none", r => [Motile(r) ? 1 : 0]);
        yield return One("persistence_time", "min", B.Persistence);
        yield return One("migration_speed", "micron/min", B.Speed);
        yield return (
            "migration_bias_direction",
            "none",
            r => Motile(r) && taxes.Direction(r) is var (x, y, z) ? [x, y, z] : [0, 0, 0]
        );
        yield return One("migration_bias", "none", B.Bias);
        yield return ("motility_vector", "micron/min", r => [c.MotilityX![r], c.MotilityY![r], c.MotilityZ![r]]);
        yield return ("chemotaxis_index", "none", r => [Type(r).TaxisSubstrate]);
        yield return ("chemotaxis_direction", "none", r => [Type(r).TaxisSign]);
        yield return PerSubstrate("chemotactic_sensitivities", "none", B.ChemotacticSensitivity);
    }

    private IEnumerable<(string, string, Func<int, double[]>)> Exchange()
    {
        yield return PerSubstrate("secretion_rates", "1/min", B.Secretion);
        yield return PerSubstrate("uptake_rates", "1/min", B.Uptake);
        yield return PerSubstrate("saturation_densities", "stuff/cubic micron", B.SecretionTarget);
        yield return PerSubstrate("net_export_rates", "stuff/min", B.Export);
        yield return ("internalized_total_substrates", "stuff", r => [0, _cells.InternalizedOf(1)![r], 0]);
        yield return ("fraction_released_at_death", "none", _ => [0, 0, 0]);
        yield return ("fraction_transferred_when_ingested", "none", _ => [1, 1, 1]);
    }

    private IEnumerable<(string, string, Func<int, double[]>)> Interactions()
    {
        var c = _cells;
        yield return One("apoptotic_phagocytosis_rate", "1/min", B.PhagocytoseApoptotic);
        yield return One("necrotic_phagocytosis_rate", "1/min", B.PhagocytoseNecrotic);
        yield return One("other_dead_phagocytosis_rate", "1/min", B.PhagocytoseOtherDead);
        yield return PerType("live_phagocytosis_rates", "1/min", B.PhagocytoseLive);
        yield return PerType("attack_rates", "1/min", B.Attack);
        yield return PerType("immunogenicities", "none", B.Immunogenicity);
        yield return ("attack_target", "none", r => [c.AttackTarget![r] < 0 ? -1 : c.Id[c.AttackTarget[r]]]);
        yield return One("attack_damage_rate", "1/min", B.AttackDamageRate);
        yield return One("attack_duration", "min", B.AttackDuration);
        yield return ("attack_total_damage_delivered", "none", r => [c.DamageDelivered![r]]);
        yield return PerType("fusion_rates", "1/min", B.Fuse);
        yield return PerType("transformation_rates", "1/min", B.Transform);
        yield return PerType("asymmetric_division_probabilities", "none", B.AsymmetricDivision);
        yield return ("damage", "none", r => [c.Damage![r]]);
        yield return One("damage_rate", "1/min", B.DamageRate);
        yield return One("damage_repair_rate", "1/min", B.RepairRate);
    }

    private IEnumerable<(string, string, Func<int, double[]>)> Customs() =>
        _model.Customs.Select((v, k) => One(v.Name, v.Units.Length == 0 ? "dimensionless" : v.Units, B.Custom(k)));

    private BehaviorIndex B => _model.Behaviors;

    private bool Dead(int r) => _cells.Is(r, CellFlags.Dead);

    private bool Lysed(int r) => _cells.Is(r, CellFlags.Lysed);

    private int Death(int r) => _cells.Is(r, CellFlags.Necrosis) ? 1 : 0;

    private CompiledType Type(int r) => _model.Types[_cells.Type[r]];

    private VolumeLaw Law(int r) => Type(r).Volume;

    private VolumeLaw Made(int r) => _model.Types[_cells.VolumeType[r]].Volume;

    private DeathModel Dying(int r) => Type(r).Deaths[Death(r)];

    private PhaseGraph Graph(int r) => Dead(r) ? Dying(r).Graph : Type(r).Cycle;

    private bool Motile(int r) => Type(r).IsMotile && !Dead(r);

    private double FluidRate(int r) =>
        !Dead(r) ? Made(r).FluidRate
        : Lysed(r) ? Dying(r).LysedFluidRate
        : Dying(r).UnlysedFluidRate;

    private double ExitRate(int r)
    {
        var links = Graph(r).Phases[_cells.Phase[r]].Links;
        return !Dead(r) ? _read[r, B.PhaseExit(_cells.Phase[r])]
            : links.IsEmpty ? 0
            : links[0].Rate;
    }

    private (string, string, Func<int, double[]>) One(string label, string units, int behavior) =>
        (label, units, r => [_read[r, behavior]]);

    private (string, string, Func<int, double[]>) PerType(string label, string units, Func<int, int> behavior) =>
        (label, units, r => [.. Enumerable.Range(0, B.Types).Select(t => _read[r, behavior(t)])]);

    private (string, string, Func<int, double[]>) PerSubstrate(string label, string units, Func<int, int> behavior) =>
        (label, units, r => [.. Enumerable.Range(0, B.Substrates).Select(s => _read[r, behavior(s)])]);
}
