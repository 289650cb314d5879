// How the files of a snapshot are called.
using System.Globalization;

namespace Milieu.PhysiCell;

/// <param name="Stem">initial, final, or output with eight digits.</param>
internal sealed record SnapshotNames(string Stem)
{
    /// <summary>Written once; every snapshot refers to it.</summary>
    public const string Mesh = "initial_mesh0.mat";

    public string Document => Stem + ".xml";

    public string Cells => Stem + "_cells.mat";

    public string Densities => Stem + "_microenvironment0.mat";

    public string Neighbors => Stem + "_cell_neighbor_graph.txt";

    public string Attached => Stem + "_attached_cells_graph.txt";

    public string Springs => Stem + "_spring_attached_cells_graph.txt";

    public static string Numbered(string word, long index) =>
        string.Create(CultureInfo.InvariantCulture, $"{word}{index:D8}");
}
