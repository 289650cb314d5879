// Which types of cell read which gathered signals.
namespace Milieu.Engine;

/// <summary>The gathered signals behind each type's rules, through formulas of formulas.</summary>
internal static class TouchNeeds
{
    /// <returns>By type, then signal. What no rule of any type reads but some other formula does, all types need.</returns>
    public static bool[][] Of(CompiledModel model)
    {
        var needs = model.Types.Select(_ => new bool[model.Touches.Length]).ToArray();
        var byRules = new HashSet<int>();
        for (var type = 0; type < needs.Length; type++)
            foreach (var rule in model.Types[type].Rules)
            {
                foreach (var term in rule.Terms())
                    Follow(model, new SignalInput(term.Kind, term.Index), needs[type], byRules);
                foreach (var use in rule.Uses())
                    Follow(model, new SignalInput(SignalKind.Formula, use.Formula), needs[type], byRules);
            }
        foreach (var change in model.Customs.Select(c => c.Change).OfType<int>())
        foreach (var need in needs)
            Follow(model, new SignalInput(SignalKind.Formula, change), need, byRules);
        // Signals with a name that no rule reads are for people, who ask when they look.
        for (var formula = 0; formula < model.Formulas.Length; formula++)
            if (model.Formulas[formula].Name.Length == 0 && !byRules.Contains(formula))
                foreach (var need in needs)
                    Follow(model, new SignalInput(SignalKind.Formula, formula), need, []);
        return needs;
    }

    private static void Follow(CompiledModel model, SignalInput signal, bool[] needs, HashSet<int> formulas)
    {
        if (signal.Kind == SignalKind.Touch)
            needs[signal.Index] = true;
        if (signal.Kind != SignalKind.Formula)
            return;
        formulas.Add(signal.Index);
        foreach (var input in model.Formulas[signal.Index].Inputs)
            Follow(model, input, needs, formulas);
    }
}
