// A PhysiCell project of any size: a dense ball of cells that take up oxygen, for both engines to run.
using System.Globalization;
using System.Text;

namespace Milieu.Equivalence;

/// <remarks>
/// Close-packed cells of 2,494 um3 each, one per 2,494 um3, shaken a little, in a cube that leaves 100 um around them. The
/// volumes and the exchange are those of the spheroid of Ghaffarizadeh et al. 2018, doi:10.1371/journal.pcbi.1005991;
/// cells divide once a day, assumed.
/// </remarks>
internal static class BallProject
{
    private const double CellVolume = 2494;
    private const double Margin = 100;
    private const double Voxel = 20;

    /// <summary>Share of the spacing by which a cell may stand off its place along each axis.</summary>
    private const double Shake = 0.1;

    public static int Write(string folder, int cells)
    {
        var config = Directory.CreateDirectory(Path.Combine(folder, "config")).FullName;
        var radius = Math.Cbrt(3 * cells * CellVolume / (4 * Math.PI));
        var half = Voxel * Math.Ceiling((radius + Margin) / Voxel);
        File.WriteAllText(Path.Combine(config, "PhysiCell_settings.xml"), Settings(half));
        using var file = new StreamWriter(Path.Combine(config, "cells.csv"));
        file.WriteLine("x,y,z,type");
        foreach (var (x, y, z) in Places(cells, radius))
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{x:F3},{y:F3},{z:F3},tumor"));
        return 0;
    }

    /// <summary>The places of a face-centered lattice that are nearest to the center.</summary>
    private static IEnumerable<(double X, double Y, double Z)> Places(int cells, double radius)
    {
        var edge = Math.Cbrt(4 * CellVolume);
        var reach = (int)Math.Ceiling(2 * (radius + edge) / edge);
        var places = new List<(double X, double Y, double Z)>();
        for (var k = -reach; k <= reach; k++)
        for (var j = -reach; j <= reach; j++)
        for (var i = -reach; i <= reach; i++)
            if (((i + j + k) & 1) == 0)
                places.Add((0.5 * edge * i, 0.5 * edge * j, 0.5 * edge * k));
        var random = new Random(1);
        double Shaken(double at) => at + (Shake * edge * (random.NextDouble() - 0.5));
        return places
            .OrderBy(p => (p.X * p.X) + (p.Y * p.Y) + (p.Z * p.Z))
            .Take(cells)
            .Select(p => (Shaken(p.X), Shaken(p.Y), Shaken(p.Z)));
    }

    private static string Settings(double half)
    {
        var faces = new StringBuilder();
        foreach (var axis in (string[])["x", "y", "z"])
        foreach (var side in (string[])["min", "max"])
            faces.Append(
                CultureInfo.InvariantCulture,
                $"<boundary_value ID=\"{axis}{side}\" enabled=\"true\">38</boundary_value>"
            );
        var box = string.Concat(
            from axis in (string[])["x", "y", "z"]
            select string.Create(
                CultureInfo.InvariantCulture,
                $"<{axis}_min>{-half}</{axis}_min><{axis}_max>{half}</{axis}_max>"
            )
        );
        return Template
            .Replace("BOX", box, StringComparison.Ordinal)
            .Replace("FACES", faces.ToString(), StringComparison.Ordinal);
    }

    private const string Template = """
        <PhysiCell_settings version="devel-version">
          <domain>BOX<dx>20</dx><dy>20</dy><dz>20</dz><use_2D>false</use_2D></domain>
          <overall>
            <max_time units="min">6</max_time><time_units>min</time_units><space_units>micron</space_units>
            <dt_diffusion units="min">0.01</dt_diffusion><dt_mechanics units="min">0.1</dt_mechanics><dt_phenotype units="min">6</dt_phenotype>
          </overall>
          <parallel><omp_num_threads>1</omp_num_threads></parallel>
          <save>
            <folder>output</folder>
            <full_data><interval units="min">60</interval><enable>false</enable></full_data>
            <SVG><interval units="min">60</interval><enable>false</enable></SVG>
            <legacy_data><enable>false</enable></legacy_data>
          </save>
          <options>
            <legacy_random_points_on_sphere_in_divide>false</legacy_random_points_on_sphere_in_divide>
            <virtual_wall_at_domain_edge>true</virtual_wall_at_domain_edge>
            <disable_automated_spring_adhesions>false</disable_automated_spring_adhesions>
            <random_seed>0</random_seed>
          </options>
          <microenvironment_setup>
            <variable name="oxygen" units="mmHg" ID="0">
              <physical_parameter_set>
                <diffusion_coefficient units="micron^2/min">100000</diffusion_coefficient><decay_rate units="1/min">0.1</decay_rate>
              </physical_parameter_set>
              <initial_condition units="mmHg">38</initial_condition>
              <Dirichlet_boundary_condition units="mmHg" enabled="true">38</Dirichlet_boundary_condition>
              <Dirichlet_options>FACES</Dirichlet_options>
            </variable>
            <options>
              <calculate_gradients>false</calculate_gradients>
              <track_internalized_substrates_in_each_agent>false</track_internalized_substrates_in_each_agent>
            </options>
          </microenvironment_setup>
          <cell_definitions>
            <cell_definition name="tumor" ID="0">
              <phenotype>
                <cycle code="5" name="live">
                  <phase_transition_rates units="1/min"><rate start_index="0" end_index="0" fixed_duration="false">0.000694</rate></phase_transition_rates>
                </cycle>
                <volume>
                  <total>2494</total><fluid_fraction>0.75</fluid_fraction><nuclear>540</nuclear>
                  <fluid_change_rate>0.05</fluid_change_rate><cytoplasmic_biomass_change_rate>0.0045</cytoplasmic_biomass_change_rate>
                  <nuclear_biomass_change_rate>0.0055</nuclear_biomass_change_rate>
                  <calcified_fraction>0</calcified_fraction><calcification_rate>0</calcification_rate>
                  <relative_rupture_volume>2.0</relative_rupture_volume>
                </volume>
                <mechanics>
                  <cell_cell_adhesion_strength>0.4</cell_cell_adhesion_strength><cell_cell_repulsion_strength>10</cell_cell_repulsion_strength>
                  <relative_maximum_adhesion_distance>1.25</relative_maximum_adhesion_distance>
                </mechanics>
                <secretion>
                  <substrate name="oxygen">
                    <secretion_rate>0</secretion_rate><secretion_target>38</secretion_target><uptake_rate>10</uptake_rate><net_export_rate>0</net_export_rate>
                  </substrate>
                </secretion>
              </phenotype>
            </cell_definition>
          </cell_definitions>
          <initial_conditions>
            <cell_positions type="csv" enabled="true"><folder>./config</folder><filename>cells.csv</filename></cell_positions>
          </initial_conditions>
          <cell_rules><rulesets /><settings /></cell_rules>
          <user_parameters><number_of_cells type="int" units="none" description="">0</number_of_cells></user_parameters>
        </PhysiCell_settings>
        """;
}
