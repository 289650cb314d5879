// What one call of the runner left.
using System.Collections.Immutable;

namespace Milieu.Studies;

/// <summary>A study after its runs.</summary>
/// <param name="File">The file of the study.</param>
/// <param name="Reused">Runs that had been done before.</param>
/// <param name="Ran">Runs that this call finished.</param>
public sealed record StudyOutcome(StudyResults Results, string Folder, string File, int Reused, int Ran);

/// <summary>All studies of one call.</summary>
/// <param name="Made">Runs that this call made; one may serve several studies.</param>
public sealed record StudiesOutcome(
    ImmutableArray<StudyOutcome> Studies,
    bool Interrupted,
    double WallSeconds,
    int Made
);
