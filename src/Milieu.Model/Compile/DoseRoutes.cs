// Where doses go, and how much of them gets there.

namespace Milieu.Model;

internal sealed class DoseRoutes(
    TherapySpec therapy,
    Problems problems,
    IReadOnlyList<NamedUnit> species,
    BodyNames names
)
{
    private readonly DoseAmount _amount = new(therapy.Patient);

    /// <summary>Ways in that lead nowhere are wrong even where no dose takes them.</summary>
    public void Check()
    {
        foreach (var (name, agent) in therapy.Agents)
        foreach (var (route, way) in agent.Routes)
        {
            var path = $"therapy.agents.{name}.routes.{route}";
            if (way.Into is not { } into)
                problems.Error(path, "the route leads nowhere", route, "into: a species");
            else if (IndexOf(into) < 0)
                problems.Unknown(path, "species", into, [.. species.Select(s => s.Name)]);
        }
    }

    /// <summary>The species that takes a dose, and what becomes of it on the way.</summary>
    public sealed record WayIn(
        int Species,
        double Share,
        double Lag,
        string AgentName,
        MedicineSpec? Agent,
        string Route
    );

    public WayIn? Find(string path, string name, DoseSpec spec)
    {
        if (spec.Into is { } into)
        {
            if (spec.Agent is not null || spec.Route is not null)
                problems.Error(path + ".into", "into stands in place of agent and route", into, "one or the other");
            if (IndexOf(into) is >= 0 and var index)
                return new WayIn(index, 1, 0, "", null, "");
            problems.Unknown(path + ".into", "species", into, [.. species.Select(s => s.Name)]);
            return null;
        }
        var called = spec.Agent ?? name;
        if (Agent(called) is not { } agentName)
        {
            problems.Unknown(
                spec.Agent is null ? path : path + ".agent",
                "agent",
                called,
                [.. therapy.Agents.SelectMany(a => a.Value.Also.Prepend(a.Key))]
            );
            return null;
        }
        var agent = therapy.Agents[agentName];
        if (agent.Routes.Count == 0)
        {
            problems.Error(path, $"{agentName} has no route", called, "kinetics or routes of the agent");
            return null;
        }
        if (spec.Route is null && agent.Routes.Count > 1)
        {
            problems.Error(path, "which route?", called, "route: " + string.Join(", ", agent.Routes.Keys));
            return null;
        }
        var route = spec.Route ?? agent.Routes.First().Key;
        if (!agent.Routes.TryGetValue(route, out var way))
        {
            problems.Unknown(path + ".route", $"route of {agentName}", route, [.. agent.Routes.Keys]);
            return null;
        }
        var taken = way.Into is { } place ? IndexOf(place) : -1;
        return taken < 0
            ? null
            : new WayIn(
                taken,
                Values.Of(way.Share, Measure.Fraction, 1),
                Values.Of(way.Lag, Measure.Time, 0),
                agentName,
                agent,
                route
            );
    }

    private string? Agent(string called)
    {
        foreach (var (name, agent) in therapy.Agents)
            if (Is(name) || agent.Also.Any(Is))
                return name;
        return null;

        bool Is(string name) => string.Equals(name, called, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>How much of a dose gets to its species, in the unit of that.</summary>
    public double Amount(string path, string text, WayIn way)
    {
        var (bare, times) = _amount.Split(text);
        return Amount(path, text, bare, species[way.Species], way.Agent) * times * way.Share;
    }

    private double Amount(string path, string text, string bare, NamedUnit into, MedicineSpec? agent)
    {
        var expected =
            into.Label.Length == 0
                ? "a number of cells or units"
                : "an amount, such as 1 " + into.Label + " or 3 mg/kg";
        var quantity = Quantity.Parse(bare);
        // A mass for a species that is counted in moles, or the other way round.
        if (
            quantity is { Problem: null, Unit: { } own }
            && own.Dimension != into.Unit.Dimension
            && agent?.MolarMass?.In(Measures.UnitOf(Measure.MolarMass, Unit.One)) is { } mass
        )
        {
            var gram = Measures.UnitOf(Measure.Mass, Unit.One);
            var mole = gram / Measures.UnitOf(Measure.MolarMass, Unit.One);
            if (quantity.In(gram) is { } grams && mole.Convert(grams / mass, into.Unit) is { } moles)
                return NotNegative(path, text, moles, expected);
            if (quantity.In(mole) is { } given && gram.Convert(given * mass, into.Unit) is { } weighed)
                return NotNegative(path, text, weighed, expected);
        }
        return NotNegative(path, text, names.Constant(path, bare, into.Unit, expected) ?? 0, expected);
    }

    private double NotNegative(string path, string text, double amount, string expected)
    {
        if (amount < 0)
            problems.Error(path, "the amount cannot be negative", text, expected);
        return amount;
    }

    private int IndexOf(string name)
    {
        for (var s = 0; s < species.Count; s++)
            if (string.Equals(species[s].Name, name, StringComparison.OrdinalIgnoreCase))
                return s;
        return -1;
    }
}
