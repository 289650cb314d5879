// One run of a study, from wherever it was left to its end.
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Milieu.Engine;
using Milieu.Model;
using Milieu.Runs;

namespace Milieu.Studies;

/// <summary>Runs a task; whatever breaks becomes an end with a reason.</summary>
public static class StudyRun
{
    private const double FiniteMinutes = 60;

    /// <remarks>Never throws for what a model or a disk does; cancelling saves a checkpoint.</remarks>
    public static RunEnd Run(RunTask task, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            return new Session(task, progress).Run(cancellation);
        }
        catch (Exception e) when (e is NonFiniteStateException or StartException)
        {
            return new RunEnd(RunEndKind.Failed) { Reason = e.Message };
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or JsonException or OutOfMemoryException)
        {
            return new RunEnd(RunEndKind.Failed) { Reason = e.Message.ReplaceLineEndings(" ") };
        }
#pragma warning disable CA1031 // one broken run must not sink a study; the reason names the fault
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new RunEnd(RunEndKind.Failed)
            {
                Reason = $"fault of Milieu: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}",
            };
        }
    }

    private sealed class Session(RunTask task, IProgress<RunProgress>? progress)
    {
        private readonly RunDisk _disk = new();
        private readonly CompiledModel _model = CompiledModelText.FromJson(File.ReadAllText(task.ModelFile));

        public RunEnd Run(CancellationToken cancellation)
        {
            var watch = Stopwatch.StartNew();
            var unfinished = new Unfinished(_disk, task.Unfinished);
            var leftOff = unfinished.Newest(task.ModelHash);
            var options = new SimulationOptions((ulong)task.Seed, task.Threads, KernelKind.Vectorized);
            using var simulation = leftOff is null
                ? new Simulation(_model, options)
                : new Simulation(_model, options, leftOff.State.Tissue);
            var resumed = leftOff is null ? 0 : simulation.Minutes;
            var end = DueTicks.Whole(task.EndMinutes / _model.Timing.TickMinutes);
            end = simulation.NextBusyTick(_model.Conventions.RunEndTick ? end + 1 : end);
            var sampler = new Sampler(
                simulation,
                Bound(),
                task.EndMinutes,
                end,
                leftOff?.Sampled ?? Sampled.Nothing,
                leftOff?.State.Directory.Tick ?? -1
            );
            var writer = new CheckpointWriter(simulation, task.ModelHash, CompiledModelText.ToJson(_model));
            var pace = new Pace(simulation, task.EndMinutes, progress);
            var isWhole = Step(
                simulation,
                sampler,
                end,
                pace,
                () => unfinished.Save(simulation, writer, sampler.Sampled),
                cancellation
            );
            FiniteState.Check(simulation);
            if (isWhole && task.Picture is { } picture)
                _disk.WriteWhole(
                    picture,
                    SvgPainter.Paint(TissueScene.Of(_model, simulation.Tissue, simulation.Minutes))
                );
            return new RunEnd(isWhole ? RunEndKind.Done : RunEndKind.Stopped)
            {
                Values = isWhole ? sampler.Values() : [],
                Minutes = simulation.Minutes,
                EndMinutes = task.EndMinutes,
                Cells = simulation.Tissue.Cells.Count,
                WallSeconds = watch.Elapsed.TotalSeconds,
                StateHash = CheckpointWriter.Hex(StateHash.Of(simulation.Tissue).Value),
                ResumedMinutes = resumed,
            };
        }

        private bool Step(
            Simulation simulation,
            Sampler sampler,
            long end,
            Pace pace,
            Action save,
            CancellationToken cancellation
        )
        {
            var looked = simulation.Minutes;
            var saved = Stopwatch.GetTimestamp();
            sampler.Take();
            while (simulation.Tissue.Tick < end)
            {
                if (cancellation.IsCancellationRequested)
                {
                    save();
                    return false;
                }
                pace.BeforeStep();
                simulation.Step(isUntouched: true);
                if (simulation.Tissue.Tick >= sampler.NextTick || simulation.Minutes - looked >= FiniteMinutes)
                {
                    FiniteState.Check(simulation);
                    looked = simulation.Minutes;
                    sampler.Take();
                }
                if (Stopwatch.GetElapsedTime(saved).TotalSeconds >= task.CheckpointSeconds)
                {
                    save();
                    saved = Stopwatch.GetTimestamp();
                }
                pace.Report();
            }
            pace.Report(now: true);
            return true;
        }

        private ImmutableArray<BoundMeasure> Bound()
        {
            var scope = MeasureBinding.Scope(_model, task.Measures, task.Regions, task.Elsewhere);
            return
            [
                .. task.Measures.Select(m =>
                    MeasureBinding.Bind(m, scope, out var problem)
                    ?? throw new InvalidOperationException($"measure '{m.Name}': {problem!.Message} {problem.Value}")
                ),
            ];
        }
    }
}
