// Every tag that PhysiCell 1.14.2 reads from a settings file, as a table.
namespace Milieu.PhysiCell;

/// <summary>The tags as text (contract 2 and 3): one a line, children indented by two spaces.</summary>
/// <remarks>
/// <c>tag*</c> may stand several times; <c>[a b]</c> are its attributes; <c>: length</c> is what its number measures;
/// <c>~ reason</c> marks a tag that is without effect; <c>...</c> takes any tags below it.
/// </remarks>
internal static class KnownTags
{
    public const string Text = """
        domain
          x_min : length
          x_max : length
          y_min : length
          y_max : length
          z_min : length
          z_max : length
          dx : length
          dy : length
          dz : length
          use_2D
        overall
          max_time : time
          time_units
          space_units
          dt_diffusion : time
          dt_mechanics : time
          dt_phenotype : time
          dt_intracellular : time ~ PhysiCell reads it and never uses it
        parallel
          omp_num_threads
        save
          folder
          full_data
            interval : time
            enable
          SVG
            interval : time
            enable
            plot_substrate [enabled limits]
              substrate
              min_conc
              max_conc
              colormap
            legend [enabled] ~ PhysiCell does not read it
              cell_phase
              cell_type
          intracellular_data
            interval : time
            enable
          legacy_data
            enable
        options
          legacy_random_points_on_sphere_in_divide
          virtual_wall_at_domain_edge
          disable_automated_spring_adhesions
          random_seed
          legacy_cell_defaults_copy
        microenvironment_setup
          variable* [name units ID]
            physical_parameter_set
              diffusion_coefficient : diffusion
              decay_rate : rate
            initial_condition
            Dirichlet_boundary_condition [enabled]
            Dirichlet_options
              boundary_value* [ID enabled]
          options
            calculate_gradients
            track_internalized_substrates_in_each_agent
            initial_condition [type enabled]
              filename
            dirichlet_nodes [type enabled] ~ PhysiCell does not read it
              filename
        cell_definitions
          cell_definition* [name ID parent_type]
            phenotype
              cycle [code name]
                phase_transition_rates : rate
                  rate* [start_index end_index fixed_duration] : rate
                transition_rates : rate
                  rate* [start_index end_index fixed_duration] : rate
                phase_durations : time
                  duration* [index fixed_duration] : time
                standard_asymmetric_division [enabled]
                  asymmetric_division_probability* [name] : number
              death
                model* [code name]
                  death_rate : rate
                  rate : rate
                  phase_transition_rates : rate
                    rate* [start_index end_index fixed_duration] : rate
                  phase_durations : time
                    duration* [index fixed_duration] : time
                  parameters
                    unlysed_fluid_change_rate : rate
                    lysed_fluid_change_rate : rate
                    cytoplasmic_biomass_change_rate : rate
                    nuclear_biomass_change_rate : rate
                    calcification_rate : rate
                    relative_rupture_volume : number
              volume
                total : volume
                fluid_fraction : number
                nuclear : volume
                fluid_change_rate : rate
                cytoplasmic_biomass_change_rate : rate
                nuclear_biomass_change_rate : rate
                calcified_fraction : number
                calcification_rate : rate
                relative_rupture_volume : number
              mechanics
                cell_cell_adhesion_strength : speed
                cell_BM_adhesion_strength : speed
                cell_cell_repulsion_strength : speed
                cell_BM_repulsion_strength : speed
                relative_maximum_adhesion_distance : number
                cell_adhesion_affinities
                  cell_adhesion_affinity* [name] : number
                options
                  set_relative_equilibrium_distance [enabled] : number
                  set_absolute_equilibrium_distance [enabled] : length
                attachment_elastic_constant [type] : rate
                attachment_rate [type] : rate
                detachment_rate [type] : rate
                maximum_number_of_attachments : number
              motility
                speed : speed
                persistence_time : time
                migration_bias : number
                options
                  enabled
                  use_2D
                  chemotaxis
                    enabled
                    substrate
                    direction
                  advanced_chemotaxis
                    enabled
                    normalize_each_gradient
                    chemotactic_sensitivities
                      chemotactic_sensitivity* [substrate]
              secretion
                substrate* [name]
                  secretion_rate : rate
                  secretion_target
                  uptake_rate : rate
                  net_export_rate
              cell_interactions
                dead_phagocytosis_rate : rate
                apoptotic_phagocytosis_rate : rate
                necrotic_phagocytosis_rate : rate
                other_dead_phagocytosis_rate : rate
                live_phagocytosis_rates
                  phagocytosis_rate* [name] : rate
                attack_rates
                  attack_rate* [name] : rate
                attack_damage_rate : rate
                attack_duration : time
                damage_rate : rate ~ PhysiCell 1.14 does not read it here: it wants attack_damage_rate
                fusion_rates
                  fusion_rate* [name] : rate
              cell_transformations
                transformation_rates
                  transformation_rate* [name] : rate
              cell_integrity
                damage_rate : rate
                damage_repair_rate : rate
              molecular ~ PhysiCell does not read it
              intracellular [type]
                ...
            custom_data
              ...
            initial_parameter_distributions [enabled]
              distribution* [enabled type check_base]
                behavior
                min
                max
                mu
                sigma
                lower_bound
                upper_bound
        initial_conditions
          cell_positions [type enabled]
            folder
            filename
        cell_rules
          rulesets
            ruleset* [protocol version format enabled]
              folder
              filename
          settings ~ PhysiCell does not read it
        user_parameters
          ...
        """;
}
