// What stands behind the cells of a picture.
namespace Milieu.PhysiCell;

/// <summary>One substrate, painted voxel by voxel.</summary>
/// <param name="Low">Density of the first color; null: the least in the field. Likewise <paramref name="High"/>.</param>
/// <param name="Colors">YlOrRd, viridis, turbo, jet or plasma, with _r for the other way around; any other word is YlOrRd.</param>
public sealed record SubstratePlot(string Substrate, double? Low, double? High, string Colors);
