// How the cells of a definition die (contract 3.3).
using System.Globalization;
using System.Xml.Linq;

namespace Milieu.PhysiCell;

internal sealed class DeathReader(SharedSettings shared, Findings findings)
{
    /// <param name="parent">Null for the default where it names no parent.</param>
    public void Read(XElement? death, TypeState state, TypeState? parent)
    {
        foreach (var model in death.Children("model"))
            if (Code(model) is { } code)
                Model(model, code, state, parent);
    }

    private int? Code(XElement model)
    {
        var code = model.Named("code").Length > 0 ? model.Index("code") : CycleModels.CodeOf(model.Named("name"));
        if (code is CycleModels.Apoptosis or CycleModels.Necrosis)
            return code;
        if (code == 102)
            findings.Warn(model, "autophagy is skipped, as PhysiCell does", model.Named("name"));
        else
            findings.Error(
                model,
                "unknown death model",
                $"{model.Named("name")} (code {model.Named("code")})",
                "100 (apoptosis) or 101 (necrosis)"
            );
        return null;
    }

    private void Model(XElement model, int code, TypeState state, TypeState? parent)
    {
        var name = code == CycleModels.Apoptosis ? "apoptosis" : "necrosis";
        var rate = model.Child("rate") ?? model.Child("death_rate");
        if (rate is null)
            findings.Warn(
                model,
                $"the {name} of {state.Name} has no death_rate: the rate is 0; PhysiCell would read nothing else of this model"
            );
        state.Set($"death\t{name}\trate", new Said(rate.Number(findings), findings.At(rate ?? model)));
        foreach (var place in TypePlaces.DeathParameters)
        {
            var path = TypePlaces.Of(place.Path, name);
            // What is not said comes from the parent, and without a parent from other defaults than the model's own.
            if (model.Find("parameters/" + place.Tag) is { } element)
                state.Set(path, new Said(element.Number(findings), findings.At(element)));
            else if (parent is null)
                state.Set(path, new Said(place.Default, findings.At(model)));
            else if (parent.Number(path) is { } inherited)
                state.Set(path, inherited);
        }
        foreach (var section in new[] { model.Child("phase_transition_rates"), model.Child("transition_rates") })
        foreach (var leave in section.Children("rate"))
            Leave(leave, "start_index", OfRate(leave.Number(findings)), code, state);
        foreach (var duration in model.Child("phase_durations").Children("duration"))
            Leave(duration, "index", OfMinutes(duration.Number(findings)), code, state);
    }

    // What is never left lasts longer than any run.
    private static Stay OfRate(double rate) => new(rate, rate == 0 ? 1e12 : 1 / rate);

    private static Stay OfMinutes(double minutes) => new(1 / (minutes + 1e-16), minutes == 0 ? 1e-16 : minutes);

    private void Leave(XElement element, string attribute, Stay stay, int code, TypeState state)
    {
        var phases = code == CycleModels.Apoptosis ? 1 : 2;
        var phase = element.Has(attribute) ? element.Index(attribute) : 0;
        if (!(phase >= 0 && phase < phases))
        {
            findings.Error(
                element,
                $"the death model has no such phase to leave ({attribute})",
                element.Named(attribute),
                phases == 1 ? "0" : "0 or 1"
            );
            return;
        }
        if (stay.Rate < 0)
            findings.Error(element, "a rate or duration cannot be negative", element.Text());
        // A necrotic cell bursts in the step in which it has swollen: any usual rate here is practically infinite.
        if (code == CycleModels.Necrosis && phase == 0)
        {
            if (stay.Rate < 1)
                findings.Warn(
                    element,
                    "swollen cells burst at once; a slower rate is not modeled",
                    stay.Rate.ToString("R", CultureInfo.InvariantCulture)
                );
            return;
        }
        var at = findings.At(element);
        shared.Leave(code, phase.Value, stay, state.Name, at);
        shared.Fix(code, phase.Value, XmlValues.IsYes(element.Named("fixed_duration")), state.Name, at);
    }
}
