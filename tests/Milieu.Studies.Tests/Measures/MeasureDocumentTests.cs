// The page of measures: every example on it is read, and what it promises of names holds.
using System.Text.RegularExpressions;
using Milieu.Engine;

namespace Milieu.Studies.Tests;

public sealed partial class MeasureDocumentTests
{
    /// <summary>Has every name that the page uses.</summary>
    private const string Yaml = """
        model: page
        domain: {size: [400 um, 400 um, 20 um], voxel: 20 um}
        time: {end: 2 h}
        parameters: {half oxygen: 8 mmHg}
        substrates:
          oxygen: {diffusion: 100000 um2/min, decay: 0.1 /min, initial: {function: 2 + 0.1 * r}, boundary: 38 mmHg}
          TGFb: {units: nM, diffusion: 1000 um2/min, initial: {function: abs(x)}}
        structures:
          ecm_density: {initial: 0.4, bounds: [0, 1]}
        fibers: {direction: {along: [1, 0, 0]}, anisotropy: 0.5}
        custom: {emt: 0, pdl1: 1.5}
        signals:
          hypoxia: 1 / (1 + (oxygen / half oxygen)^2)
          effectors near: {count: CD8_effector, within: 50 um}
        body:
          species: {blood CD8: 2000}
        cells:
          cancer_cell: {uptake: {oxygen: 10 /min}}
          CSC: {}
          CD8_effector: {motility: {speed: 2 um/min, persistence: 5 min}}
          CD8_exhausted: {}
          Treg: {}
          myCAF: {}
        placements:
          nest: {cells: cancer_cell, disc: 120 um, packing: hexagonal}
          stems: {cells: CSC, disc: {radius: 100 um}, count: 8}
          killers: {cells: CD8_effector, annulus: {inner: 40 um, outer: 190 um}, count: 40}
          tired: {cells: CD8_exhausted, disc: {radius: 190 um}, count: 10}
          brakes: {cells: Treg, disc: {radius: 190 um}, count: 10}
          fibroblasts: {cells: myCAF, annulus: {inner: 120 um, outer: 180 um}, count: 30}
        """;

