// Progress of many runs: a line for each that is under way and a bar for all; plain lines where there is no terminal.
using System.Diagnostics;
using Milieu.Runs;
using Milieu.Studies;
using Spectre.Console;

namespace Milieu.Cli;

/// <summary>Plain: a line a run that ends, and a word every minute in which none does.</summary>
internal sealed class PlainStudyScreen : IStudyWatch
{
    private const double QuietSeconds = 60;
    private readonly Lock _lock = new();
    private readonly Stopwatch _said = Stopwatch.StartNew();

    public void Planned(int runs, int done) => Terminal.Line(StudyScreen.Plan(runs, done));

    public void Started(int place, string label) { }

    public void Progress(int place, RunProgress progress)
    {
        lock (_lock)
        {
            if (_said.Elapsed.TotalSeconds < QuietSeconds)
                return;
            _said.Restart();
            Terminal.Line($"  job {place + 1}: {StudyScreen.Describe(progress)}");
        }
    }

    public void Ended(int place, string label, RunEnd end, int finished, int total, TimeSpan? left)
    {
        lock (_lock)
        {
            _said.Restart();
            Terminal.Line(StudyScreen.Describe(label, end, finished, total, left));
        }
    }
}

/// <summary>Bars on a terminal.</summary>
internal sealed class StudyScreen(ProgressContext context, IAnsiConsole console) : IStudyWatch
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, ProgressTask> _places = [];
    private ProgressTask? _all;

    /// <summary>Runs studies under one bar a job and one for all; redirected, under plain lines.</summary>
    public static T Watch<T>(Func<IStudyWatch, T> work)
    {
        if (Console.IsErrorRedirected)
            return work(new PlainStudyScreen());
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = 24 }, new PercentageColumn())
            .Start(context => work(new StudyScreen(context, console)));
    }

    public void Planned(int runs, int done)
    {
        console.MarkupLine(Markup.Escape(Plan(runs, done)));
        _all = context.AddTask("all runs", maxValue: Math.Max(1, runs - done));
    }

    public void Started(int place, string label)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue(place, out var task))
                _places[place] = task = context.AddTask(Markup.Escape(label));
            task.Description = Markup.Escape(label);
            task.Value = 0;
        }
    }

    public void Progress(int place, RunProgress progress)
    {
        lock (_lock)
            _places[place].Value = 100 * progress.Fraction;
    }

    public void Ended(int place, string label, RunEnd end, int finished, int total, TimeSpan? left)
    {
        lock (_lock)
        {
            _all!.Value = finished;
            _all.Description = $"{finished} of {total} runs" + Left(finished < total ? left : null);
            _places[place].Value = 100;
            if (end.Kind == RunEndKind.Failed)
                console.MarkupLine(Markup.Escape(Describe(label, end, finished, total, null)));
        }
    }

    public static string Plan(int runs, int done) =>
        done == 0 ? $"{runs} runs" : $"{runs} runs, {done} of them done before";

    public static string Describe(RunProgress p) =>
        FormattableString.Invariant(
            $"{Terminal.Minutes(p.Minutes)} of {Terminal.Minutes(p.EndMinutes)}, {p.Cells:N0} cells"
        );

    public static string Describe(string label, RunEnd end, int finished, int total, TimeSpan? left)
    {
        var what = end.Kind == RunEndKind.Failed ? "failed: " + end.Reason : Took(end);
        return $"[{finished}/{total}] {label}: {what}{Left(finished < total ? left : null)}";
    }

    private static string Took(RunEnd end) => Terminal.Duration(TimeSpan.FromSeconds(end.WallSeconds));

    private static string Left(TimeSpan? left) => left is { } t ? $", {Terminal.Duration(t)} left" : "";
}
