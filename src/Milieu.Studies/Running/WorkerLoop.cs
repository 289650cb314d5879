// The inside of a worker process: tasks come in as lines, answers go out as lines.
using Milieu.Runs;

namespace Milieu.Studies;

/// <summary>Serves tasks until its input ends. A line that is no task, or the end of input, stops the run under way.</summary>
/// <remarks>When the parent dies, however it dies, its end of the pipe closes: no worker outlives its study.</remarks>
public sealed class WorkerLoop(TextReader input, TextWriter output)
{
    /// <summary>The line that asks the run under way to stop.</summary>
    public const string Stop = "stop";

    private readonly Lock _writing = new();

    public void Serve()
    {
        Task<RunEnd>? running = null;
        using var all = new CancellationTokenSource();
        var current = CancellationTokenSource.CreateLinkedTokenSource(all.Token);
        while (input.ReadLine() is { } line)
        {
            if (line == Stop)
            {
                current.Cancel();
                continue;
            }
            running?.Wait(CancellationToken.None);
            current.Dispose();
            current = CancellationTokenSource.CreateLinkedTokenSource(all.Token);
            var (task, token) = (RunTask.Parse(line), current.Token);
            running = Task.Run(() => Answer(task, token), CancellationToken.None);
        }
        all.Cancel();
        running?.Wait(CancellationToken.None);
        current.Dispose();
    }

    private RunEnd Answer(RunTask task, CancellationToken cancellation)
    {
        var end = StudyRun.Run(task, new Reports(this), cancellation);
        Write(end);
        return end;
    }

    private void Write(RunEnd end)
    {
        try
        {
            lock (_writing)
            {
                output.WriteLine(end.ToJson());
                output.Flush();
            }
        }
        catch (IOException)
        {
            // Nobody listens any more; the end of input follows.
        }
    }

    private sealed class Reports(WorkerLoop loop) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) =>
            loop.Write(
                new RunEnd(RunEndKind.Progress)
                {
                    Minutes = value.Minutes,
                    EndMinutes = value.EndMinutes,
                    Cells = value.Cells,
                }
            );
    }
}
