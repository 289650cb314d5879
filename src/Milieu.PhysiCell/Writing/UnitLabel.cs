// Units as labels.
namespace Milieu.PhysiCell;

/// <summary>What has no unit is said to have none.</summary>
internal static class UnitLabel
{
    public static string Of(string units) => units.Length > 0 ? units : "dimensionless";
}
