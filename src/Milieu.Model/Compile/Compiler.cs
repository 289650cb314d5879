// From what an author writes to what the engine runs.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>What compiling gives: a model when nothing is an error, and everything that was found.</summary>
/// <param name="LeftOut">What was said about optional names that are absent.</param>
public sealed record Compilation(
    CompiledModel? Model,
    IReadOnlyList<Diagnostic> Diagnostics,
    OutputSpec Output,
    IReadOnlyList<string> LeftOut
)
{
    /// <summary>The sources that the model names, by key.</summary>
    public IReadOnlyDictionary<string, SourceSpec> Sources { get; init; } = new Dictionary<string, SourceSpec>();
}

/// <summary>Checks a spec and turns names and units into indices and numbers.</summary>
public static class Compiler
{
    /// <summary>Compiles a model built in code; mistakes carry the dotted path in place of a file.</summary>
    /// <param name="files">How CSV files are read, where the model names any.</param>
    public static Compilation Compile(ModelSpec spec, IModelFiles? files = null) =>
        Compile(spec, files ?? new MemoryFiles(), new Problems(null));

    /// <param name="isTranslated">Values without effect are not remarked on: another language made its author say them.</param>
    internal static Compilation Compile(ModelSpec spec, IModelFiles files, Problems problems, bool isTranslated = false)
    {
        spec = Omission.Without(spec, out var absent);
        spec.Absent = absent;
        spec = KineticsText.Into(spec, problems);
        var words = VocabularyBuilder.Build(spec, problems);
        new Checker(absent, words, problems).Check(spec);
        var context = new CompileContext(spec, words, problems, files)
        {
            IsTranslated = isTranslated,
            Sources = SourceTable.Read(spec, files, problems),
            Regions = new RegionCompiler(spec, problems).Compile(),
        };
        if (string.IsNullOrWhiteSpace(spec.Name))
            problems.Error("model", "the model has no name", null, "model: a name");
        if (spec.Substrates.Count == 0 && spec.Cells.Count == 0)
            problems.Error("cells", "the model has no substrates and no cells", null, "substrates, cells, or both");
        var model = Model(context);
        var output = new OutputSpec(
            Values.Of(spec.Output.Frames, Measure.Time, 60),
            model.Timing.EndTick * model.Timing.TickMinutes
        )
        {
            Picture = Picture(context),
        };
        return new Compilation(problems.HasErrors ? null : model, problems.All, output, absent.LeftOut)
        {
            Sources = context.Sources,
        };
    }

    private static string? Picture(CompileContext context)
    {
        string[] known = [.. context.Words.Substrates.Concat(context.Words.Structures).Select(n => n.Name)];
        if (context.Spec.Output.Picture is not { } name || known.Contains(name))
            return context.Spec.Output.Picture;
        context.Problems.Unknown("output.picture", "substrate or structure", name, known);
        return null;
    }

    private static CompiledModel Model(CompileContext context)
    {
        var grid = GridCompiler.Compile(context.Spec.Domain, context.Problems);
        var timing = TimingCompiler.Compile(context);
        var compiler = new TypeCompiler(context);
        var types = LikeResolver
            .Resolve(context.Spec, context.Problems)
            .ConvertAll(resolved => (Resolved: resolved, Compiled: compiler.Compile(resolved)));
        ImmutableArray<CompiledType> compiled = [.. types.Select(t => t.Compiled.Type)];
        var indices = Enumerable.Range(0, context.Words.Substrates.Count).ToList();
        var model = new CompiledModel
        {
            Name = context.Spec.Name?.Trim() ?? "",
            Grid = grid,
            Timing = timing,
            Conventions = context.IsPhysiCell ? Conventions.PhysiCell : Conventions.Native,
            Substrates =
            [
                .. indices.Select(i =>
                    IntegratorChoice.Choose(
                        SubstrateCompiler.Compile(context, grid, i),
                        i,
                        context,
                        grid,
                        timing,
                        compiled
                    )
                ),
            ],
            Types = compiled,
            Customs = [.. context.Words.Customs.Select(c => CustomCompiler.Compile(context, c))],
            Matrix = MatrixCompiler.Compile(context, grid, timing),
            Formulas = context.Derived.Formulas,
            Touches = context.Derived.Touches,
            Body = BodyCompiler.Compile(context, grid, timing),
            Placements = [.. new PlacementCompiler(context, grid, timing, compiled).Compile()],
            BoundaryChanges =
            [
                .. indices.SelectMany(i => SubstrateCompiler.Changes(context, grid, timing, i)).OrderBy(c => c.Tick),
            ],
            Vessels = new VesselsCompiler(context, timing).Compile(),
            CrowdingLimit = context.Spec.CrowdingLimit?.In(Unit.One),
            DynamicSprings = context.Spec.Springs ?? true,
            Wall = context.Spec.Walls ?? !context.IsPhysiCell,
        };
        if (!context.Problems.HasErrors)
            new Effects(context, model).Check([.. types.Select(t => (t.Resolved, t.Compiled.Rules))]);
        return model;
    }
}
