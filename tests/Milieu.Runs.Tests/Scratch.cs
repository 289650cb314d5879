// A folder that vanishes with its test.
namespace Milieu.Runs.Tests;

internal sealed class Scratch : IDisposable
{
    // In memory where the system has such a folder: a thousand small flushes to a busy disk take seconds.
    private const string Memory = "/dev/shm";

    public string Root { get; } =
        Directory.Exists(Memory)
            ? Directory.CreateDirectory(Path.Combine(Memory, "milieu-test-" + Guid.NewGuid())).FullName
            : Directory.CreateTempSubdirectory("milieu-test-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>Every file below a folder by relative path, without those that tell of time, and of checkpoints only the newest.</summary>
    public static SortedDictionary<string, byte[]> Results(string folder)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            if (Path.GetFileName(file) is not ("run.json" or "outcome.json" or ".lock"))
                files[Path.GetRelativePath(folder, file)] = File.ReadAllBytes(file);
        foreach (
            var old in files.Keys.Where(k => k.StartsWith("checkpoints", StringComparison.Ordinal)).SkipLast(1).ToList()
        )
            files.Remove(old);
        return files;
    }

    public static void AssertSameResults(string expected, string actual)
    {
        var (a, b) = (Results(expected), Results(actual));
        Assert.Equal(a.Keys, b.Keys);
        foreach (var (name, bytes) in a)
            Assert.True(bytes.AsSpan().SequenceEqual(b[name]), name + " differs");
    }
}
