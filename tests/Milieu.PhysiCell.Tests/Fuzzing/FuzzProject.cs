// A project that uses much of the language, to be spoilt.
using System.Globalization;
using System.Text;
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

/// <summary>Six by six voxels, three types, every file that a project can name.</summary>
internal static class FuzzProject
{
    public const string Rules = """
        // rules
        tumor,oxygen,decreases,necrosis,0,3.75,8,0
        tumor,oxygen,increases,cycle entry,0.003333,21.5,4,0
        tumor,pressure,decreases,cycle entry,0,1,4,0
        tumor,damage,increases,apoptosis,0.02,45,16,0
        tumor,dead,increases,drug secretion,0.017,0.1,10,1
        T cell,contact with tumor,decreases,migration speed,0.1,0.5,4,0
        T cell,drug,increases,attack tumor,1,0.5,8,0
        T cell,custom:mark,increases,transform to macrophage,0.01,0.5,8,0
        macrophage,contact with dead cell,increases,drug secretion,1,1,2,0

        """;

    public static MemoryFiles Files(bool isMatrix)
    {
        var files = new MemoryFiles
        {
            ["p/config/PhysiCell_settings.xml"] = Settings(isMatrix),
            ["p/config/rules.csv"] = Rules,
            ["p/config/cells.csv"] = Cells(true),
            ["p/config/ic.csv"] = Densities(true),
        };
        files.Put("p/config/ic.mat", Matrix());
        return files;
    }

    public static string Cells(bool hasHeader) =>
        hasHeader
            ? "x,y,z,type,volume,migration speed\n0,0,0,tumor,2000,\n10,5,0,T cell,s,1.5\n-20.5,3e1,0,macrophage\n"
            : "0,0,0,0\n10,5,0,1\n-20.5,3e1,0,2\n";

    public static string Densities(bool hasHeader)
    {
        var text = new StringBuilder(hasHeader ? "x,y,z,oxygen,drug\n" : "");
        foreach (var (x, y, value) in Voxels())
            text.Append(CultureInfo.InvariantCulture, $"{x},{y},0,{value},{value / 8}\n");
        return text.ToString();
    }

    public static byte[] Matrix()
    {
        var voxels = Voxels().ToList();
        var stream = new MemoryStream();
        double[] values =
        [
            .. voxels.Select(v => v.X),
            .. voxels.Select(v => v.Y),
            .. voxels.Select(_ => 0.0),
            .. voxels.Select(v => v.Value),
            .. voxels.Select(v => v.Value / 8),
        ];
        MatlabWriter.Write(stream, "ic", voxels.Count, 5, values);
        return stream.ToArray();
    }

    private static IEnumerable<(double X, double Y, double Value)> Voxels()
    {
        for (var j = 0; j < 6; j++)
        for (var i = 0; i < 6; i++)
            yield return (-50 + (20 * i), -50 + (20 * j), 30 + i + (j / 16.0));
    }

