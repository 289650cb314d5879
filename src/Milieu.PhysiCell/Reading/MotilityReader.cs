// Motility options of a definition (contract 3.6).
using System.Xml.Linq;
using Milieu.Engine;

namespace Milieu.PhysiCell;

internal sealed class MotilityReader(Declared declared, Findings findings)
{
    public void Read(XElement? options, TypeState state, bool isFlat)
    {
        if (options.Child("enabled") is { } enabled)
            (state.IsMotile, state.MotileAt) = (enabled.Yes(), findings.At(enabled));
        if (options.Child("use_2D") is { } plane)
            state.InPlane = plane.Yes() || isFlat;
        if (options.Child("chemotaxis") is { } simple)
            Simple(simple, state);
        if (options.Child("advanced_chemotaxis") is { } advanced)
            Advanced(advanced, state);
    }

    // What is inherited stays where it is not enabled here: only enabling writes (contract 3.6).
    private void Simple(XElement chemotaxis, TypeState state)
    {
        var substrate = chemotaxis.Child("substrate").Text();
        if (!declared.Substrates.Contains(substrate))
        {
            findings.Unknown(chemotaxis, "substrate of chemotaxis", substrate, [.. declared.Substrates]);
            return;
        }
        state.TaxisSubstrate = substrate;
        state.TaxisDirection = chemotaxis.Child("direction").Whole(findings);
        if (!chemotaxis.Child("enabled").Yes())
            return;
        (state.Taxis, state.TaxisAt) = (Taxis.Single, findings.At(chemotaxis));
        if (state.TaxisDirection == 0)
            findings.Warn(chemotaxis, "chemotaxis has the direction 0: cells walk without bias", null, "1 or -1");
    }

    private void Advanced(XElement chemotaxis, TypeState state)
    {
        if (chemotaxis.Child("enabled").Yes())
        {
            if (state.Taxis == Taxis.Single)
                findings.Warn(chemotaxis, "advanced chemotaxis overrides chemotaxis, as in PhysiCell", state.Name);
            state.Taxis = chemotaxis.Child("normalize_each_gradient").Yes() ? Taxis.AdvancedNormalized : Taxis.Advanced;
            state.TaxisAt = findings.At(chemotaxis);
        }
        foreach (var element in chemotaxis.Child("chemotactic_sensitivities").Children("chemotactic_sensitivity"))
        {
            var substrate = element.Named("substrate");
            if (declared.Substrates.Contains(substrate))
                state.Set(
                    TypePlaces.Of(TypePlaces.Sensitivity, substrate),
                    new Said(element.Number(findings), findings.At(element))
                );
            else
                findings.Ignored(element, "substrate", substrate, [.. declared.Substrates]);
        }
    }
}
