// Every element that a settings file can hold, and what it is.
namespace Milieu.PhysiCell;

internal enum TagKind
{
    /// <summary>Holds other elements.</summary>
    Section = 0,
    Number,
    Whole,
    Switch,
    Text,

    /// <summary>A list of numbers.</summary>
    Numbers,

    /// <summary>Known to the field, but nothing reads it.</summary>
    Idle,
}

/// <param name="Path">Below the root; an asterisk is any name.</param>
/// <param name="Attributes">Those that have a meaning; others are not looked at.</param>
internal sealed record Tag(string Path, TagKind Kind, string[] Attributes);

/// <summary>The settings of PhysiCell 1.14.2 (contract 2, 3, 5, 12, 13), as data.</summary>
/// <remarks>What lies below a path that ends in <c>/**</c> is the affair of whoever wrote it.</remarks>
internal static class KnownTags
{
    private const string Definition = "cell_definitions/cell_definition";
    private const string Phenotype = Definition + "/phenotype";
    private const string Variable = "microenvironment_setup/variable";

    public static IReadOnlyList<Tag> All { get; } = [.. OfRun(), .. OfTypes(), .. OfPhenotype(), .. OfFiles()];

    private static readonly Dictionary<string, Tag> ByPath = WithSections();

    /// <summary>What is known of a path; null where nothing reads it.</summary>
    /// <param name="path">Names of elements below the root, joined by slashes.</param>
    public static Tag? Find(string path)
    {
        if (ByPath.TryGetValue(path, out var tag))
            return tag;
        var above = path[..Math.Max(0, path.LastIndexOf('/'))];
        if (ByPath.TryGetValue(above + "/*", out tag))
            return tag;
        for (; above.Length > 0; above = above[..Math.Max(0, above.LastIndexOf('/'))])
            if (ByPath.TryGetValue(above + "/**", out tag))
                return tag;
        return null;
    }

    /// <summary>The names that may stand right below a path; the empty path is the root.</summary>
    public static IReadOnlyList<string> Below(string path)
    {
        var start = path.Length == 0 ? "" : path + "/";
        return
        [
            .. ByPath
                .Keys.Where(p => p.StartsWith(start, StringComparison.Ordinal))
                .Select(p => p[start.Length..])
                .Where(p => p.Length > 0 && !p.Contains('/', StringComparison.Ordinal) && p[0] != '*'),
        ];
    }

    /// <summary>Elsewhere known paths that end in a name: where a misplaced element may belong.</summary>
    public static IEnumerable<string> Ending(string name) =>
        ByPath.Keys.Where(p => p.EndsWith("/" + name, StringComparison.Ordinal));

    private static IEnumerable<Tag> OfRun() =>
        [
            .. Tags("", TagKind.Number, "domain/", "x_min x_max y_min y_max z_min z_max dx dy dz"),
            .. Tags("", TagKind.Switch, "domain/", "use_2D"),
            .. Tags("", TagKind.Number, "overall/", "max_time dt_diffusion dt_mechanics dt_phenotype"),
            .. Tags("", TagKind.Idle, "overall/", "time_units space_units dt_intracellular"),
            .. Tags("", TagKind.Whole, "parallel/", "omp_num_threads"),
            .. Tags("", TagKind.Text, "save/", "folder"),
            .. Tags("", TagKind.Number, "save/full_data/", "interval"),
            .. Tags("", TagKind.Switch, "save/full_data/", "enable"),
            .. Tags("", TagKind.Number, "save/SVG/", "interval"),
            .. Tags("", TagKind.Switch, "save/SVG/", "enable"),
            .. Tags("enabled limits", TagKind.Section, "save/SVG/", "plot_substrate"),
            .. Tags("", TagKind.Text, "save/SVG/plot_substrate/", "substrate colormap"),
            .. Tags("", TagKind.Number, "save/SVG/plot_substrate/", "min_conc max_conc"),
            .. Tags("", TagKind.Number, "save/intracellular_data/", "interval"),
            .. Tags("", TagKind.Switch, "save/intracellular_data/", "enable"),
            .. Tags("", TagKind.Switch, "save/legacy_data/", "enable"),
            .. Tags(
                "",
                TagKind.Switch,
                "options/",
                "legacy_random_points_on_sphere_in_divide virtual_wall_at_domain_edge disable_automated_spring_adhesions legacy_cell_defaults_copy"
            ),
            .. Tags("", TagKind.Text, "options/", "random_seed"),
            .. Tags("name units ID", TagKind.Section, "microenvironment_setup/", "variable"),
            .. Tags("units", TagKind.Number, Variable + "/physical_parameter_set/", "diffusion_coefficient decay_rate"),
            .. Tags("units", TagKind.Number, Variable + "/", "initial_condition"),
            .. Tags("units enabled", TagKind.Number, Variable + "/", "Dirichlet_boundary_condition"),
            .. Tags("ID enabled", TagKind.Number, Variable + "/Dirichlet_options/", "boundary_value"),
            .. Tags(
                "",
                TagKind.Switch,
                "microenvironment_setup/options/",
                "calculate_gradients track_internalized_substrates_in_each_agent"
            ),
            .. Tags("type enabled", TagKind.Section, "microenvironment_setup/options/", "initial_condition"),
            .. Tags("", TagKind.Text, "microenvironment_setup/options/initial_condition/", "filename"),
            .. Tags("", TagKind.Idle, "microenvironment_setup/options/", "dirichlet_nodes dirichlet_nodes/**"),
        ];