    public static string Settings(bool isMatrix) =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <PhysiCell_settings version="devel-version">
              <domain>
                <x_min>-60</x_min><x_max>60</x_max>
                <y_min>-60</y_min><y_max>60</y_max>
                <z_min>-10</z_min><z_max>10</z_max>
                <dx>20</dx><dy>20</dy><dz>20</dz>
                <use_2D>true</use_2D>
              </domain>
              <overall>
                <max_time units="min">60</max_time>
                <time_units>min</time_units><space_units>micron</space_units>
                <dt_diffusion units="min">0.01</dt_diffusion>
                <dt_mechanics units="min">0.1</dt_mechanics>
                <dt_phenotype units="min">6</dt_phenotype>
              </overall>
              <parallel><omp_num_threads>2</omp_num_threads></parallel>
              <save>
                <folder>output</folder>
                <full_data><interval units="min">30</interval><enable>true</enable></full_data>
                <SVG><interval units="min">30</interval><enable>true</enable>
                  <plot_substrate enabled="true" limits="true"><substrate>oxygen</substrate><min_conc>0</min_conc><max_conc>38</max_conc></plot_substrate>
                </SVG>
                <legacy_data><enable>false</enable></legacy_data>
              </save>
              <options>
                <legacy_random_points_on_sphere_in_divide>false</legacy_random_points_on_sphere_in_divide>
                <virtual_wall_at_domain_edge>true</virtual_wall_at_domain_edge>
                <disable_automated_spring_adhesions>false</disable_automated_spring_adhesions>
                <random_seed>7</random_seed>
              </options>
              <microenvironment_setup>
                <variable name="oxygen" units="mmHg" ID="0">
                  <physical_parameter_set>
                    <diffusion_coefficient units="micron^2/min">100000</diffusion_coefficient>
                    <decay_rate units="1/min">0.1</decay_rate>
                  </physical_parameter_set>
                  <initial_condition units="mmHg">38</initial_condition>
                  <Dirichlet_boundary_condition units="mmHg" enabled="true">38</Dirichlet_boundary_condition>
                  <Dirichlet_options>
                    <boundary_value ID="xmin" enabled="true">20</boundary_value>
                    <boundary_value ID="ymax" enabled="false">0</boundary_value>
                  </Dirichlet_options>
                </variable>
                <variable name="drug" units="dimensionless" ID="1">
                  <physical_parameter_set>
                    <diffusion_coefficient units="micron^2/min">1000</diffusion_coefficient>
                    <decay_rate units="1/min">0.01</decay_rate>
                  </physical_parameter_set>
                  <initial_condition units="dimensionless">0</initial_condition>
                </variable>
                <options>
                  <calculate_gradients>true</calculate_gradients>
                  <track_internalized_substrates_in_each_agent>true</track_internalized_substrates_in_each_agent>
                  <initial_condition type="{(isMatrix ? "matlab" : "csv")}" enabled="true">
                    <filename>./config/{(isMatrix ? "ic.mat" : "ic.csv")}</filename>
                  </initial_condition>
                </options>
              </microenvironment_setup>
              <cell_definitions>
            {Type("tumor", 0, "", Live)}
            {Type("T cell", 1, "", Phases)}
            {Type("macrophage", 2, " parent_type=\"T cell\"", Live)}
              </cell_definitions>
              <initial_conditions>
                <cell_positions type="csv" enabled="true"><folder>./config</folder><filename>cells.csv</filename></cell_positions>
              </initial_conditions>
              <cell_rules>
                <rulesets>
                  <ruleset protocol="CBHG" version="3.0" format="csv" enabled="true">
                    <folder>./config</folder><filename>rules.csv</filename>
                  </ruleset>
                </rulesets>
                <settings />
              </cell_rules>
              <user_parameters>
                <random_seed type="int" units="dimensionless">0</random_seed>
                <number_of_cells type="int">3</number_of_cells>
                <tumor_radius type="double" units="micron">50</tumor_radius>
              </user_parameters>
            </PhysiCell_settings>

