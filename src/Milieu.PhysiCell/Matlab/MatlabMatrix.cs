// A matrix of numbers with a name, as MATLAB level 4 files hold it.
namespace Milieu.PhysiCell;

/// <summary>Full, real and in double precision, whatever the file held.</summary>
/// <param name="Values">Column after column: the value of (row, column) is at column * Rows + row.</param>
internal sealed record MatlabMatrix(string Name, int Rows, int Columns, double[] Values)
{
    public double this[int row, int column] => Values[((long)column * Rows) + row];

    /// <summary>The values of one column, top to bottom.</summary>
    public ReadOnlySpan<double> Column(int column) => Values.AsSpan(column * Rows, Rows);
}