    private static readonly CompiledModel Model = Given.Model(Yaml);

    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "measures.md"));

    /// <summary>At its start; nothing here steps it.</summary>
    private static readonly Simulation Still = new(Model, new SimulationOptions());

    private static readonly MeasureScope Scope = new(Model)
    {
        Measures = [new("nest area", "area of nest"), new("whole area", "area of whole")],
    };

    public static TheoryData<string> Examples =>
        [
            .. Blocks()
                .Matches(Page)
                .SelectMany(m => m.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            .. Tables().Matches(Page).SelectMany(m => Codes().Matches(m.Value)).Select(m => InText(m.Groups[1].Value)),
        ];

    [Theory(DisplayName = "Every example of the page is read, and has a value in a tissue that has everything")]
    [MemberData(nameof(Examples))]
    public void ExampleIsRead(string text)
    {
        var measure = Gauge.Read(Scope, text);
        var value = measure.At(new Moment(Still));
        var isTrack =
            text.Contains(" over ", StringComparison.Ordinal) && text.Contains(" every ", StringComparison.Ordinal);
        Assert.True(isTrack || !double.IsNaN(value), $"{text} is {value}");
    }

    [Fact(DisplayName = "The page has every form: each word that begins a measure stands in an example")]
    public void EveryForm()
    {
        var blocks = string.Join('\n', Blocks().Matches(Page).Select(m => m.Groups[1].Value));
        Assert.DoesNotContain(
            MeasureHeads.All,
            h =>
                h is not ("highest" or "removals" or "ingestions" or "fusions")
                && !Regex.IsMatch(blocks, $@"(?m)(^|[^a-z]){h}\b")
        );
    }

    [Theory(
        DisplayName = "Signals of the model's own are read as rules would: formulas, gathered ones, structures and species"
    )]
    [InlineData("mean hypoxia of cells / [mean 1 / (1 + (oxygen / 8 mmHg)^2) of cells]", 1)]
    [InlineData("mean ecm_density of cells", 0.4)]
    [InlineData("mean anisotropy in whole", 0.5)]
    [InlineData("mean blood CD8 of cells", 2000)]
    [InlineData("amount of blood CD8", 2000)]
    public void OwnSignals(string text, double expected)
    {
        Assert.Equal(expected, Gauge.Read(Scope, text).At(new Moment(Still)), 5);
    }

    [Fact(
        DisplayName = "A gathered signal is gathered anew for the moment, and looking at it changes no bit of the run"
    )]
    public void Gathered()
    {
        using var watched = new Simulation(Model, new SimulationOptions(3));
        using var alone = new Simulation(Model, new SimulationOptions(3));
        var measure = Gauge.Read(Scope, "mean effectors near of CD8_effector");
        for (var k = 0; k < 4; k++)
        {
            Assert.Equal(Near(watched), measure.At(new Moment(watched)), 12);
            watched.RunTo(watched.NextBusyTick(watched.Tissue.Tick + 170));
            alone.RunTo(watched.Tissue.Tick);
        }
        Assert.Equal(StateHash.Of(alone.Tissue).Value, StateHash.Of(watched.Tissue).Value);

        static double Near(Simulation simulation)
        {
            var (cells, type) = (simulation.Tissue.Cells, 2);
            var rows = Enumerable.Range(0, cells.Count).Where(r => cells.Type[r] == type).ToArray();
            double Squared(int a, int b) => Math.Pow(cells.X[a] - cells.X[b], 2) + Math.Pow(cells.Y[a] - cells.Y[b], 2);
            return rows.Average(a => rows.Count(b => a != b && Squared(a, b) <= 2500));
        }
    }

    [Theory(DisplayName = "What cannot be read is named, with what could stand there and the nearest known word")]
    [InlineData("count of CD8_efector", "CD8_efector", "CD8_effector")]
    [InlineData("cuont of CD8_effector", "cuont of", "count of")]
    [InlineData("count of CD8_effector in nst", "nst", "nest")]
    [InlineData("mean oxigen in nest", "oxigen", "oxygen")]
    [InlineData("count of CD8_effector where custom:emt > 0.5 in whoel", "whoel", "whole")]
    [InlineData("density of Treg per mm4", "mm4", "mm2")]
    [InlineData("mean distance from Treg to CSX", "CSX", "CSC")]
    [InlineData("amount of blod CD8", "blod CD8", "blood CD8")]
    [InlineData("count of Treg / count of CD9_effector", "CD9_effector", "CD8_effector")]
    public void Misspelt(string text, string word, string nearest)
    {
        Assert.Null(MeasureText.Parse(text, Scope, null, out var problem));
        Assert.Equal(word, problem!.Value);
        Assert.Equal(nearest, problem.Nearest);
    }

    [Theory(DisplayName = "Wrong units, missing parts and what measures nothing are errors that say so")]
    [InlineData("count of", "not complete")]
    [InlineData("count of CD8_effector in disc of radius 5 mmHg", "wrong unit")]
    [InlineData("count of CD8_effector in disc of radius 5", "unit is missing")]
    [InlineData("count of CD8_effector in disc of radius 5 parsec", "unknown unit")]
    [InlineData("count of CD8_effector where oxygen > 3 um", "cannot be compared")]
    [InlineData("count of CD8_effector where oxygen", "not a comparison")]
    [InlineData("share of nest", "not complete")]
    [InlineData("sum oxygen in nest", "no sum")]
    [InlineData("quantile 300 % of oxygen in nest", "outside its range")]
    [InlineData("speed of Treg over 1 min every 5 min", "at least one step")]
    [InlineData("count of Treg + [count of CSC", "']' is missing")]
    [InlineData("area of nest + count of Treg", "cannot be added")]
    [InlineData("5 * 3", "not understood")]
    [InlineData("", "not complete")]
    [InlineData("round one", "defined by itself")]
    public void Wrong(string text, string message)
    {
        var scope = Scope with { Measures = [new("round one", "round two + 1"), new("round two", "round one + 1")] };
        Assert.Null(MeasureText.Parse(text, scope, null, out var problem));
        Assert.Contains(message, problem!.Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Any text is read or refused, never a crash: examples cut and joined at random")]
    public void Spoilt()
    {
        var chance = new Chance(11);
        var reader = new MeasureReader(Scope);
        var texts = Examples.Select(e => e.Data).ToArray();
        for (var k = 0; k < 3000; k++)
        {
            double Draw(uint what) => chance.Uniform((ulong)k, what, Purpose.Drift);
            var (a, b) = (texts[(int)(Draw(0) * texts.Length)], texts[(int)(Draw(1) * texts.Length)]);
            var text = a[..(int)(Draw(2) * (a.Length + 1))] + b[(int)(Draw(3) * b.Length)..];
            try
            {
                Assert.NotNull(reader.Read(text));
            }
            catch (MeasureException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }

    /// <summary>A word of a table, made a measure.</summary>
    private static string InText(string code) =>
        code switch
        {
            "in REGION" or "and" or "or" or "except" => "count of cells",
            _ when code.Contains("STAT", StringComparison.Ordinal) => "count of cells",
            "depth" or "tumor fraction" or "x" or "y" or "z" or "radius" or "divisions" or "current speed" =>
                $"mean {code} of cells",
            "all" => "count of all cells",
            _ when IsCells(code) => "count of " + code,
            _ => "area of " + code,
        };

    private static bool IsCells(string code) =>
        code.StartsWith("CD8", StringComparison.Ordinal)
        || code.Contains("cells", StringComparison.Ordinal)
        || code.StartsWith("dead", StringComparison.Ordinal)
        || code.StartsWith("all", StringComparison.Ordinal)
        || code is "tumor" or "cancer_cell" or "CSC"
        || code.StartsWith("cancer_cell where", StringComparison.Ordinal);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Milieu.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex("```\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"(?m)^\| (?!words|name|region)`[^|]*\|")]
    private static partial Regex Tables();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Codes();
}
