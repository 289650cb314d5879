// What came of running a run folder again.
namespace Milieu.Runs;

/// <param name="Compared">State hashes that were compared and agreed.</param>
/// <param name="Difference">Null when every hash agrees.</param>
/// <param name="Interrupted">Cancelled before the last hash of the folder.</param>
public sealed record ReplayOutcome(int Compared, ReplayDifference? Difference, bool Interrupted);

/// <summary>The first hashed tick and, there, the first column in hash order whose bits differ.</summary>
/// <param name="Recorded">The hash in the folder.</param>
/// <param name="Found">The hash of the run just made.</param>
public sealed record ReplayDifference(long Tick, double Minutes, string Column, string Recorded, string Found);
