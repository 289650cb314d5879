// One labeled block of the matrix of cells: what it is called, and how a cell's values are read.
namespace Milieu.PhysiCell;

/// <summary>Puts the values of one row of the tissue into as many places as the block has.</summary>
internal delegate void CellValues(int row, Span<double> values);

/// <param name="Size">Values a cell.</param>
internal sealed record CellRow(string Label, string Units, int Size, CellValues Read);
