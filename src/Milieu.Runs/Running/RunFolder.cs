// The layout of a run folder, and who may write into one.
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Runs;

/// <summary>A run folder on disk. docs/run-folder.md describes it to its readers.</summary>
internal sealed class RunFolder : IDisposable
{
    public const string CountsName = "counts.csv";
    public const string HashesName = "hashes.csv";

    /// <summary>Only where the model has a body.</summary>
    public const string BodyName = "body.csv";

    /// <summary>Only where doses are planned.</summary>
    public const string DosesName = "doses.csv";

    /// <summary>The state with which a branched run began.</summary>
    public const string StartName = "start.milieu";
    public const string CheckpointsName = "checkpoints";
    private const string RecordName = "run.json";
    private const string ModelName = "model.json";
    private const string SourcesName = "model";
    private const string LockName = ".lock";
    private const string OutputName = "output";
    private const string ProfileName = "profile.json";
    private static readonly ImmutableArray<string> Known =
    [
        RecordName,
        ModelName,
        SourcesName,
        LockName,
        CountsName,
        HashesName,
        BodyName,
        DosesName,
        "frames",
        CheckpointsName,
        StartName,
        OutputName,
        "picture.svg",
        "picture.png",
        "section.png",
        "outcome.json",
        ProfileName,
    ];
    private readonly FileStream _lock;

    private RunFolder(RunDisk disk, string path)
    {
        Disk = disk;
        Root = path;
        // Held until the process ends, however it ends: two writers would destroy each other's run.
        _lock = RunDisk.Guard(
            path,
            "cannot write",
            () =>
                new FileStream(
                    Path.Combine(path, LockName),
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None,
                    1,
                    FileOptions.DeleteOnClose
                )
        );
    }

    public RunDisk Disk { get; }

    public string Root { get; }

    public string CountsFile => Path.Combine(Root, CountsName);

    public string HashesFile => Path.Combine(Root, HashesName);

    public string Frames => Path.Combine(Root, "frames");

    public string Checkpoints => Path.Combine(Root, CheckpointsName);

    /// <summary>What PhysiCell's readers take, where it was asked for.</summary>
    public string Output => Path.Combine(Root, OutputName);

    /// <summary>Where the time of the stages went, where it was asked for.</summary>
    public string Profile => Path.Combine(Root, ProfileName);

    public string Outcome => Path.Combine(Root, "outcome.json");

    /// <summary>Names that sort as their ticks do.</summary>
    public static string NameOf(long tick) => tick.ToString("D10", CultureInfo.InvariantCulture);

    public string Frame(long tick) => Path.Combine(Frames, NameOf(tick));

    public string In(string name) => Path.Combine(Root, name);

    /// <summary>Makes a new folder that is a run folder from its first moment on.</summary>
    /// <exception cref="RunFileException">Something is in the way, or the disk refuses.</exception>
    public static RunFolder Create(
        RunDisk disk,
        RunRequest request,
        RunRecord record,
        IReadOnlyList<(string Name, string Header)> logs
    )
    {
        var path = request.Folder ?? FreeName(record);
        MakeWay(path, request.Force);
        var partial = path.TrimEnd(Path.DirectorySeparatorChar) + RunDisk.Partial;
        RunDisk.TryDelete(partial);
        try
        {
            disk.CreateFolder(partial);
            disk.WritePart(Path.Combine(partial, ModelName), Utf8(CompiledModelText.ToJson(request.Model) + "\n"));
            WriteSources(disk, Path.Combine(partial, SourcesName), request.Sources, record);
            foreach (var (name, header) in logs)
                disk.WritePart(Path.Combine(partial, name), Utf8(header + "\n"));
            disk.CreateFolder(Path.Combine(partial, "frames"));
            disk.CreateFolder(Path.Combine(partial, CheckpointsName));
            disk.WritePart(Path.Combine(partial, RecordName), Utf8(record.ToJson()));
            disk.PublishFolder(partial, path);
        }
        catch (RunFileException)
        {
            RunDisk.TryDelete(partial);
            throw;
        }
        return new RunFolder(disk, path);
    }

    /// <summary>Opens an existing run folder to go on writing.</summary>
    public static RunFolder Open(RunDisk disk, string path)
    {
        _ = ReadRecord(path);
        return new RunFolder(disk, path);
    }

