// Which element of a phenotype says which number of a model.
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <param name="Tag">Path of the element below its section's parent.</param>
/// <param name="Path">Keys of the model text below the cell type.</param>
/// <param name="Default">The number of a type that says nothing; the same in both worlds.</param>
internal sealed record TypePlace(string Tag, string Path, Measure Measure, double Default = 0);

/// <summary>
/// Numbers of a cell type are kept by their place in the model text, joined by <see cref="Join"/>; so inheritance is a
/// copy, and what equals the default need not be said.
/// </summary>
internal static class TypePlaces
{
    public const char Join = '\t';

    /// <summary>Below <c>phenotype</c>.</summary>
    public static readonly TypePlace[] Phenotype =
    [
        new("volume/total", "volume\ttotal", Measure.Volume, 2494),
        new("volume/fluid_fraction", "volume\tfluid fraction", Measure.Fraction, 0.75),
        new("volume/nuclear", "volume\tnuclear", Measure.Volume, 540),
        new("volume/fluid_change_rate", "volume\tfluid change rate", Measure.Rate, 3 / 60.0),
        new("volume/cytoplasmic_biomass_change_rate", "volume\tcytoplasm change rate", Measure.Rate, 0.27 / 60),
        new("volume/nuclear_biomass_change_rate", "volume\tnucleus change rate", Measure.Rate, 0.33 / 60),
        new("volume/calcified_fraction", "volume\tcalcified fraction", Measure.Fraction),
        new("volume/calcification_rate", "volume\tcalcification rate", Measure.Rate),
        new("volume/relative_rupture_volume", "volume\trelative rupture volume", Measure.Number, 2),
        new("mechanics/cell_cell_adhesion_strength", Adhesion, Measure.Speed, 0.4),
        new("mechanics/cell_cell_repulsion_strength", Repulsion, Measure.Speed, 10),
        new("mechanics/cell_BM_adhesion_strength", "mechanics\tmembrane adhesion", Measure.Speed, 4),
        new("mechanics/cell_BM_repulsion_strength", MembraneRepulsion, Measure.Speed, 100),
        new("mechanics/relative_maximum_adhesion_distance", Reach, Measure.Number, 1.25),
        new("mechanics/attachment_elastic_constant", "mechanics\tspring constant", Measure.Rate, 0.01),
        new("mechanics/attachment_rate", "mechanics\tattachment rate", Measure.Rate),
        new("mechanics/detachment_rate", "mechanics\tdetachment rate", Measure.Rate),
        new("mechanics/maximum_number_of_attachments", "mechanics\tmaximum attachments", Measure.Count, 12),
        new("motility/speed", "motility\tspeed", Measure.Speed, 1),
        new("motility/persistence_time", "motility\tpersistence", Measure.Time, 1),
        new("motility/migration_bias", "motility\tbias", Measure.Fraction),
        new("cell_integrity/damage_rate", "integrity\tdamage rate", Measure.Rate),
        new("cell_integrity/damage_repair_rate", "integrity\trepair rate", Measure.Rate),
    ];

    /// <summary>Below <c>secretion/substrate</c>; the substrate's name stands for the asterisk.</summary>
    public static readonly TypePlace[] Secretion =
    [
        new("secretion_rate", "secretion\t*\trate", Measure.Rate),
        new("secretion_target", "secretion\t*\ttarget", Measure.Density),
        new("uptake_rate", "uptake\t*", Measure.Rate),
        new("net_export_rate", "export\t*", Measure.Flow),
    ];

    /// <summary>Below <c>cell_interactions</c>, for dead prey.</summary>
    public static readonly TypePlace[] DeadPrey =
    [
        new("apoptotic_phagocytosis_rate", "phagocytose\tapoptotic", Measure.Rate),
        new("necrotic_phagocytosis_rate", "phagocytose\tnecrotic", Measure.Rate),
        new("other_dead_phagocytosis_rate", "phagocytose\tother dead", Measure.Rate),
    ];

    /// <summary>Below <c>cell_interactions</c>; missing there they become 0 (Q6).</summary>
    public static readonly TypePlace[] Attack =
    [
        new("attack_damage_rate", AttackDamage, Measure.Rate, 1),
        new("attack_duration", "attack\tduration", Measure.Time, 30),
    ];

    /// <summary>Elements with the name of a cell type, which stands for the asterisk.</summary>
    public static readonly TypePlace[] ByType =
    [
        new("mechanics/cell_adhesion_affinities/cell_adhesion_affinity", "mechanics\taffinity\t*", Measure.Number, 1),
        new("cell_interactions/live_phagocytosis_rates/phagocytosis_rate", "phagocytose\t*", Measure.Rate),
        new("cell_interactions/attack_rates/attack_rate", "attack\ttargets\t*", Measure.Rate),
        new("cell_interactions/fusion_rates/fusion_rate", "fuse\t*", Measure.Rate),
        new("cell_transformations/transformation_rates/transformation_rate", "transform\t*", Measure.Rate),
    ];

    /// <summary>Below a death model's <c>parameters</c>; the asterisk is apoptosis or necrosis. Defaults are those of a
    /// definition without a parent.</summary>
    public static readonly TypePlace[] DeathParameters =
    [
        new("unlysed_fluid_change_rate", "death\t*\tunlysed fluid change rate", Measure.Rate, 3 / 60.0),
        new("lysed_fluid_change_rate", "death\t*\tlysed fluid change rate", Measure.Rate, 0.05 / 60),
        new("cytoplasmic_biomass_change_rate", "death\t*\tcytoplasm change rate", Measure.Rate, 1 / 60.0),
        new("nuclear_biomass_change_rate", "death\t*\tnucleus change rate", Measure.Rate, 0.35 / 60),
        new("calcification_rate", "death\t*\tcalcification rate", Measure.Rate),
        new("relative_rupture_volume", "death\t*\trelative rupture volume", Measure.Number, 2),
    ];

    public const string Adhesion = "mechanics\tadhesion";
    public const string Repulsion = "mechanics\trepulsion";
    public const string MembraneRepulsion = "mechanics\tmembrane repulsion";
    public const string Reach = "mechanics\tadhesion distance";
    public const string AttackDamage = "attack\tdamage rate";
    public const string Sensitivity = "motility\tchemotaxis\tsensitivities\t*";
    public const string Asymmetric = "asymmetric division\t*";

    public static string Of(string path, string name) => path.Replace("*", name, StringComparison.Ordinal);
}
