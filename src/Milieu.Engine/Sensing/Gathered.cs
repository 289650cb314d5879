// What one row has met of each signal of a group.
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>One lane a signal: the sum of what was borne, the largest, and how many bore it.</summary>
internal readonly record struct Gathered(Vector512<double> Sums, Vector512<double> Tops, Vector512<ulong> Counts);
