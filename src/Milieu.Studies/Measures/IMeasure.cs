// One number from a tissue at a moment.
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>A measure that is bound to a model. It holds no state of a run and may be asked in any order of moments.</summary>
public interface IMeasure
{
    /// <summary>The unit of its number.</summary>
    Unit Unit { get; }

    /// <summary>NaN where there is nothing to measure, such as a mean distance of cells that are not there.</summary>
    double At(Moment moment);
}
