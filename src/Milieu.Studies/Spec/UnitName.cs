// A unit as text, for measures whose study gives none.
using Milieu.Model;

namespace Milieu.Studies;

internal static class UnitName
{
    private static readonly string[] Common =
    [
        "min",
        "h",
        "d",
        "um",
        "mm",
        "um2",
        "mm2",
        "um3",
        "mm3",
        "/min",
        "um/min",
        "/um2",
        "/mm2",
        "/um3",
        "/mm3",
        "mmHg",
        "pM",
        "nM",
        "uM",
        "mM",
        "mg",
        "nmol",
        "au",
    ];

    /// <summary>Empty for plain numbers and for units without a common name.</summary>
    public static string Of(Unit unit) =>
        unit == Unit.One
            ? ""
            : Common.FirstOrDefault(text => UnitText.TryParse(text, out var known, out _) && known == unit) ?? "";

    /// <summary>Of a unit times a minute.</summary>
    public static string OfArea(Unit unit) =>
        unit == Unit.One ? "min"
        : Of(unit) is { Length: > 0 } name ? name + " min"
        : "";
}
