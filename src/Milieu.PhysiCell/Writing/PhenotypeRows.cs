// The later blocks of the matrix of cells: what a cell does, and what it does to others.
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>Mechanics, motility, exchange, interactions, integrity and custom variables (contract 14.3), in order.</summary>
internal static class PhenotypeRows
{
    private const string Rate = "1/min";
    private const string Speed = "micron/min";

    public static void Add(CellRows rows)
    {
        AddMechanics(rows);
        AddMotility(rows);
        AddExchange(rows);
        AddInteractions(rows);
        AddIntegrity(rows);
        AddCustoms(rows);
    }

    private static void AddMechanics(CellRows rows)
    {
        var b = rows.Model.Behaviors;
        rows.Behavior("cell_cell_adhesion_strength", Speed, b.Adhesion);
        rows.Behavior("cell_BM_adhesion_strength", Speed, b.MembraneAdhesion);
        rows.Behavior("cell_cell_repulsion_strength", Speed, b.Repulsion);
        rows.Behavior("cell_BM_repulsion_strength", Speed, b.MembraneRepulsion);
        rows.Behaviors("cell_adhesion_affinities", "none", b.Types, b.Affinity);
        rows.Behavior("relative_maximum_adhesion_distance", "none", b.Reach);
        rows.One("maximum_number_of_attachments", "none", r => Math.Floor(rows.Value(r, b.MaxAttachments)));
        rows.Behavior("attachment_elastic_constant", Rate, b.Elasticity);
        rows.Behavior("attachment_rate", Rate, b.AttachRate);
        rows.Behavior("detachment_rate", Rate, b.DetachRate);
    }

    private static void AddMotility(CellRows rows)
    {
        var (model, cells, b) = (rows.Model, rows.Cells, rows.Model.Behaviors);
        var taxes = new Taxes(model, rows.Tissue);
        rows.One("is_motile", "none", r => IsMotile(r) ? 1 : 0);
        rows.Behavior("persistence_time", "min", b.Persistence);
        rows.Behavior("migration_speed", Speed, b.Speed);
        // The direction in which a turn now would lead; a cell remembers only where its last turn led.
        rows.Three("migration_bias_direction", "none", r => IsMotile(r) ? taxes.Direction(r) : (0, 0, 0));
        rows.Behavior("migration_bias", "none", b.Bias);
        rows.Three(
            "motility_vector",
            Speed,
            r => cells.MotilityX is null ? (0, 0, 0) : (cells.MotilityX[r], cells.MotilityY![r], cells.MotilityZ![r])
        );
        rows.One("chemotaxis_index", "none", r => model.Types[cells.Type[r]].TaxisSubstrate);
        rows.One("chemotaxis_direction", "none", r => model.Types[cells.Type[r]].TaxisSign);
        rows.Behaviors("chemotactic_sensitivities", "none", b.Substrates, b.ChemotacticSensitivity);
        bool IsMotile(int r) => model.Types[cells.Type[r]].IsMotile && !rows.IsDead(r);
    }

    private static void AddExchange(CellRows rows)
    {
        var (cells, b) = (rows.Cells, rows.Model.Behaviors);
        rows.Behaviors("secretion_rates", Rate, b.Substrates, b.Secretion);
        rows.Behaviors("uptake_rates", Rate, b.Substrates, b.Uptake);
        rows.Behaviors("saturation_densities", "stuff/cubic micron", b.Substrates, b.SecretionTarget);
        rows.Behaviors("net_export_rates", "stuff/min", b.Substrates, b.Export);
        rows.Many(
            "internalized_total_substrates",
            "stuff",
            b.Substrates,
            (r, s) => cells.InternalizedOf(s) is { } amounts ? amounts[r] : 0
        );
        rows.Many("fraction_released_at_death", "none", b.Substrates, (_, _) => 0);
        rows.Many("fraction_transferred_when_ingested", "none", b.Substrates, (_, _) => 1);
    }

    private static void AddInteractions(CellRows rows)
    {
        var (cells, b) = (rows.Cells, rows.Model.Behaviors);
        rows.Behavior("apoptotic_phagocytosis_rate", Rate, b.PhagocytoseApoptotic);
        rows.Behavior("necrotic_phagocytosis_rate", Rate, b.PhagocytoseNecrotic);
        rows.Behavior("other_dead_phagocytosis_rate", Rate, b.PhagocytoseOtherDead);
        rows.Behaviors("live_phagocytosis_rates", Rate, b.Types, b.PhagocytoseLive);
        rows.Behaviors("attack_rates", Rate, b.Types, b.Attack);
        rows.Behaviors("immunogenicities", "none", b.Types, b.Immunogenicity);
        rows.OneOr("attack_target", "none", cells.AttackTarget, t => t < 0 ? -1 : cells.Id[t], -1);
        rows.Behavior("attack_damage_rate", Rate, b.AttackDamageRate);
        rows.Behavior("attack_duration", "min", b.AttackDuration);
        rows.OneOr("attack_total_damage_delivered", "none", cells.DamageDelivered, d => d, 0);
        rows.Behaviors("fusion_rates", Rate, b.Types, b.Fuse);
        rows.Behaviors("transformation_rates", Rate, b.Types, b.Transform);
        rows.Behaviors("asymmetric_division_probabilities", "none", b.Types, b.AsymmetricDivision);
    }

    private static void AddIntegrity(CellRows rows)
    {
        var b = rows.Model.Behaviors;
        rows.OneOr("damage", "none", rows.Cells.Damage, d => d, 0);
        rows.Behavior("damage_rate", Rate, b.DamageRate);
        rows.Behavior("damage_repair_rate", Rate, b.RepairRate);
    }

    private static void AddCustoms(CellRows rows)
    {
        for (var k = 0; k < rows.Model.Customs.Length; k++)
            rows.Behavior(
                rows.Model.Customs[k].Name,
                UnitLabel.Of(rows.Model.Customs[k].Units),
                rows.Model.Behaviors.Custom(k)
            );
    }
}
