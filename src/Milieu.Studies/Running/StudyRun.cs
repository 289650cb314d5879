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
        catch (Exception e) when (e is NonFiniteStateException or StartException or BranchException)
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
            var resumed = leftOff is not null;
            var options = new SimulationOptions((ulong)task.Seed, task.Threads, KernelKind.Vectorized);
            using var simulation =
                leftOff is not null ? new Simulation(_model, options, leftOff.State.Tissue)
                : task.From is { } trunk ? Branched(trunk, options, out leftOff)
                : new Simulation(_model, options);
            var start = simulation.Minutes;
            var end = DueTicks.Whole(task.EndMinutes / _model.Timing.TickMinutes);
            end = simulation.NextBusyTick(_model.Conventions.RunEndTick ? end + 1 : end);
            var sampler = new Sampler(
                simulation,
                Bound(),
                task.EndMinutes,
                end,
                leftOff?.Sampled ?? Sampled.Nothing,
                resumed ? leftOff!.State.Directory.Tick : simulation.Tissue.Tick - 1
            );
            var stop = task.StopMinutes is { } minutes
                ? simulation.NextBusyTick(DueTicks.Whole(minutes / _model.Timing.TickMinutes))
                : end;
            var writer = new CheckpointWriter(simulation, task.ModelHash, CompiledModelText.ToJson(_model));
            void Save() => unfinished.Save(simulation, writer, sampler.Sampled);
            var isWhole = Step(simulation, sampler, stop, Save, cancellation);
            FiniteState.Check(simulation);
            if (isWhole && task.StopMinutes is not null)
                Save();
            if (isWhole && !task.Pictures.IsEmpty)
            {
                var painted = SvgPainter.Paint(TissueScene.Of(_model, simulation.Tissue, simulation.Minutes));
                foreach (var picture in task.Pictures)
                    _disk.WriteWhole(picture, painted);
            }
            return new RunEnd(isWhole ? RunEndKind.Done : RunEndKind.Stopped)
            {
                // What a trunk measured goes on with its arms.
                Values = isWhole && task.StopMinutes is null ? sampler.Values() : [],
                Minutes = simulation.Minutes,
                EndMinutes = task.StopMinutes ?? task.EndMinutes,
                Cells = simulation.Tissue.Cells.Count,
                WallSeconds = watch.Elapsed.TotalSeconds,
                StateHash = CheckpointWriter.Hex(StateHash.Of(simulation.Tissue).Value),
                ResumedMinutes = resumed ? start : 0,
            };
        }

        /// <summary>The arm where its trunk stopped, with what the trunk had measured.</summary>
        private Simulation Branched(TrunkLeft trunk, SimulationOptions options, out LeftOff left)
        {
            left =
                new Unfinished(_disk, trunk.Stem).Newest(trunk.ModelHash)
                ?? throw new BranchException("the state of its trunk is gone or damaged; the next call grows it again");
            using var tissue = left.State.Tissue;
            return Branch.Start(left.State.Model, tissue, _model, options);
        }

        private bool Step(Simulation simulation, Sampler sampler, long end, Action save, CancellationToken cancellation)
        {
            var pace = new Pace(simulation, task.StopMinutes ?? task.EndMinutes, progress);
            var looked = simulation.Minutes;
            var saved = Stopwatch.GetTimestamp();
            Take();
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
                    Take();
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

            // What is due where a trunk stops is its arms' to measure, which may know more than it does.
            void Take()
            {
                if (task.StopMinutes is null || simulation.Tissue.Tick < end)
                    sampler.Take();
            }
        }

        private ImmutableArray<BoundMeasure> Bound() => [.. task.Asked.SelectMany(Bound)];

        private IEnumerable<BoundMeasure> Bound(Questions asked)
        {
            var scope = MeasureBinding.Scope(_model, asked.Measures, asked.Regions, asked.Elsewhere);
            return asked.Measures.Select(m =>
                MeasureBinding.Bind(m, scope, out var problem)
                ?? throw new InvalidOperationException($"measure '{m.Name}': {problem!.Message} {problem.Value}")
            );
        }
    }
}