    private static IEnumerable<Tag> OfTypes() =>
        [
            .. Tags("name ID parent_type", TagKind.Section, "cell_definitions/", "cell_definition"),
            .. Cycle("cycle", "code name"),
            .. Tags("enabled", TagKind.Section, Phenotype + "/cycle/", "standard_asymmetric_division"),
            .. Tags(
                "name",
                TagKind.Number,
                Phenotype + "/cycle/standard_asymmetric_division/",
                "asymmetric_division_probability"
            ),
            .. Cycle("death/model", "code name"),
            .. Tags("", TagKind.Number, Phenotype + "/death/model/", "death_rate rate"),
            .. TypePlaces.DeathParameters.Select(p =>
                Of(Phenotype + "/death/model/parameters/" + p.Tag, TagKind.Number)
            ),
        ];

    private static IEnumerable<Tag> OfPhenotype() =>
        [
            .. TypePlaces.Phenotype.Select(p => Of(Phenotype + "/" + p.Tag, TagKind.Number)),
            .. TypePlaces.ByType.Select(p => Of(Phenotype + "/" + p.Tag, TagKind.Number, "name")),
            .. Tags(
                "enabled",
                TagKind.Number,
                Phenotype + "/mechanics/options/",
                "set_relative_equilibrium_distance set_absolute_equilibrium_distance"
            ),
            .. Tags("", TagKind.Switch, Phenotype + "/motility/options/", "enabled use_2D"),
            .. Tags("", TagKind.Switch, Phenotype + "/motility/options/chemotaxis/", "enabled"),
            .. Tags("", TagKind.Text, Phenotype + "/motility/options/chemotaxis/", "substrate"),
            .. Tags("", TagKind.Whole, Phenotype + "/motility/options/chemotaxis/", "direction"),
            .. Tags(
                "",
                TagKind.Switch,
                Phenotype + "/motility/options/advanced_chemotaxis/",
                "enabled normalize_each_gradient"
            ),
            .. Tags(
                "substrate",
                TagKind.Number,
                Phenotype + "/motility/options/advanced_chemotaxis/chemotactic_sensitivities/",
                "chemotactic_sensitivity"
            ),
            .. Tags("name", TagKind.Section, Phenotype + "/secretion/", "substrate"),
            .. TypePlaces.Secretion.Select(p => Of(Phenotype + "/secretion/substrate/" + p.Tag, TagKind.Number)),
            .. TypePlaces
                .DeadPrey.Concat(TypePlaces.Attack)
                .Select(p => Of(Phenotype + "/cell_interactions/" + p.Tag, TagKind.Number)),
            .. Tags("", TagKind.Number, Phenotype + "/cell_interactions/", "dead_phagocytosis_rate"),
            .. Tags("type", TagKind.Section, Phenotype + "/", "intracellular"),
            .. Tags("", TagKind.Idle, Phenotype + "/", "intracellular/** molecular molecular/**"),
        ];

    private static IEnumerable<Tag> OfFiles() =>
        [
            .. Tags("units conserved", TagKind.Numbers, Definition + "/custom_data/", "*"),
            .. Tags("enabled", TagKind.Section, Definition + "/", "initial_parameter_distributions"),
            .. Tags(
                "enabled type check_base",
                TagKind.Section,
                Definition + "/initial_parameter_distributions/",
                "distribution"
            ),
            .. Tags("", TagKind.Text, Definition + "/initial_parameter_distributions/distribution/", "behavior"),
            .. Tags(
                "",
                TagKind.Number,
                Definition + "/initial_parameter_distributions/distribution/",
                "min max mu sigma lower_bound upper_bound"
            ),
            .. Tags("type enabled", TagKind.Section, "initial_conditions/", "cell_positions"),
            .. Tags("", TagKind.Text, "initial_conditions/cell_positions/", "folder filename"),
            .. Tags("protocol version format enabled", TagKind.Section, "cell_rules/rulesets/", "ruleset"),
            .. Tags("", TagKind.Text, "cell_rules/rulesets/ruleset/", "folder filename"),
            .. Tags("", TagKind.Idle, "cell_rules/", "settings settings/**"),
            .. Tags("type units", TagKind.Text, "user_parameters/", "*"),
        ];

    private static IEnumerable<Tag> Cycle(string section, string attributes) =>
        [
            Of(Phenotype + "/" + section, TagKind.Section, attributes),
            .. Tags(
                "start_index end_index fixed_duration",
                TagKind.Number,
                $"{Phenotype}/{section}/",
                "phase_transition_rates/rate transition_rates/rate"
            ),
            .. Tags("index fixed_duration", TagKind.Number, $"{Phenotype}/{section}/", "phase_durations/duration"),
        ];

    private static IEnumerable<Tag> Tags(string attributes, TagKind kind, string above, string names) =>
        names.Split(' ').Select(n => Of(above + n, kind, attributes));

    private static Tag Of(string path, TagKind kind, string attributes = "") =>
        new(path, kind, attributes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // What lies above a known element is a section.
    private static Dictionary<string, Tag> WithSections()
    {
        var tags = All.ToDictionary(t => t.Path, StringComparer.Ordinal);
        foreach (var tag in All)
            for (var at = tag.Path.LastIndexOf('/'); at > 0; at = tag.Path.LastIndexOf('/', at - 1))
                tags.TryAdd(tag.Path[..at], Of(tag.Path[..at], TagKind.Section));
        return tags;
    }
}
