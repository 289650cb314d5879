// Heritable variables change a little with each division.
namespace Milieu.Engine;

/// <summary>Adds normal noise to the variables that drift, of each of two daughters by her own lineage.</summary>
/// <remarks>v := v + sd N(0, 1), within the variable's bounds: docs/science/custom-variables.md.</remarks>
internal sealed class Drift
{
    private readonly StepContext _context;
    private readonly (int Custom, Column<double> Column, double Sd, double Least, double Most)[] _variables;

    public Drift(StepContext context)
    {
        _context = context;
        var model = context.Model;
        _variables =
        [
            .. Enumerable
                .Range(0, model.Customs.Length)
                .Where(c => model.Customs[c].Drift > 0)
                .Select(c =>
                    (
                        c,
                        context.Cells.ColumnOf(model.Behaviors.Custom(c))!,
                        model.Customs[c].Drift,
                        model.Customs[c].Least ?? double.NegativeInfinity,
                        model.Customs[c].Most ?? double.PositiveInfinity
                    )
                ),
        ];
    }

    /// <summary>One of the two cells that a division left.</summary>
    public void Run(int row)
    {
        foreach (var (custom, column, sd, least, most) in _variables)
        {
            var pair = _context.Chance.Pair(_context.Cells.Lineage[row], _context.Tick, Purpose.Drift, custom);
            column[row] = Math.Min(Math.Max(column[row] + (sd * Normal.Of(pair)), least), most);
        }
    }
}