            """;

    private const string Live = """
        <cycle code="5" name="live">
          <phase_transition_rates units="1/min"><rate start_index="0" end_index="0" fixed_duration="false">0.001</rate></phase_transition_rates>
          <standard_asymmetric_division enabled="true">
            <asymmetric_division_probability name="tumor" units="dimensionless">0.25</asymmetric_division_probability>
          </standard_asymmetric_division>
        </cycle>
        """;

    private const string Phases = """
        <cycle code="6" name="Flow cytometry model (separated)">
          <phase_durations units="min">
            <duration index="0" fixed_duration="false">300</duration><duration index="1" fixed_duration="true">480</duration>
            <duration index="2" fixed_duration="true">240</duration><duration index="3" fixed_duration="true">60</duration>
          </phase_durations>
        </cycle>
        """;

    private static string Type(string name, int id, string attributes, string cycle) =>
        $"""
            <cell_definition name="{name}" ID="{id}"{attributes}>
              <phenotype>
                {cycle}
                <death>
                  <model code="100" name="apoptosis">
                    <death_rate units="1/min">5.31667e-05</death_rate>
                    <phase_durations units="min"><duration index="0" fixed_duration="true">516</duration></phase_durations>
                    <parameters>
                      <unlysed_fluid_change_rate units="1/min">0.05</unlysed_fluid_change_rate>
                      <lysed_fluid_change_rate units="1/min">0</lysed_fluid_change_rate>
                      <cytoplasmic_biomass_change_rate units="1/min">1.66667e-02</cytoplasmic_biomass_change_rate>
                      <relative_rupture_volume units="dimensionless">2.0</relative_rupture_volume>
                    </parameters>
                  </model>
                  <model code="101" name="necrosis"><death_rate units="1/min">0.0028</death_rate></model>
                </death>
                <volume>
                  <total units="micron^3">2494</total><fluid_fraction units="dimensionless">0.75</fluid_fraction>
                  <nuclear units="micron^3">540</nuclear>
                </volume>
                <mechanics>
                  <cell_cell_adhesion_strength units="micron/min">0.4</cell_cell_adhesion_strength>
                  <cell_cell_repulsion_strength units="micron/min">10</cell_cell_repulsion_strength>
                  <relative_maximum_adhesion_distance units="dimensionless">1.25</relative_maximum_adhesion_distance>
                  <cell_adhesion_affinities><cell_adhesion_affinity name="tumor">1</cell_adhesion_affinity></cell_adhesion_affinities>
                  <options>
                    <set_relative_equilibrium_distance enabled="false" units="dimensionless">1.8</set_relative_equilibrium_distance>
                    <set_absolute_equilibrium_distance enabled="false" units="micron">15.12</set_absolute_equilibrium_distance>
                  </options>
                  <attachment_rate units="1/min">0.01</attachment_rate><detachment_rate units="1/min">0.02</detachment_rate>
                </mechanics>
                <motility>
                  <speed units="micron/min">1</speed><persistence_time units="min">5</persistence_time>
                  <migration_bias units="dimensionless">0.5</migration_bias>
                  <options>
                    <enabled>true</enabled><use_2D>true</use_2D>
                    <chemotaxis><enabled>true</enabled><substrate>oxygen</substrate><direction>1</direction></chemotaxis>
                    <advanced_chemotaxis>
                      <enabled>false</enabled><normalize_each_gradient>false</normalize_each_gradient>
                      <chemotactic_sensitivities><chemotactic_sensitivity substrate="drug">1.0</chemotactic_sensitivity></chemotactic_sensitivities>
                    </advanced_chemotaxis>
                  </options>
                </motility>
                <secretion>
                  <substrate name="oxygen"><secretion_rate>0</secretion_rate><secretion_target>38</secretion_target><uptake_rate>10</uptake_rate><net_export_rate>0</net_export_rate></substrate>
                  <substrate name="drug"><secretion_rate>0.5</secretion_rate><secretion_target>1</secretion_target></substrate>
                </secretion>
                <cell_interactions>
                  <apoptotic_phagocytosis_rate>0.01</apoptotic_phagocytosis_rate>
                  <live_phagocytosis_rates><phagocytosis_rate name="tumor">0</phagocytosis_rate></live_phagocytosis_rates>
                  <attack_rates><attack_rate name="tumor">0.1</attack_rate></attack_rates>
                  <attack_damage_rate>1</attack_damage_rate><attack_duration>15</attack_duration>
                  <fusion_rates><fusion_rate name="tumor">0</fusion_rate></fusion_rates>
                </cell_interactions>
                <cell_transformations>
                  <transformation_rates><transformation_rate name="macrophage">0.0</transformation_rate></transformation_rates>
                </cell_transformations>
                <cell_integrity><damage_rate>0</damage_rate><damage_repair_rate>0.01</damage_repair_rate></cell_integrity>
              </phenotype>
              <custom_data><mark conserved="false" units="dimensionless">1.0</mark></custom_data>
              <initial_parameter_distributions enabled="true">
                <distribution enabled="true" type="Normal" check_base="false"><behavior>migration speed</behavior><mu>1</mu><sigma>0.25</sigma><lower_bound>0</lower_bound><upper_bound>2</upper_bound></distribution>
                <distribution enabled="true" type="LogUniform" check_base="true"><behavior>volume</behavior><min>2000</min><max>3000</max></distribution>
              </initial_parameter_distributions>
            </cell_definition>
            """;
}
