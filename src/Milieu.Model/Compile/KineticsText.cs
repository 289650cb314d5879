// Agents with kinetics as species, reactions and signals of the body.
namespace Milieu.Model;

/// <summary>Writes out what one line of kinetics stands for, in the model language itself.</summary>
/// <remarks>
/// dA1/dt = in - CL A1/V1 - most c/(half + c) - Q (A1/V1 - A2/V2) - Q3 (A1/V1 - A3/V3), c = A1/V1; A in mg. What is cleared is kept,
/// so that every dose can be accounted for.
/// </remarks>
internal sealed class KineticsText
{
    private readonly ModelSpec _spec;
    private readonly Problems _problems;
    private readonly string _agent;
    private readonly MedicineSpec _of;
    private readonly KineticsSpec _kinetics;

    private KineticsText(ModelSpec spec, Problems problems, string agent, MedicineSpec of)
    {
        (_spec, _problems, _agent, _of, _kinetics) = (spec, problems, agent, of, of.Kinetics!);
    }

    private string Path => $"therapy.agents.{_agent}.kinetics";

    private string Plasma => _agent + " plasma";

    private string Cleared => _agent + " cleared";

    /// <summary>The model with the species of its agents; the model itself where no agent has kinetics.</summary>
    public static ModelSpec Into(ModelSpec spec, Problems problems)
    {
        if (spec.Therapy.Agents.Values.All(a => a.Kinetics is null))
            return spec;
        var copy = SpecCopy.Of(spec);
        copy.Absent = spec.Absent;
        foreach (var (name, agent) in copy.Therapy.Agents)
            if (agent.Kinetics is not null)
                new KineticsText(copy, problems, name, agent).Write();
        return copy;
    }

    private void Write()
    {
        if (Text(_kinetics.Central, Measure.Volume) is not { } central)
        {
            if (_kinetics.Central is null)
                _problems.Error(
                    Path,
                    "the central compartment has no volume",
                    _agent,
                    "central: a volume, such as 3 L"
                );
            return;
        }
        var concentration = $"{Plasma} / {central}";
        Species(Plasma);
        Species(Cleared);
        if (Text(_kinetics.Clearance, Measure.Flow) is { } clearance)
            Reaction("clearance", Plasma, Cleared, $"{clearance} * {concentration}");
        if (_kinetics.SaturableExchange is { } carried)
            Carried(carried, concentration);
        else
            Compartment("peripheral", _kinetics.Peripheral, "exchange", _kinetics.Exchange, concentration);
        Compartment("deep", _kinetics.Deep, "deep exchange", _kinetics.DeepExchange, concentration);
        if (_kinetics.Saturable is { } saturable)
            Saturable(saturable, concentration);
        foreach (var (route, depot) in _kinetics.Depots)
            Depot(route, depot);
        _of.Routes.TryAdd("iv", Plasma);
        var inPlasma = _agent + " in plasma";
        var (formula, unit) = MolarMass() is { } mass ? ($"{concentration} / {mass}", "nM") : (concentration, "mg/L");
        _spec.Signals.TryAdd(inPlasma, new SignalSpec { Formula = formula });
        if (!_spec.Body.Terms.ContainsKey(inPlasma))
            _spec.Body.Terms.Insert(0, inPlasma, new TermSpec { Of = formula });
        if (!_spec.Therapy.Readouts.ContainsKey(inPlasma))
            _spec.Therapy.Readouts.Insert(0, inPlasma, new ReadoutSpec { Of = formula, Unit = unit });
    }

    private void Compartment(string name, Quantity? volume, string flowKey, Quantity? flow, string concentration)
    {
        if (volume is null && flow is null)
            return;
        if (volume is null || flow is null)
        {
            _problems.Error(Path, $"{name} and {flowKey} go together", _agent, $"{name}: a volume, {flowKey}: a flow");
            return;
        }
        if (Text(volume, Measure.Volume) is not { } v || Text(flow, Measure.Flow) is not { } q)
            return;
        var place = $"{_agent} {name}";
        Species(place);
        Reaction("to " + name, Plasma, place, $"{q} * {concentration}");
        Reaction("from " + name, place, Plasma, $"{q} * {place} / {v}");
    }

