// The folder of a study: its database, what is exported from it, and what is not finished.
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Milieu.Model;
using Milieu.Runs;

namespace Milieu.Studies;

/// <summary>Held by one process at a time. docs/study-database.md describes it to its readers.</summary>
internal sealed class StudyFolder : IDisposable
{
    public const string ResultsName = "results.csv";
    public const string EffectsName = "effects.csv";
    public const string ReportName = "report.html";
    private const string ModelsName = "models";
    private const string UnfinishedName = "unfinished";
    private const string PicturesName = "pictures";
    private const string LockName = ".lock";
    private readonly RunDisk _disk = new();
    private readonly Lock _writing = new();
    private readonly FileStream _lock;

    /// <param name="force">Throws away what an earlier study left there.</param>
    /// <exception cref="RunFileException">Another process is at work there, or something else is in the way.</exception>
    public StudyFolder(string root, bool force)
    {
        Root = root;
        if (File.Exists(root))
            throw new RunFileException(root, $"{root} is a file, not a folder");
        if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any() && !IsStudy(root))
            throw new RunFileException(root, $"{root} exists and is no folder of a study; choose another with --out");
        _disk.CreateFolder(root);
        _lock = Take(root);
        if (force)
            Clear();
        foreach (var folder in (string[])[ModelsName, UnfinishedName, PicturesName])
            _disk.CreateFolder(Path.Combine(root, folder));
    }

    public string Root { get; }

    public string Unfinished(PlannedRun run) => Path.Combine(Root, UnfinishedName, run.Identity[..32]);

    /// <summary>A picture of the end of the first seed of each arm.</summary>
    public string Picture(string arm) => Path.Combine(Root, PicturesName, SafeName(arm) + ".svg");

    /// <summary>The pictures that there are, as SVG, by arm.</summary>
    public ImmutableDictionary<string, string> Pictures(IEnumerable<Arm> arms) =>
        arms.Where(a => File.Exists(Picture(a.Name)))
            .ToImmutableDictionary(
                a => a.Name,
                a => RunDisk.Guard(Picture(a.Name), "cannot read", () => File.ReadAllText(Picture(a.Name)))
            );

    /// <summary>The compiled model of an arm as a file, for workers and for the record.</summary>
    public string ModelFile(Arm arm)
    {
        var path = Path.Combine(Root, ModelsName, arm.ModelHash + ".json");
        // Jobs that start together may want the same file.
        lock (_writing)
            if (!File.Exists(path))
                _disk.WriteWhole(path, CompiledModelText.ToJson(arm.Model) + "\n");
        return path;
    }

    public void Write(string name, string text) => _disk.WriteWhole(Path.Combine(Root, name), text);

    /// <summary>One line a value: arm, seed, measure, minutes, value, unit.</summary>
    public void WriteCsv(StudyResults results)
    {
        var text = new StringBuilder("arm,seed,measure,minutes,value,unit\n");
        foreach (var arm in results.Arms)
        foreach (var seed in results.Seeds)
        foreach (var measure in results.Measures.Concat(results.EndpointMeasures))
        foreach (var (minutes, value) in results.Of(measure.Name, arm.Name, seed))
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Quoted(arm.Name)},{seed},{Quoted(measure.Name)},{minutes:R},{Number(value)},{Quoted(measure.Unit)}\n"
            );
        Write(ResultsName, text.ToString());
    }

    /// <summary>One line an effect of a factor, where the study has any.</summary>
    public void WriteEffects(StudyResults results)
    {
        if (results.Effects.IsEmpty)
            return;
        var text = new StringBuilder("measure,factor,scale,effect,low,high,unit,seeds\n");
        foreach (var e in results.Effects)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Quoted(e.Measure)},{Quoted(e.Factor)},{(e.IsLog ? "log" : "linear")},{Number(e.Value)},{Number(e.Low)},{Number(e.High)},{Quoted(e.Unit)},{e.BySeed.Length}\n"
            );
        Write(EffectsName, text.ToString());
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Letters, digits, dots and dashes: what every disk takes.</summary>
    public static string SafeName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '=' ? c : '-'));

    private static bool IsStudy(string root) =>
        File.Exists(Path.Combine(root, StudyDatabase.FileName)) || File.Exists(Path.Combine(root, LockName));

    private static FileStream Take(string root)
    {
        try
        {
            // Held until the process ends, however it ends.
            return new FileStream(
                Path.Combine(root, LockName),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException e)
        {
            throw new RunFileException(root, $"{root}: another milieu is at work on this study ({e.Message})", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RunFileException(root, $"cannot write {root}: {e.Message}", e);
        }
    }

    private void Clear()
    {
        foreach (var name in (string[])[ModelsName, UnfinishedName, PicturesName, ResultsName, EffectsName, ReportName])
            RunDisk.TryDelete(Path.Combine(Root, name));
        foreach (var end in (string[])["", "-wal", "-shm"])
            RunDisk.TryDelete(Path.Combine(Root, StudyDatabase.FileName + end));
    }

    private static string Number(double value) =>
        double.IsNaN(value)
            ? ""
            : value
                .ToString("R", CultureInfo.InvariantCulture)
                .Replace("Infinity", "inf", StringComparison.Ordinal)
                .Replace("∞", "inf", StringComparison.Ordinal);

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
