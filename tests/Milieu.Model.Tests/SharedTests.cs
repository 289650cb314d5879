// What the types of a group have in common, and what cells hear of a substrate.
using Milieu.Engine;

namespace Milieu.Model.Tests;

public sealed class SharedTests
{
    private const string Model = """
        model: groups
        domain: {size: [40 um, 40 um, 20 um], voxel: 20 um}
        substrates:
          oxygen: {initial: 38 mmHg}
          drug: {initial: 100 nM}
        custom: {seen: 0, risen: 0, twice: 0, level: 0}
        signals: {double: 2 * oxygen / 1 mmHg}
        groups: {lymphocyte: [T cell, B cell]}
        cells:
          T cell:
            rules: ["custom:seen is oxygen / 1 mmHg"]
          B cell: {motility: {speed: 3 um/min}}
          tumor: {}
        placements:
          a: {cells: T cell, points: [[5 um, 5 um]]}
          b: {cells: B cell, points: [[-5 um, 5 um]]}
          c: {cells: tumor, points: [[5 um, -5 um]]}

        """;

    private const string Reads = """
            rules:
              - custom:twice is double
              - oxygen increases custom:risen to 1, half-max 19 mmHg, hill 1
        """;

    [Fact(
        DisplayName = "What a group shares its members start from, in lists of rules too; what a type says itself holds, and who is no member has nothing of it"
    )]
    public void Shares()
    {
        var model = Given.Whole(
            Given.Load(
                Model
                    + "shared:\n  lymphocyte:\n    motility: {speed: 2 um/min, bias: 0.5, chemotaxis: oxygen}\n"
                    + "    custom: {level: 7}\n    rules: [\"oxygen increases apoptosis to 0.1 /min, half-max 5 mmHg, hill 2\", \"custom:seen is 9\"]\n"
                    + "  all: {uptake: {oxygen: 4 /min}}\n"
            )
        );
        var b = model.Behaviors;
        Assert.Equal([2, 3, 1], model.Types.Select(t => t.Constants[b.Speed]));
        Assert.Equal([0.5, 0.5, 0], model.Types.Select(t => t.Constants[b.Bias]));
        Assert.Equal([7, 7, 0], model.Types.Select(t => t.Constants[b.Custom(3)]));
        Assert.Equal([4, 4, 4], model.Types.Select(t => t.Constants[b.Uptake(0)]));
        Assert.Equal([2, 2, 0], model.Types.Select(t => t.Rules.Length));
        var seen = model.Types.Select(t => t.Rules.FirstOrDefault(r => r.Behavior == b.Custom(0))?.Start?.Formula);
        Assert.Equal(["oxygen / 1 mmHg", "9", null], seen.Select(f => f is null ? null : model.Formulas[f.Value].Text));
    }

    [Fact(DisplayName = "A type that is like a member takes over what the group shares once, and is no member for it")]
    public void Like()
    {
        var model = Given.Whole(
            Given.Load(
                Model.Replace("tumor: {}", "tumor: {like: B cell}", StringComparison.Ordinal)
                    + "shared: {lymphocyte: {rules: [custom:level is 4]}}\n"
            )
        );
        Assert.Equal([2, 1, 1], model.Types.Select(t => t.Rules.Length));
    }

    [Theory(DisplayName = "Groups, substrates and kinds of rule that cannot be are refused by name")]
    [InlineData("shared: {lymphocytes: {uptake: {oxygen: 4 /min}}}", "unknown cell type or group", "lymphocyte")]
    [InlineData("shared: {all: {uptake: {oxigen: 4 /min}}}", "oxigen", "oxygen")]
    [InlineData("shared: {all: {rules: [sensitivity to oxigen is multiplied by 2]}}", "oxigen", "oxygen")]
    [InlineData(
        "shared: {all: {rules: [sensitivity to oxygen is 2]}}",
        "1 unless something multiplies it",
        "is multiplied by"
    )]
    [InlineData("shared: {all: {rules: [sensitivity to oxygen is multiplied by drug]}}", "plain number", "drug")]
    [InlineData("shared: {all: {like: tumor}}", "a group is not", "tumor")]
    public void Wrong(string more, string first, string second)
    {
        var loaded = Given.Load(Model + more + "\n");
        Assert.Null(loaded.Compiled);
        Assert.Contains(
            Given.Texts(loaded),
            t => t.Contains(first, StringComparison.Ordinal) && t.Contains(second, StringComparison.Ordinal)
        );
    }

    [Theory(
        DisplayName = "A cell hears of a substrate what its sensitivity leaves: in rules, in expressions and in signals that read it; its factors multiply, are read unheard, and others hear all"
    )]
    [InlineData("\"sensitivity to oxygen is multiplied by 1 - 0.5 * hill(drug, 100 nM, 1)\"", 0.75)]
    [InlineData("drug multiplies sensitivity to oxygen by 0.2, half-max 100 nM, hill 1", 0.6)]
    [InlineData(
        "sensitivity to oxygen is multiplied by 0.5, sensitivity to oxygen is multiplied by 0.5 * oxygen / 38 mmHg",
        0.25
    )]
    [InlineData("sensitivity to oxygen is multiplied by -3", 0)]
    public void Hears(string rules, double share)
    {
        var listed =
            rules.Contains("half-max", StringComparison.Ordinal) || rules[0] == '"' ? [rules] : rules.Split(", ");
        var text =
            Model.Replace("  tumor: {}", "  tumor:\n" + Reads, StringComparison.Ordinal)
            + "shared:\n  tumor:\n    rules:\n"
            + string.Concat(listed.Select(r => $"      - {r}\n"));
        var simulation = new Simulation(Given.Whole(Given.Load(text)), new SimulationOptions());
        using (simulation)
        {
            simulation.RunTo(1);
            var (cells, b) = (simulation.Tissue.Cells, simulation.Model.Behaviors);
            var row = Enumerable.Range(0, cells.Count).Single(r => cells.Type[r] == 2);
            Assert.Equal(share * 76, cells.ColumnOf(b.Custom(2))![row], 1e-9);
            Assert.Equal(share * 38 / (19 + (share * 38)), cells.ColumnOf(b.Custom(1))![row], 1e-9);
            var other = Enumerable.Range(0, cells.Count).Single(r => cells.Type[r] == 0);
            Assert.Equal(38, cells.ColumnOf(b.Custom(0))![other], 1e-9);
        }
    }

    [Theory(
        DisplayName = "Who hears less of a substrate follows it less: the weight of its gradient, or the bias, falls with it"
    )]
    [InlineData("{oxygen: 1, drug: 0.2}", true)]
    [InlineData(null, false)]
    public void Follows(string? weights, bool isWeighed)
    {
        var taxis = weights is null ? "chemotaxis: oxygen" : $"chemotaxis: {{sensitivities: {weights}}}";
        var model = Given.Whole(
            Given.Load(
                Model
                    + $"shared: {{tumor: {{motility: {{speed: 1 um/min, bias: 0.5, {taxis}}}, rules: [sensitivity to oxygen is multiplied by 0.5]}}}}\n"
            )
        );
        var rule = Assert.Single(model.Types[2].Rules);
        var b = model.Behaviors;
        Assert.Equal(isWeighed ? b.ChemotacticSensitivity(0) : b.Bias, rule.Behavior);
        Assert.Equal("0.5", model.Formulas[Assert.Single(rule.FormulaFactors).Formula].Text);
    }
}