    /// <summary>Exchange with the second compartment by a carrier that saturates on each side.</summary>
    private void Carried(SaturableSpec spec, string concentration)
    {
        var path = Path + ".saturable exchange";
        if (_kinetics.Exchange is { } both)
            _problems.Error(
                path,
                "exchange and saturable exchange stand in each other's place",
                both.Text,
                "one of them"
            );
        if (Text(_kinetics.Peripheral, Measure.Volume) is not { } volume)
        {
            if (_kinetics.Peripheral is null)
                _problems.Error(path, "peripheral and saturable exchange go together", _agent, "peripheral: a volume");
            return;
        }
        if (Rate(path, spec) is not { } rate)
            return;
        var place = _agent + " peripheral";
        Species(place);
        Reaction("to peripheral", Plasma, place, rate(concentration));
        Reaction("from peripheral", place, Plasma, rate($"{place} / {volume}"));
    }

    private void Saturable(SaturableSpec spec, string concentration)
    {
        if (Rate(Path + ".saturable", spec) is { } rate)
            Reaction("saturable clearance", Plasma, Cleared, rate(concentration));
    }

    /// <summary>most c / (half + c) for a concentration c.</summary>
    private Func<string, string>? Rate(string path, SaturableSpec spec)
    {
        if (spec.Most is null || spec.Half is null)
        {
            _problems.Error(path, "what saturates is not complete", _agent, "most: a rate, half: a concentration");
            return null;
        }
        var most = AsMass(path + ".most", spec.Most, new Dimension(Time: -1, Mass: 1), "a rate, such as 5.6 nmol/d");
        var half = AsMass(path + ".half", spec.Half, new Dimension(-3, Mass: 1), "a concentration, such as 1.7 nM");
        return most is null || half is null ? null : c => $"{most} * ({c}) / ({half} + {c})";
    }

    private void Depot(string route, DepotSpec spec)
    {
        var path = $"{Path}.depots.{route}";
        if (spec.Absorption is null)
        {
            _problems.Error(path, "the depot lets nothing out", route, "absorption: a rate, such as 0.3 /d");
            return;
        }
        if (Text(spec.Absorption, Measure.Rate) is not { } rate)
            return;
        var depot = $"{_agent} {route} depot";
        var share = Values.Of(spec.Share, Measure.Fraction, 1);
        Species(depot);
        var absorption = Reaction("absorption " + route, depot, Plasma, $"{rate} * {depot}");
        absorption.Gives[Plasma] = Number(share);
        if (share < 1)
            absorption.Gives[Cleared] = Number(1 - share);
        _of.Routes.TryAdd(route, new RouteSpec { Into = depot, Lag = spec.Lag });
    }

    /// <summary>A rate or concentration by mass; by amount it becomes that through the molar mass.</summary>
    private string? AsMass(string path, Quantity quantity, Dimension wanted, string expected)
    {
        var own = quantity.Unit?.Dimension ?? default;
        if (quantity.Problem is not null)
            return null;
        if (own == wanted)
            return $"({quantity.Text})";
        var byAmount = wanted / new Dimension(Mass: 1) * new Dimension(Amount: 1);
        if (own == byAmount && MolarMass() is { } mass)
            return $"(({quantity.Text}) * {mass})";
        _problems.Error(
            path,
            own == byAmount ? "the agent has no molar mass" : $"{own} cannot stand here",
            quantity.Text,
            own == byAmount ? "molar mass: such as 145 kDa" : expected
        );
        return null;
    }

    private string? MolarMass() => Text(_of.MolarMass, Measure.MolarMass);

    /// <summary>The quantity as an expression; null where there is none, or the checker has refused it.</summary>
    private static string? Text(Quantity? quantity, Measure measure) =>
        quantity?.In(Measures.UnitOf(measure, Unit.One)) is { } value
        && double.IsFinite(value)
        && quantity.Unit is not null
            ? $"({quantity.Text})"
            : null;

    private void Species(string name)
    {
        if (!_spec.Body.Species.TryAdd(name, new SpeciesSpec { Unit = "mg" }))
            _problems.Error("body.species." + name, "the agent makes a species of this name", name, "another name");
    }

    private ReactionSpec Reaction(string name, string from, string to, string rate)
    {
        var reaction = new ReactionSpec { Rate = rate };
        reaction.Takes[from] = "1";
        reaction.Gives[to] = "1";
        if (!_spec.Body.Reactions.TryAdd($"{_agent} {name}", reaction))
            _problems.Error(
                $"body.reactions.{_agent} {name}",
                "the agent makes a reaction of this name",
                name,
                "another name"
            );
        return reaction;
    }

    private static string Number(double value) =>
        value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
