// Small projects as texts, for tests of reading.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

/// <summary>A settings file of parts, and what it compiles to.</summary>
internal sealed record Project
{
    public const string Settings = "config/PhysiCell_settings.xml";

    public string Domain { get; init; } =
        """
            <x_min>-100</x_min><x_max>100</x_max><y_min>-100</y_min><y_max>100</y_max><z_min>-10</z_min><z_max>10</z_max>
            <dx>20</dx><dy>20</dy><dz>20</dz><use_2D>true</use_2D>
            """;

    public string Overall { get; init; } =
        "<max_time>60</max_time><dt_diffusion>0.01</dt_diffusion><dt_mechanics>0.1</dt_mechanics><dt_phenotype>6</dt_phenotype>";

    public string Options { get; init; } = "<virtual_wall_at_domain_edge>true</virtual_wall_at_domain_edge>";

    public string Substrates { get; init; } =
        Substrate("oxygen", "<Dirichlet_boundary_condition enabled=\"true\">38</Dirichlet_boundary_condition>")
        + Substrate("drug", "");

    public string SubstrateOptions { get; init; } = "";

    public string Types { get; init; } = Type("tumor", 0, "") + Type("immune", 1, "");

    /// <summary>Further sections of the root.</summary>
    public string Rest { get; init; } = "";

    public string User { get; init; } = "<number_of_cells type=\"int\">3</number_of_cells>";

    public MemoryFiles Files { get; } = new();

    public string Xml =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <PhysiCell_settings version="devel-version">
            <domain>{Domain}</domain>
            <overall>{Overall}</overall>
            <options>{Options}</options>
            <microenvironment_setup>{Substrates}<options>{SubstrateOptions}</options></microenvironment_setup>
            <cell_definitions>
            {Types}
            </cell_definitions>
            {Rest}
            <user_parameters>{User}</user_parameters>
            </PhysiCell_settings>
            """;

    public static string Substrate(string name, string rest) =>
        $"""
            <variable name="{name}" units="mmHg" ID="0"><physical_parameter_set>
            <diffusion_coefficient>1000</diffusion_coefficient><decay_rate>0.1</decay_rate></physical_parameter_set>
            <initial_condition>5</initial_condition>{rest}</variable>
            """;

    /// <summary>A definition with a phenotype.</summary>
    public static string Type(string name, int id, string phenotype, string attributes = "", string rest = "") =>
        $"""
            <cell_definition name="{name}" ID="{id}"{attributes}><phenotype>{phenotype}</phenotype>{rest}</cell_definition>

            """;

    public LoadedModel Load(ReadingChoices? choices = null, params string[] sets) =>
        Load(Xml, choices ?? new ReadingChoices(), sets);

    public LoadedModel Load(string xml, ReadingChoices choices, string[] sets)
    {
        Files[Settings] = xml;
        return PhysiCellProject.Load(Settings, Files, sets, choices);
    }

    /// <summary>The model of a project without errors.</summary>
    public CompiledModel Compile(ReadingChoices? choices = null)
    {
        var loaded = Load(choices);
        Assert.False(loaded.HasErrors, string.Join('\n', loaded.Diagnostics));
        return loaded.Compiled!;
    }

    /// <summary>The base value of a behavior of a type, by the field's name.</summary>
    public static double Value(CompiledModel model, string type, string behavior)
    {
        var word = Vocabulary.Of(model).Behavior(behavior);
        Assert.NotNull(word);
        return Find(model, type).Constants[word.Index];
    }

    public static CompiledType Find(CompiledModel model, string type) => model.Types.Single(t => t.Name == type);
}
