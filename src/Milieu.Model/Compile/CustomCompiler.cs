// Custom variables: what happens to them beside rules.
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>A variable is what the model says of it, or else the first type that says it.</summary>
internal static class CustomCompiler
{
    public static CustomVariable Compile(CompileContext context, NamedUnit variable)
    {
        var name = variable.Name;
        var drift = Said(context, name, c => c.Drift);
        var isHeritable = Is(context, name, c => c.Heritable);
        if (drift is not null && !isHeritable)
            context.Problems.Error(
                PathOf(context, name) + ".drift",
                "what drifts is heritable",
                drift.Text,
                "heritable: true"
            );
        var (least, most) = (Limit(context, variable, c => c.Least), Limit(context, variable, c => c.Most));
        if (least > most)
            context.Problems.Error(PathOf(context, name) + ".min", "min is above max", name);
        return new CustomVariable(name, variable.Label, Is(context, name, c => c.Conserved))
        {
            Heritable = isHeritable,
            Kept = Is(context, name, c => c.Kept),
            Drift = Values.Of(drift, Measure.Custom, variable.Unit, 0),
            Relaxation = RelaxationOf(context, name),
            Change = ChangeOf(context, variable),
            ChangesInDead = Is(context, name, c => c.ChangeInDead),
            Least = least,
            Most = most,
        };
    }

    /// <summary>The behaviors of the variables that near their target by a rate.</summary>
    public static IEnumerable<int> Relaxing(CompileContext context) =>
        Enumerable
            .Range(0, context.Words.Customs.Count)
            .Where(v => RelaxationOf(context, context.Words.Customs[v].Name) > 0)
            .Select(context.Index.Custom);

    /// <summary>An error where a rule writes what only inheritance or an equation of its own may change.</summary>
    public static void RefuseRule(CompileContext context, BehaviorWord behavior, string path)
    {
        var name = context.Words.Customs[behavior.Index - context.Index.Custom(0)].Name;
        if (Is(context, name, c => c.Heritable))
            context.Problems.Error(
                path,
                "no rule may write a heritable variable: rules start from the type's own value at each step and would wipe what was inherited",
                behavior.Name,
                "another variable for what rules say, which formulas multiply with this one"
            );
        else if (Said(context, name, c => c.Change) is not null)
            context.Problems.Error(
                path,
                "no rule may write a variable that has an equation of its own",
                behavior.Name,
                "another variable"
            );
    }

    private static int? ChangeOf(CompileContext context, NamedUnit variable)
    {
        if (Said(context, variable.Name, c => c.Change) is not { } text)
            return null;
        var path = PathOf(context, variable.Name) + ".change";
        if (RelaxationOf(context, variable.Name) > 0)
            context.Problems.Error(path, "a variable relaxes or has an equation of its own, not both", variable.Name);
        var unit = variable.Unit / Unit.Minute;
        var label = variable.Label.Length == 0 ? "1" : variable.Label;
        var formula = context.Derived.Equation(
            path,
            text,
            unit,
            $"a value in {label}/min",
            new SignalInput(SignalKind.Custom, context.CustomOf(variable.Name))
        );
        return formula < 0 ? null : formula;
    }

    private static double RelaxationOf(CompileContext context, string name) =>
        Values.Of(Said(context, name, c => c.Relaxation), Measure.Rate, 0);

    private static double? Limit(CompileContext context, NamedUnit variable, Func<CustomSpec, Quantity?> what) =>
        Said(context, variable.Name, what) is { } limit ? Values.Of(limit, Measure.Custom, variable.Unit, 0) : null;

    private static bool Is(CompileContext context, string name, Func<CustomSpec, bool?> what) =>
        context.Spec.Custom.GetValueOrDefault(name) is { } own && what(own) is { } said
            ? said
            : context.Spec.Sayings().Any(t => t.Type.Custom.GetValueOrDefault(name) is { } c && what(c) == true);

    private static T? Said<T>(CompileContext context, string name, Func<CustomSpec, T?> what)
        where T : class => Specs(context, name).Select(s => what(s.Spec)).FirstOrDefault(s => s is not null);

    private static string PathOf(CompileContext context, string name) => Specs(context, name).First().Path;

    private static IEnumerable<(string Path, CustomSpec Spec)> Specs(CompileContext context, string name)
    {
        if (context.Spec.Custom.TryGetValue(name, out var own))
            yield return ("custom." + name, own);
        foreach (var (path, spec) in context.Spec.Sayings())
            if (spec.Custom.TryGetValue(name, out var said))
                yield return ($"{path}.custom.{name}", said);
    }
}
