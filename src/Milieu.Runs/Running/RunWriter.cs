// Everything that a session writes, and how long writing took.
using System.Diagnostics;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Runs;

/// <summary>Rows, frames and checkpoints of one simulation in one run folder.</summary>
internal sealed class RunWriter : IDisposable
{
    private readonly Simulation _simulation;
    private readonly RunFolder _folder;
    private readonly bool _pictures;
    private readonly string? _picture;
    private readonly bool _hasFrames;
    private readonly OutputFolder? _output;
    private readonly RowLog _counts;
    private readonly RowLog _hashes;
    private readonly RowLog? _body;
    private readonly DoseRows? _doses;
    private readonly CheckpointWriter _checkpoint;
    private Task _publishing = Task.CompletedTask;
    private double _rowSeconds;
    private double _frameSeconds;
    private double _pictureSeconds;
    private double _checkpointSeconds;

    public RunWriter(Simulation simulation, RunFolder folder, RunRecord record)
    {
        _simulation = simulation;
        _folder = folder;
        _pictures = record.Pictures;
        _picture = record.Picture;
        _hasFrames = record.Has(RunFormats.Milieu);
        _output = record.Has(RunFormats.PhysiCell) ? new OutputFolder(simulation, folder, record) : null;
        _counts = new RowLog(folder.Disk, folder.CountsFile);
        _hashes = new RowLog(folder.Disk, folder.HashesFile);
        _body = simulation.Model.Body is null ? null : new RowLog(folder.Disk, folder.In(RunFolder.BodyName));
        _doses = DoseRows.Of(simulation, folder);
        _checkpoint = new CheckpointWriter(simulation, record.ModelHash, CompiledModelText.ToJson(simulation.Model));
    }

    public WritingTimes Times => new(_rowSeconds, _frameSeconds, _pictureSeconds, _checkpointSeconds);

    /// <summary>Counts, hashes and amounts of this moment.</summary>
    public void Row()
    {
        var start = Stopwatch.GetTimestamp();
        FiniteState.Check(_simulation);
        _counts.Append(RowText.CountsRow(_simulation));
        _hashes.Append(RowText.HashesRow(_simulation, StateHash.Of(_simulation.Tissue)));
        _body?.Append(BodyRows.Row(_simulation));
        _doses?.WriteIfChanged();
        _rowSeconds += Since(start);
    }

    /// <summary>What stands before the first step.</summary>
    public void Begin()
    {
        var start = Stopwatch.GetTimestamp();
        _output?.Begin();
        _frameSeconds += Since(start);
    }

    /// <summary>Cells, fields and pictures of this moment. They reach the disk while the next steps run.</summary>
    /// <param name="number">Of this moment's snapshot; null for none.</param>
    public void Frame(long? number)
    {
        AwaitFrame();
        var publish = _hasFrames ? MilieuFrame() : () => { };
        var start = Stopwatch.GetTimestamp();
        if (number is { } n && _output is { } output)
            publish += output.Snapshot(n);
        _frameSeconds += Since(start);
        _publishing = Task.Run(publish);
    }

    /// <summary>The SVG snapshot of a number.</summary>
    public void Svg(long number)
    {
        if (_output is null)
            return;
        var start = Stopwatch.GetTimestamp();
        var before = _publishing;
        var publish = _output.Picture(number);
        _publishing = Task.Run(async () =>
        {
            await before.ConfigureAwait(false);
            publish();
        });
        _pictureSeconds += Since(start);
    }

    private Action MilieuFrame()
    {
        var start = Stopwatch.GetTimestamp();
        var path = _folder.Frame(_simulation.Tissue.Tick);
        var partial = path + RunDisk.Partial;
        var (model, tissue, minutes) = (_simulation.Model, _simulation.Tissue, _simulation.Minutes);
        RunDisk.TryDelete(partial);
        OrDelete(
            partial,
            () =>
            {
                _folder.Disk.CreateFolder(partial);
                CellsFrame.Write(_folder.Disk, Path.Combine(partial, "cells.zarr"), model, tissue, minutes);
                FieldsFrame.Write(_folder.Disk, Path.Combine(partial, "fields.zarr"), model, tissue, minutes);
            }
        );
        _frameSeconds += Since(start);
        var paint = _pictures ? Pictures(partial) : () => { };
        return () =>
            OrDelete(
                partial,
                () =>
                {
                    paint();
                    _folder.Disk.PublishFolder(partial, path);
                }
            );
    }

    private static void OrDelete(string folder, Action write)
    {
        try
        {
            write();
        }
        catch (RunFileException)
        {
            RunDisk.TryDelete(folder);
            throw;
        }
    }

    // What is shown is taken now; painting it can wait for another thread.
    private Action Pictures(string folder)
    {
        var start = Stopwatch.GetTimestamp();
        var (model, tissue, minutes) = (_simulation.Model, _simulation.Tissue, _simulation.Minutes);
        var scene = TissueScene.Of(model, tissue, minutes, _picture);
        var section = model.Grid.Is2D ? null : SectionScene.Of(model, tissue, minutes);
        _pictureSeconds += Since(start);
        return () =>
        {
            _folder.Disk.WritePart(Path.Combine(folder, "picture.svg"), SvgPainter.Paint(scene));
            _folder.Disk.WritePart(Path.Combine(folder, "picture.png"), Raster.Paint(scene));
            if (section is not null)
                _folder.Disk.WritePart(Path.Combine(folder, "section.png"), Raster.Paint(section()));
        };
    }

    /// <summary>Saves the state; every row and frame up to now is on the disk before it.</summary>
    public void Checkpoint()
    {
        var start = Stopwatch.GetTimestamp();
        AwaitFrame();
        _counts.Flush();
        _hashes.Flush();
        _body?.Flush();
        CheckpointShelf.Add(_folder.Disk, _folder, _simulation.Tissue.Tick, _checkpoint);
        _checkpointSeconds += Since(start);
    }

    /// <summary>Leaves the outcome, the profile, the last snapshot, and the pictures of the last frame where they are found first.</summary>
    public void Finish(RunOutcome outcome, StageProfile? profile)
    {
        _doses?.WriteIfChanged();
        if (!outcome.Interrupted)
            _output?.Final();
        var frames = Directory.GetDirectories(_folder.Frames).Order(StringComparer.Ordinal);
        foreach (var picture in frames.TakeLast(1).SelectMany(f => Directory.GetFiles(f)))
            _folder.Disk.WriteWhole(_folder.In(Path.GetFileName(picture)), File.ReadAllBytes(picture));
        if (profile is not null)
            _folder.Disk.WriteWhole(_folder.Profile, profile.ToJson());
        _folder.Disk.WriteWhole(_folder.Outcome, outcome.ToLongJson() + "\n");
    }

    public void Dispose()
    {
        // After a failure the frame under way may fail too; the first failure is the one to tell.
        ((IAsyncResult)_publishing).AsyncWaitHandle.WaitOne();
        _counts.Dispose();
        _hashes.Dispose();
        _body?.Dispose();
    }

    private void AwaitFrame()
    {
        var start = Stopwatch.GetTimestamp();
        _publishing.GetAwaiter().GetResult();
        _publishing = Task.CompletedTask;
        _frameSeconds += Since(start);
    }

    private static double Since(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}
