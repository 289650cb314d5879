// Specification to YAML and back: the same model, and a text that people read.
using System.Collections;

namespace Milieu.Model.Tests;

public sealed class YamlWriteTests
{
    public static TheoryData<string> Models => [.. Repository.Models];

    /// <summary>Taking each value of a large tissue away and compiling again takes minutes.</summary>
    public static TheoryData<string> WholeModels => [.. Repository.WholeModels];

    [Theory(DisplayName = "Every model of the repository, written from its specification, compiles to the same hash")]
    [MemberData(nameof(Models))]
    public void ModelsComeBack(string model)
    {
        var loaded = ModelText.Load(model, new RepositoryFiles(), []);
        var text = ModelYaml.Write(loaded.Spec!, new YamlChoices());
        var files = new MemoryFiles { ["again.yaml"] = text };
        foreach (var sources in loaded.Spec!.SourceFiles)
            if (new RepositoryFiles().TryRead(sources, out var said, out _))
                files[sources] = said;
        var again = ModelText.Load("again.yaml", files, []);
        Assert.Empty(again.Diagnostics.Select(d => d.ToString()));
        Assert.Equal(CompiledModelText.Hash(loaded.Compiled!), CompiledModelText.Hash(again.Compiled!));
        Assert.Equal(loaded.Output, again.Output);
        Assert.Equal(text, ModelYaml.Write(again.Spec!, new YamlChoices()));
    }

