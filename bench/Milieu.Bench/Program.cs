// Measures speed: whole models with a stopwatch, kernels with BenchmarkDotNet. Measures tests too: which changes they see.
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Milieu.Bench;

if (args is ["micro", .. var rest])
{
    // In this process: the usual way generates a project of its own, outside the central pins.
    var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
    BenchmarkSwitcher.FromAssembly(typeof(ModelSpeed).Assembly).Run(rest, DefaultConfig.Instance.AddJob(job));
    return 0;
}
if (args is ["models", .. var wishes])
    return ModelSpeed.Run(wishes);
if (args is ["mechanics", .. var sizes])
    return MechanicsSpeed.Run(sizes);
if (args is ["lod", .. var grids])
    return LodSpeed.Run(grids);
if (args is ["growth", .. var growth])
    return GrowthStudy.Run(growth);
if (args is ["accuracy", .. var accuracy])
    return AccuracyStudy.Run(accuracy);
if (args is ["mutants", .. var parts])
    return Mutants.Run(parts);
Console.Error.WriteLine("usage: models [FILE...] [--threads 1,2] [--minutes 60] [--from 0] [--repeats 5]");
Console.Error.WriteLine("       micro [--filter *]");
Console.Error.WriteLine("       mechanics [CELLS] [reference|vectorized]");
Console.Error.WriteLine("       lod [THREADS] [GRID...]");
Console.Error.WriteLine("       growth [--quick] [--out docs]");
Console.Error.WriteLine("       accuracy [--quick] [--out docs]");
Console.Error.WriteLine("       mutants Engine|Model [PATTERN...]");
return 2;
