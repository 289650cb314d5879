// Starts the real program, as a user would.
using System.Diagnostics;
using System.Text;

namespace Milieu.Cli.Tests;

/// <summary>What a command said and how it ended.</summary>
internal sealed record Ended(int Code, string Out, string Error)
{
    /// <summary>The last line of standard output.</summary>
    public string LastLine => Out.TrimEnd().Split('\n')[^1];

    public string All => Out + Error;
}

internal static class MilieuProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a command in a folder, to its end.</summary>
    public static Ended Run(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        return process.End();
    }

    public static RunningProgram Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "milieu.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return new RunningProgram(Process.Start(start)!, Patience);
    }
}

/// <summary>A command at work; its output is collected on the way, so that no pipe fills up.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process _process;
    private readonly TimeSpan _patience;
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    public RunningProgram(Process process, TimeSpan patience)
    {
        _process = process;
        _patience = patience;
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, line) => Keep(_out, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>What it has said on standard error.</summary>
    public string ErrorSoFar
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends a signal by name, such as TERM or INT.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString()]);
        kill.WaitForExit();
    }

    public Ended End()
    {
        if (!_process.WaitForExit(_patience))
        {
            _process.Kill();
            throw new TimeoutException($"no end after {_patience}: {_out}{_error}");
        }
        _process.WaitForExit();
        return new Ended(_process.ExitCode, _out.ToString(), _error.ToString());
    }

    public void Dispose() => _process.Dispose();

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is not null)
            lock (text)
                text.Append(line).Append('\n');
    }
}

/// <summary>A folder of its own that goes when the test ends.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("milieu-cli-").FullName;

    public string this[string file]
    {
        get => File.ReadAllText(Path.Combine(Folder, file));
        set
        {
            var path = Path.Combine(Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, value);
        }
    }

    /// <summary>Every file below, relative, sorted: shows what a command left behind.</summary>
    public string[] Files =>
        [
            .. Directory
                .EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Folder, f))
                .Order(StringComparer.Ordinal),
        ];

    public Ended Run(params string[] arguments) => MilieuProgram.Run(Folder, arguments);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