    [Fact(DisplayName = "Names that YAML would take for something else come back as they are")]
    public void OddNamesComeBack()
    {
        string[] names =
        [
            "null",
            "true",
            "no",
            "~",
            "12",
            "-3",
            "1e5",
            "a #b",
            "#a",
            "a: b",
            "a:",
            "- a",
            "-a",
            "?",
            "!x",
            "&x",
            "*x",
            "{a",
            "a}",
            "a|b",
            "| a",
            "> a",
            "%x",
            "@x",
            "`x",
            "\\",
            "naïve",
            "µ",
            "日本",
            "a  b",
            "x y",
            "---",
            "()",
            "😀",
        ];
        var spec = new ModelSpec { Name = "odd: #1", About = "two\nlines\t\"quoted\" [x], {y}" };
        spec.Domain.Size.AddRange(["100 um", "100 um", "20 um"]);
        spec.Domain.Voxel.Add("20 um");
        foreach (var name in names)
        {
            spec.Cells[name] = new TypeSpec();
            spec.Cells[name].Fuse[names[0]] = "1 /min";
            spec.Placements[name] = new PlacementSpec
            {
                Cells = name,
                Points =
                {
                    new List<Quantity> { "1 um", "2 um" },
                },
            };
        }
        var text = ModelYaml.Write(spec, new YamlChoices());
        var again = ModelText.Load("m.yaml", new MemoryFiles { ["m.yaml"] = text }, []);
        Assert.Empty(again.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.ToString()));
        Assert.Equal(names, again.Compiled!.Types.Select(t => t.Name));
        Assert.Equal(names, again.Compiled.Placements.Select(t => t.Name));
        Assert.Equal(spec.About, again.Spec!.About);
        Assert.Equal(CompiledModelText.Hash(Compiler.Compile(spec).Model!), CompiledModelText.Hash(again.Compiled));
    }

    [Fact(
        DisplayName = "Every key of the language is written and read back: a key that the writer forgets is missed here"
    )]
    public void EveryKeyComesBack()
    {
        var spec = (ModelSpec)Filled(typeof(ModelSpec));
        var text = ModelYaml.Write(spec, new YamlChoices());
        var again = ModelText.Load("m.yaml", new MemoryFiles { ["m.yaml"] = text }, []).Spec!;
        Assert.Equal(Flat("", spec), Flat("", again));
        Assert.True(Flat("", spec).Count > 150, "the whole language has more keys than that");
    }

    private static object Filled(Type type)
    {
        var owner = Activator.CreateInstance(type)!;
        foreach (var key in Shape.Of(type))
        {
            var property = key.Property.PropertyType;
            if (key.Kind == ShapeKind.List)
                ((IList)key.GetOrMake(owner)).Add(Value(key.Key.Name, Shape.ItemOf(property)));
            else if (key.Kind == ShapeKind.Map)
                ((IDictionary)key.GetOrMake(owner))["a name"] = Value(key.Key.Name, Shape.ItemOf(property));
            else
                key.Property.SetValue(owner, Value(key.Key.Name, property));
        }
        return owner;
    }

    private static object Value(string name, Type type)
    {
        switch (Shape.KindOf(type))
        {
            case ShapeKind.Text:
                return name + " as text";
            case ShapeKind.Switch:
                return true;
            case ShapeKind.Quantity:
                return Quantity.Parse(name.Length + ".5 um");
            case ShapeKind.List:
                var list = (IList)Activator.CreateInstance(type)!;
                list.Add(Value(name, Shape.ItemOf(type)));
                list.Add(Value(name + " two", Shape.ItemOf(type)));
                return list;
            default:
                return Filled(type);
        }
    }

    /// <summary>Every leaf by its path.</summary>
    private static List<string> Flat(string path, object? value) =>
        value switch
        {
            null => [],
            string or bool or Quantity => [path + " = " + value],
            IDictionary map => [.. map.Keys.Cast<string>().SelectMany(k => Flat(path + "." + k, map[k]))],
            IList list => [.. list.Cast<object>().SelectMany((v, i) => Flat($"{path}[{i}]", v))],
            _ => [.. Shape.Of(value.GetType()).SelectMany(k => Flat(path + "." + k.Key.Name, k.Get(value)))],
        };

    [Fact(
        DisplayName = "Numbers that carry no unit in code are written in the unit of their place: they would not read else"
    )]
    public void PlainNumbersGetUnits()
    {
        var spec = ModelText.Load("m.yaml", new MemoryFiles { ["m.yaml"] = Given.Base }, []).Spec!;
        spec.Substrates["drug"].Units = "nM";
        spec.Substrates["drug"].Initial = new InitialSpec { Value = Quantity.Plain(0.1) };
        spec.Substrates["drug"].Decay = Quantity.Plain(0.25);
        spec.Cells["tumor"].Secretion["drug"].Target = Quantity.Plain(7);
        spec.Cells["tumor"].Export["oxygen"] = Quantity.Plain(-1e-7);
        spec.Cells["tumor"].Volume = new VolumeSpec
        {
            Total = Quantity.Plain(2000),
            FluidFraction = Quantity.Plain(0.5),
        };
        spec.Cells["tumor"].Custom["mark"] = new CustomSpec { Value = "3 nM" };
        spec.Cells["T cell"].Custom["mark"] = new CustomSpec { Value = Quantity.Plain(4) };
        spec.Cells["tumor"]
            .Distributions.Add(
                new DistributionSpec
                {
                    Of = "migration speed",
                    Kind = "uniform",
                    Min = Quantity.Plain(0),
                    Max = Quantity.Plain(3),
                }
            );
        spec.Cells["tumor"]
            .Distributions.Add(
                new DistributionSpec
                {
                    Of = "volume",
                    Kind = "normal",
                    Mean = Quantity.Plain(2000),
                    Sd = Quantity.Plain(9),
                }
            );
        var hash = CompiledModelText.Hash(Compiler.Compile(spec).Model!);
        var text = ModelYaml.Write(spec, new YamlChoices());
        foreach (
            var part in (string[])
                ["0.1 nM", "0.25 /min", "target: 7 nM", "-1E-07 mmHg um3/min", "2000 um3", "4 nM", "max: 3 um/min"]
        )
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Equal(hash, CompiledModelText.Hash(Given.Whole(Given.Load(text))));
    }

    [Fact(
        DisplayName = "The text is as a person would write it: sections, short maps on one line, comments in a column"
    )]
    public void TextIsReadable()
    {
        var spec = Given.Load(Given.Rules("oxygen increases apoptosis to 1 /min, half-max 5 mmHg, hill 4")).Spec!;
        spec.Placements["b"] = new PlacementSpec { File = "sub/cells.csv" };
        var choices = new YamlChoices
        {
            Head = ["A head,", "", "of three lines."],
            Comment = path =>
                path switch
                {
                    "substrates.oxygen.decay" => "line 3",
                    "substrates.oxygen.diffusion" => "line 4",
                    "cells.tumor.rules[0].rule" => "rules.csv 7",
                    "cells.tumor.cycle.model" or "cells.tumor.cycle.rates[0]" => "line 9",
                    _ => null,
                },
            NameFile = path => "cells/" + path[4..],
        };
        Assert.Equal(
            """
            # A head,
            #
            # of three lines.
            model: test

            domain: {size: [400 um, 400 um, 20 um], voxel: [20 um]}

            substrates:
              oxygen:
                diffusion: 100000 um2/min  # line 4
                decay: 0.1 /min            # line 3
                initial: 38 mmHg
                boundary: 38 mmHg

              drug: {diffusion: 1000 um2/min, initial: 0 nM}

            cells:
              tumor:
                cycle: {model: live, rates: [0.001 /min]}  # line 9
                death: {apoptosis: 0.0001 /min, necrosis: 0.002 /min}
                secretion:
                  drug: {rate: 1 /min, target: 5 nM}
                uptake: {oxygen: 10 /min}
                rules:
                  - oxygen increases apoptosis to 1 /min, half-max 5 mmHg, hill 4  # rules.csv 7

              T cell:
                motility: {speed: 2 um/min, bias: 0.5, chemotaxis: oxygen}
                attack:
                  targets: {tumor: 0.1 /min}

            placements:
              a: {cells: tumor, disc: 50 um, count: 10}
              b: {file: cells/cells.csv}

            """,
            ModelYaml.Write(spec, choices)
        );
    }

    [Theory(
        DisplayName = "Without defaults a model has the same hash and output, and says nothing that could still go"
    )]
    [MemberData(nameof(WholeModels))]
    public void DefaultsAreLeftOut(string model)
    {
        var loaded = ModelText.Load(model, new RepositoryFiles(), []);
        var lean = ModelYaml.WithoutDefaults(loaded.Spec!);
        var compilation = Compiler.Compile(lean);
        Assert.Equal(CompiledModelText.Hash(loaded.Compiled!), CompiledModelText.Hash(compilation.Model!));
        Assert.Equal(loaded.Output, compilation.Output);
        Assert.Equal(Flat("", lean), Flat("", ModelYaml.WithoutDefaults(lean)));
        Assert.Equal(
            Flat("", loaded.Spec).Count(l => l.Contains(".rules[", StringComparison.Ordinal)),
            Flat("", lean).Count(l => l.Contains(".rules[", StringComparison.Ordinal))
        );
    }

    [Fact(
        DisplayName = "What equals its default goes, with sections that it leaves empty; what counts by being there stays"
    )]
    public void OnlyDefaultsGo()
    {
        var loaded = Given.Load(
            """
            model: m
            about: kept
            domain: {size: [100 um, 100 um, 20 um], voxel: 20 um}
            substrates: {oxygen: {diffusion: 1 um2/min, decay: 0 /min}, drug: {diffusion: 1 um2/min}}
            cells:
              b:
                mechanics: {adhesion: 0.4 um/min, affinity: {b: 1, a: 1}}
                volume: {total: 2494 um3, nuclear: 541 um3}
                motility: {speed: 1 um/min}
                phagocytose: {a: 0 /min, b: 1 /min, dead: 0 /min}
                uptake: {drug: 0 /min, oxygen: 1 /min}
              a: {death: {apoptosis: {rate: 0 /min}}}
            placements: {p: {cells: a, points: [[0 um, 0 um]]}}
            """
        );
        var lean = ModelYaml.WithoutDefaults(loaded.Spec!);
        Assert.Equal(
            """
            model: m
            about: kept

            domain: {size: [100 um, 100 um, 20 um], voxel: [20 um]}

            substrates:
              oxygen: {diffusion: 1 um2/min}
              drug: {diffusion: 1 um2/min}

            cells:
              b:
                volume: {nuclear: 541 um3}
                motility: {}
                uptake: {oxygen: 1 /min}
                phagocytose: {b: 1 /min}

              a: {}

            placements:
              p: {cells: a, points: [[0 um, 0 um]]}

            """,
            ModelYaml.Write(lean, new YamlChoices())
        );
        Assert.Equal("0.4 um/min", loaded.Spec!.Cells["b"].Mechanics!.Adhesion!.Text);
    }

    [Fact(
        DisplayName = "With many types some defaults stay, which is right too: taking each away would compile for hours"
    )]
    public void ManyTypesTakeFewTrials()
    {
        var spec = Given.Load(Given.Base).Spec!;
        for (var i = 0; i < 40; i++)
            spec.Cells[$"t{i}"] = new TypeSpec { Volume = i % 2 == 0 ? "2494 um3" : "2000 um3" };
        foreach (var (most, defaultsLeft) in new[] { (8000, 0), (84, 20) })
        {
            var lean = Defaults.LeftOut(spec, most);
            Assert.Equal(
                CompiledModelText.Hash(Compiler.Compile(spec).Model!),
                CompiledModelText.Hash(Compiler.Compile(lean).Model!)
            );
            Assert.Equal(defaultsLeft, lean.Cells.Values.Count(t => t.Volume?.Total?.Text == "2494 um3"));
        }
    }
}
