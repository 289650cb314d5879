// Everything that is drawn on a terminal, on standard error; plain lines where there is none.
using System.Globalization;
using Milieu.Runs;
using Spectre.Console;

namespace Milieu.Cli;

/// <summary>Progress and tables for people. Results for programs go to standard output, elsewhere.</summary>
internal sealed class Terminal
{
    private const double QuietSeconds = 10;
    private readonly IAnsiConsole _console = AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }
    );

    /// <summary>False when standard error goes to a file or a pipe: then no bar and no box is drawn.</summary>
    public bool IsLive { get; } = !Console.IsErrorRedirected;

    public static void Line(string text) => Console.Error.WriteLine(text);

    /// <summary>Runs work under a progress bar; redirected, under a line every ten seconds.</summary>
    public T Watch<T>(string title, Func<IProgress<RunProgress>, T> work)
    {
        if (!IsLive)
            return work(new PlainProgress(QuietSeconds));
        Line(title);
        return _console
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = 12 }, new PercentageColumn())
            .Start(context => work(new Bar(context.AddTask(Markup.Escape(title)))));
    }

    /// <summary>The closing table of a run: a title, rows of cells by type, and facts below.</summary>
    public void Table(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (!IsLive)
        {
            Plain(title, columns, rows);
            return;
        }
        var table = new Table().Title(Markup.Escape(title)).RoundedBorder();
        for (var i = 0; i < columns.Count; i++)
            table.AddColumn(
                new TableColumn(Markup.Escape(columns[i])) { Alignment = i == 0 ? Justify.Left : Justify.Right }
            );
        foreach (var row in rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        _console.Write(table);
    }

    /// <summary>One line about how far a run is.</summary>
    public static string Describe(RunProgress p)
    {
        var left = p.TimeLeft is { } t ? $", {Duration(t)} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Minutes(p.Minutes)} of {Minutes(p.EndMinutes)}, {p.Cells:N0} cells, {p.CellStepsPerSecond / 1e6:0.00} M cell-steps/s{left}"
        );
    }

    public static string Minutes(double minutes)
    {
        var (value, unit) =
            minutes < 600 ? (minutes, "min")
            : minutes < 6000 ? (minutes / 60, "h")
            : (minutes / 1440, "d");
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {unit}");
    }

    public static string Duration(TimeSpan t) =>
        t.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalHours} h {t.Minutes} min")
        : t.TotalMinutes >= 1 ? $"{t.Minutes} min {t.Seconds} s"
        : string.Create(CultureInfo.InvariantCulture, $"{t.TotalSeconds:0.#} s");

    private static void Plain(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line(title);
        var all = rows.Prepend(columns).ToArray();
        var widths = columns.Select((_, i) => all.Max(r => r[i].Length)).ToArray();
        foreach (var row in all)
            Line(
                "  "
                    + string.Join("  ", row.Select((c, i) => i == 0 ? c.PadRight(widths[i]) : c.PadLeft(widths[i])))
                        .TrimEnd()
            );
    }

    private sealed class Bar(ProgressTask task) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            task.Value = 100 * value.Fraction;
            task.Description = Markup.Escape(Describe(value));
        }
    }

    private sealed class PlainProgress(double every) : IProgress<RunProgress>
    {
        private readonly System.Diagnostics.Stopwatch _watch = System.Diagnostics.Stopwatch.StartNew();
        private double _said;

        public void Report(RunProgress value)
        {
            if (_watch.Elapsed.TotalSeconds - _said < every)
                return;
            _said = _watch.Elapsed.TotalSeconds;
            Line(Describe(value));
        }
    }
}
