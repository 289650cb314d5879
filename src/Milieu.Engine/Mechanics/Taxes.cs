// Where gradients lead a cell.
namespace Milieu.Engine;

/// <summary>The unit vector that a row's taxis gives at its place; zero where there is no gradient.</summary>
/// <remarks>
/// Single: b along +-grad c_k. Advanced: b along sum s_k grad c_k. Normalized: b along sum s_k grad c_k / |grad c_k|.
/// </remarks>
public sealed class Taxes
{
    /// <summary>Vectors shorter than this have no direction.</summary>
    public const double LeastLength = 1e-16;

    private readonly CompiledType[] _types;
    private readonly Tissue _tissue;
    private readonly BehaviorValues[] _sensitivity;

    public Taxes(CompiledModel model, Tissue tissue)
    {
        _types = [.. model.Types];
        _tissue = tissue;
        _sensitivity =
        [
            .. Enumerable
                .Range(0, model.Substrates.Length)
                .Select(s => new BehaviorValues(model, tissue.Cells, model.Behaviors.ChemotacticSensitivity(s))),
        ];
    }

    public (double X, double Y, double Z) Direction(int row)
    {
        var type = _types[_tissue.Cells.Type[row]];
        switch (type.Taxis)
        {
            case Taxis.Single:
                var (x, y, z) = Gradient(type.TaxisSubstrate, row);
                return Unit(type.TaxisSign * x, type.TaxisSign * y, type.TaxisSign * z);
            case Taxis.Advanced:
                return Weighted(row, false);
            case Taxis.AdvancedNormalized:
                return Weighted(row, true);
            default:
                return (0, 0, 0);
        }
    }

    private (double X, double Y, double Z) Weighted(int row, bool normalized)
    {
        var (x, y, z) = (0.0, 0.0, 0.0);
        for (var substrate = 0; substrate < _sensitivity.Length; substrate++)
        {
            var weight = _sensitivity[substrate].At(row);
            if (weight == 0)
                continue;
            var (gx, gy, gz) = Gradient(substrate, row);
            if (normalized)
                (gx, gy, gz) = Unit(gx, gy, gz);
            x += weight * gx;
            y += weight * gy;
            z += weight * gz;
        }
        return Unit(x, y, z);
    }

    private (double X, double Y, double Z) Gradient(int substrate, int row)
    {
        var cells = _tissue.Cells;
        return FieldGradient.At(_tissue.Fields[substrate], cells.X[row], cells.Y[row], cells.Z[row]);
    }

    private static (double X, double Y, double Z) Unit(double x, double y, double z)
    {
        var length = Math.Sqrt((x * x) + (y * y) + (z * z));
        return length > LeastLength ? (x / length, y / length, z / length) : (0, 0, 0);
    }
}
