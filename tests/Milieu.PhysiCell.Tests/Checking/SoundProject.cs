// A small project in memory, to be spoilt one place at a time.
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

/// <summary>Settings that PhysiCell would run without a complaint, and that the checks find nothing in.</summary>
internal static class SoundProject
{
    public const string Settings = """
        <PhysiCell_settings version="1.14">
          <domain>
            <x_min>-100</x_min><x_max>100</x_max><y_min>-100</y_min><y_max>100</y_max><z_min>-10</z_min><z_max>10</z_max>
            <dx>20</dx><dy>20</dy><dz>20</dz>
            <use_2D>true</use_2D>
          </domain>
          <overall>
            <max_time units="min">60</max_time><time_units>min</time_units><space_units>micron</space_units>
            <dt_diffusion units="min">0.01</dt_diffusion><dt_mechanics units="min">0.1</dt_mechanics>
            <dt_phenotype units="min">6</dt_phenotype>
          </overall>
          <parallel><omp_num_threads>2</omp_num_threads></parallel>
          <save>
            <folder>output</folder>
            <full_data><interval units="min">30</interval><enable>true</enable></full_data>
            <legacy_data><enable>false</enable></legacy_data>
          </save>
          <options>
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
            </variable>
            <options>
              <calculate_gradients>true</calculate_gradients>
              <track_internalized_substrates_in_each_agent>false</track_internalized_substrates_in_each_agent>
              <dirichlet_nodes type="csv" enabled="false"><filename>nodes.csv</filename></dirichlet_nodes>
            </options>
          </microenvironment_setup>
          <cell_definitions>
            <cell_definition name="tumor" ID="0">
              <phenotype>
                <cycle code="5" name="live">
                  <phase_transition_rates units="1/min">
                    <rate start_index="0" end_index="0" fixed_duration="false">0.001</rate>
                  </phase_transition_rates>
                </cycle>
                <motility>
                  <speed units="micron/min">1</speed>
                  <persistence_time units="min">5</persistence_time>
                  <migration_bias units="dimensionless">0.5</migration_bias>
                  <options>
                    <enabled>true</enabled><use_2D>true</use_2D>
                    <chemotaxis><enabled>true</enabled><substrate>oxygen</substrate><direction>1</direction></chemotaxis>
                  </options>
                </motility>
                <secretion>
                  <substrate name="oxygen"><uptake_rate units="1/min">10</uptake_rate></substrate>
                </secretion>
              </phenotype>
              <custom_data><sample description="for output">1</sample></custom_data>
            </cell_definition>
          </cell_definitions>
          <user_parameters>
            <number_of_cells type="int" units="none">5</number_of_cells>
          </user_parameters>
        </PhysiCell_settings>
        """;

    /// <summary>Loads the settings with one text in place of another.</summary>
    public static LoadedModel Changed(string from, string to)
    {
        Assert.Contains(from, Settings, StringComparison.Ordinal);
        return Load(Settings.Replace(from, to, StringComparison.Ordinal));
    }

    public static LoadedModel Load(string settings, string? program = null)
    {
        var files = new MemoryFiles { ["p/config/PhysiCell_settings.xml"] = settings };
        if (program is not null)
            files["p/custom_modules/custom.cpp"] = program;
        return PhysiCellProject.Load("p", files, [], new ReadingChoices());
    }
}