    public static RunRecord ReadRecord(string path)
    {
        var file = Path.Combine(path, RecordName);
        if (!Directory.Exists(path))
            throw new RunFileException(path, $"{path}: no such run folder");
        if (!File.Exists(file))
            throw new RunFileException(path, $"{path} is not a run folder: it has no {RecordName}");
        var record = Parse(file, RunRecord.Parse);
        return record.Format == RunRecord.CurrentFormat
            ? record
            : throw new RunFileException(
                file,
                $"{file} has format {record.Format}; this version of Milieu reads format {RunRecord.CurrentFormat}"
            );
    }

    public static CompiledModel ReadModel(string path) =>
        Parse(Path.Combine(path, ModelName), CompiledModelText.FromJson);

    /// <summary>A file that the model was read from, as it is kept.</summary>
    public byte[] ReadSource(StoredSource source)
    {
        var path = Path.Combine(Root, SourcesName, source.Stored);
        return RunDisk.Guard(path, "cannot read", () => File.ReadAllBytes(path));
    }

    /// <summary>Cuts away rows, frames and half-written files that are later than a tick.</summary>
    public void Truncate(long tick)
    {
        RowLog.Truncate(CountsFile, tick);
        RowLog.Truncate(HashesFile, tick);
        if (File.Exists(In(BodyName)))
            RowLog.Truncate(In(BodyName), tick);
        RunDisk.TryDelete(Outcome);
        RunDisk.TryDelete(Profile);
        foreach (var frame in Directory.EnumerateDirectories(Frames))
            if (IsPartial(frame) || string.CompareOrdinal(Path.GetFileName(frame), NameOf(tick)) > 0)
                RunDisk.TryDelete(frame);
        foreach (var left in Directory.EnumerateFiles(Root, "*" + RunDisk.Partial, SearchOption.AllDirectories))
            RunDisk.TryDelete(left);
    }

    public void WriteRecord(RunRecord record) => Disk.WriteWhole(In(RecordName), record.ToJson());

    public void Dispose() => _lock.Dispose();

    private static T Parse<T>(string file, Func<string, T> parse)
    {
        try
        {
            return parse(RunDisk.Guard(file, "cannot read", () => File.ReadAllText(file)));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            throw new RunFileException(file, $"{file} is damaged: {e.Message}", e);
        }
    }

    private static string FreeName(RunRecord record)
    {
        var safe = string.Concat(record.Model.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-'));
        var stem = Path.Combine("runs", string.Create(CultureInfo.InvariantCulture, $"{safe}-{record.Seed}"));
        for (var n = 2; ; n++)
        {
            var name = n == 2 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}-{n - 1}");
            if (!Path.Exists(name))
                return name;
        }
    }

    private static void MakeWay(string path, bool force)
    {
        if (File.Exists(path))
            throw new RunFileException(path, $"{path} is a file, not a folder");
        if (!Directory.Exists(path))
            return;
        var entries = RunDisk.Guard(path, "cannot read", () => Directory.GetFileSystemEntries(path));
        if (entries.Length > 0)
        {
            if (!File.Exists(Path.Combine(path, RecordName)))
                throw new RunFileException(path, $"{path} exists and is not a run folder; choose another folder");
            if (!force)
                throw new RunFileException(path, Taken(path));
            if (entries.FirstOrDefault(e => !IsKnown(e)) is { } foreign)
                throw new RunFileException(path, $"{path} holds a file that no run wrote: {Path.GetFileName(foreign)}");
        }
        // Refuses while another process still writes there.
        using (new RunFolder(new RunDisk(), path)) { }
        RunDisk.Guard(path, "cannot remove", () => Directory.Delete(path, recursive: true));
    }

    private static string Taken(string path)
    {
        var record = ReadRecord(path);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{path} already holds a run of {record.Model}, seed {record.Seed}: choose another folder, resume it, or replace it with --force"
        );
    }

    private static bool IsPartial(string path) => path.EndsWith(RunDisk.Partial, StringComparison.Ordinal);

    private static bool IsKnown(string entry)
    {
        var name = Path.GetFileName(entry);
        return Known.Contains(IsPartial(name) ? name[..^RunDisk.Partial.Length] : name);
    }

    private static void WriteSources(RunDisk disk, string folder, ImmutableArray<SourceText> sources, RunRecord record)
    {
        if (sources.Length > 0)
            disk.CreateFolder(folder);
        for (var k = 0; k < sources.Length; k++)
            disk.WritePart(Path.Combine(folder, record.Sources[k].Stored), Utf8(sources[k].Text));
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
