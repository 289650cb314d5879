// What a watcher of studies is told, from any thread.
using Milieu.Runs;

namespace Milieu.Studies;

public interface IStudyWatch
{
    /// <param name="runs">Runs that all studies ask for.</param>
    /// <param name="done">Of these, how many were run before.</param>
    void Planned(int runs, int done);

    /// <param name="place">Which of the jobs, from 0.</param>
    /// <param name="label">Study, arm and seed.</param>
    void Started(int place, string label);

    void Progress(int place, RunProgress progress);

    /// <param name="left">Estimated from what this call has simulated; null until something is known.</param>
    void Ended(int place, string label, RunEnd end, int finished, int total, TimeSpan? left);
}
