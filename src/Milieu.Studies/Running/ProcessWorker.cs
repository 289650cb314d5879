// A worker in a process of its own: what kills it does not kill the study.
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Milieu.Runs;

namespace Milieu.Studies;

/// <summary>Starts its process with the first task, and anew after it died.</summary>
/// <param name="start">How the process is started; its streams are taken over.</param>
public sealed class ProcessWorker(Func<ProcessStartInfo> start) : IRunWorker
{
    private const int Signals = 128;
    private const int KeptErrorLines = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Queue<string> _errors = new();
    private Process? _process;

    public RunEnd Run(RunTask task, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var process = _process ??= Start();
        try
        {
            process.StandardInput.WriteLine(task.ToJson());
            process.StandardInput.Flush();
            using var stop = cancellation.Register(() => Stop(process));
            while (process.StandardOutput.ReadLine() is { } line)
            {
                var end = RunEnd.Parse(line);
                if (end.Kind != RunEndKind.Progress)
                    return end;
                progress?.Report(new RunProgress(end.Minutes, end.EndMinutes, end.Cells, 0, null));
            }
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            // Told below, by how the process ended.
        }
        return Died(process, cancellation);
    }

    public void Dispose()
    {
        if (_process is not { } process)
            return;
        Close(process);
        if (!process.WaitForExit(Patience))
            process.Kill();
        process.Dispose();
        _process = null;
    }

    private Process Start()
    {
        var wishes = start();
        wishes.RedirectStandardInput = true;
        wishes.RedirectStandardOutput = true;
        wishes.RedirectStandardError = true;
        wishes.UseShellExecute = false;
        wishes.StandardInputEncoding = new UTF8Encoding(false);
        wishes.StandardOutputEncoding = Encoding.UTF8;
        var process = Process.Start(wishes) ?? throw new IOException($"cannot start {wishes.FileName}");
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
        return process;
    }

    private RunEnd Died(Process process, CancellationToken cancellation)
    {
        _process = null;
        Close(process);
        if (!process.WaitForExit(Patience))
            process.Kill();
        process.WaitForExit();
        var code = process.ExitCode;
        process.Dispose();
        if (cancellation.IsCancellationRequested)
            return new RunEnd(RunEndKind.Stopped);
        var how = code > Signals ? $"was killed by signal {code - Signals}" : $"ended with code {code}";
        if (code == Signals + 9)
            how += " (by hand, or because memory ran out)";
        lock (_errors)
            return new RunEnd(RunEndKind.Failed) { Reason = string.Join("; ", _errors.Prepend("its process " + how)) };
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_errors)
        {
            _errors.Enqueue(line.Trim());
            if (_errors.Count > KeptErrorLines)
                _errors.Dequeue();
        }
    }

    private static void Stop(Process process)
    {
        try
        {
            process.StandardInput.WriteLine(WorkerLoop.Stop);
            process.StandardInput.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It is gone already.
        }
    }

    private static void Close(Process process)
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }
    }
}
