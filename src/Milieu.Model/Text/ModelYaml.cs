// Writes a specification as a model file.
namespace Milieu.Model;

/// <summary>How a model file is written.</summary>
public sealed record YamlChoices
{
    /// <summary>Lines that open the file, without the sign of a comment.</summary>
    public IReadOnlyList<string> Head { get; init; } = [];

    /// <summary>What to say beside the value of a path, such as <c>cells.tumor.uptake.oxygen</c>; null for nothing.</summary>
    public Func<string, string?> Comment { get; init; } = _ => null;

    /// <summary>How the file names the files of the model, such as tables of cells; by default as the specification does.</summary>
    public Func<string, string> NameFile { get; init; } = path => path;
}

/// <summary>The way back from <see cref="ModelText"/>: text that compiles to the same model.</summary>
public static class ModelYaml
{
    /// <summary>YAML in the order of the language, with units, ending in a newline.</summary>
    public static string Write(ModelSpec spec, YamlChoices choices)
    {
        var head = string.Concat(choices.Head.Select(line => ("# " + line).TrimEnd() + "\n"));
        return head + new YamlPrinter(choices.Comment).Print(new SpecTree(spec, choices.NameFile).Root());
    }

    /// <summary>A copy that says nothing that would hold anyway: it compiles to the same model.</summary>
    public static ModelSpec WithoutDefaults(ModelSpec spec) => Defaults.LeftOut(spec);
}
