// Where a run branches off from another.
namespace Milieu.Runs;

/// <summary>A moment of a run folder. Its run may end later, or have kept no checkpoint of it: it is run again up to there.</summary>
/// <param name="AtMinutes">Null: where the run stands.</param>
public sealed record BranchPoint(string Folder, double? AtMinutes = null);

/// <summary>What run.json says of a run that went on from another. Times in minutes.</summary>
/// <param name="Folder">The run folder of the trunk, as it was named.</param>
/// <param name="ModelHash">Of the trunk's model.</param>
/// <param name="StateHash">Of the trunk where the run branched off.</param>
internal sealed record BranchRecord(string Folder, string ModelHash, ulong Seed, double Minutes, string StateHash);
