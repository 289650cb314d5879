// The colors of cells in pictures that PhysiCell users know.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>By type; black where apoptotic, brown where necrotic (contract 14.4).</summary>
internal static class CellColors
{
    private const string Further = "white";

    private static readonly ImmutableArray<string> OfTypes =
    [
        "grey",
        "red",
        "yellow",
        "green",
        "blue",
        "magenta",
        "orange",
        "lime",
        "cyan",
        "hotpink",
        "peachpuff",
        "darkseagreen",
        "lightskyblue",
    ];

    public static string Of(int type, CellState state) =>
        state switch
        {
            CellState.Apoptotic => "black",
            CellState.Necrotic => "saddlebrown",
            _ => type < OfTypes.Length ? OfTypes[type] : Further,
        };
}
