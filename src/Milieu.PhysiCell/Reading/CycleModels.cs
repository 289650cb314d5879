// The field's numbers of cycle and death models.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>Codes, names and phases (contract 3.2).</summary>
internal static class CycleModels
{
    public const int BuiltIn = 0;
    public const int Apoptosis = 100;
    public const int Necrosis = 101;

    private static readonly Dictionary<string, int> Codes = new(StringComparer.Ordinal)
    {
        ["Ki67 (advanced)"] = 0,
        ["Ki67 (basic)"] = 1,
        ["Flow cytometry model (basic)"] = 2,
        ["Live"] = 5,
        ["Flow cytometry model (separated)"] = 6,
        ["Cycling-Quiescent model"] = 7,
        ["Apoptosis"] = Apoptosis,
        ["Necrosis"] = Necrosis,
        ["ki67 (advanced)"] = 0,
        ["ki67 (basic)"] = 1,
        ["flow cytometry model (basic)"] = 2,
        ["live"] = 5,
        ["flow cytometry model (separated)"] = 6,
        ["cycling-quiescent model"] = 7,
        ["apoptosis"] = Apoptosis,
        ["necrosis"] = Necrosis,
    };

    public static IReadOnlyCollection<string> Names => Codes.Keys;

    /// <summary>The code of a name; null when it has none.</summary>
    public static int? CodeOf(string name) => Codes.TryGetValue(name, out var code) ? code : null;

    /// <summary>The name of a cycle in the model language; codes 3 and 4 stand for live, as upstream. Null where there is none.</summary>
    public static string? Name(int code) =>
        code switch
        {
            0 => "ki67 advanced",
            1 => "ki67 basic",
            2 => "flow cytometry basic",
            3 or 4 or 5 => "live",
            6 => "flow cytometry separated",
            7 => "cycling quiescent",
            _ => null,
        };

    /// <summary>One number for the codes that share a model.</summary>
    public static int Shared(int code) => code is 3 or 4 ? 5 : code;

    /// <summary>Phases and default rates of a cycle code that has a name.</summary>
    public static PhaseGraph Graph(int code) => CycleLibrary.Cycle(Name(code)!)!;
}
