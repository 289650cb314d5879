// Categories of response from sums of diameters.
namespace Milieu.Studies;

/// <summary>RECIST 1.1, from best to worst.</summary>
internal enum ResponseCategory
{
    /// <summary>CR: no lesion is left.</summary>
    Complete = 0,

    /// <summary>PR: the sum of diameters is at least 30 % below the baseline.</summary>
    Partial = 1,

    /// <summary>SD: neither.</summary>
    Stable = 2,

    /// <summary>PD: at least 20 % above the smallest sum so far, and at least 5 mm where sums are in mm.</summary>
    Progressive = 3,
}

/// <remarks>
/// E. A. Eisenhauer et al., Eur J Cancer 45, 228 (2009), doi:10.1016/j.ejca.2008.10.026. Progression counts before partial response: a sum that has grown again by a fifth is
/// progressive however far below the baseline it is. The smallest sum so far includes the baseline. A lesion that comes back after none was left
/// is progressive.
/// </remarks>
internal static class Recist
{
    public const double PartialChange = -30;
    public const double ProgressiveChange = 20;
    private const double LeastMillimeters = 5;

    // Limits belong to their category also where cube roots end in a last bit.
    private const double Slack = 1e-9;

    /// <param name="nadir">The smallest sum before this visit, the baseline included.</param>
    /// <param name="isInMillimeters">Else sums are relative, and the absolute limit is not asked.</param>
    public static ResponseCategory Of(double baseline, double nadir, double sum, bool isInMillimeters)
    {
        if (sum <= 0)
            return ResponseCategory.Complete;
        if (nadir <= 0)
            return ResponseCategory.Progressive;
        var hasGrown = sum >= nadir * (1 + (ProgressiveChange / 100)) * (1 - Slack);
        if (hasGrown && (!isInMillimeters || sum - nadir >= LeastMillimeters * (1 - Slack)))
            return ResponseCategory.Progressive;
        return sum <= baseline * (1 + (PartialChange / 100)) * (1 + Slack)
            ? ResponseCategory.Partial
            : ResponseCategory.Stable;
    }

    public static string Short(ResponseCategory category) =>
        category switch
        {
            ResponseCategory.Complete => "CR",
            ResponseCategory.Partial => "PR",
            ResponseCategory.Stable => "SD",
            _ => "PD",
        };
}
