// Wrong usage is refused in one line, before anything is read or written.
namespace Milieu.Cli.Tests;

public sealed class UsageTests
{
    public static TheoryData<string, string> WrongUsages =>
        new()
        {
            { "", "Required command" },
            { "runn models/first.yaml", "'runn'" },
            { "run", "MODEL" },
            { "run m.yaml --bogus", "'--bogus'" },
            { "run m.yaml --threads 0", "--threads '0' is no number of threads; write 1 to 1024" },
            { "run m.yaml --threads 10000", "--threads '10000' is no number of threads; write 1 to 1024" },
            { "run m.yaml --threads two", "--threads 'two'" },
            { "resume r --threads 0", "--threads '0'" },
            { "replay r --threads 10000", "--threads '10000'" },
            { "run m.yaml --at 0", "--at '0' is no time above zero" },
            { "run m.yaml --seed=-1", "--seed '-1' is no seed" },
            { "run m.yaml --seed 1.5", "--seed '1.5' is no seed" },
            { "run m.yaml --until 0", "--until '0' is no time above zero" },
            { "run m.yaml --until=-5", "--until '-5' is no time above zero" },
            { "run m.yaml --until NaN", "--until 'NaN' is no time above zero" },
            { "run m.yaml --until 1e999", "--until '1e999' is no time above zero" },
            { "run m.yaml --until 5um", "--until '5um' is no time above zero" },
            { "run m.yaml --every 0", "--every '0'" },
            { "run m.yaml --hash-every x", "--hash-every 'x'" },
            { "run m.yaml --format physicel", "--format 'physicel' is no format; did you mean physicell?" },
            { "run m.yaml --format milieu,physicall", "did you mean physicell? Known are milieu and physicell" },
            { "run m.yaml --format vtk", "--format 'vtk' is no format. Known are milieu and physicell" },
            { "run m.yaml --format milieu,", "--format '' is no format" },
            { "run m.yaml --format", "--format" },
            { "bench forces", "'forces' is no part of the benchmarks; write fields, mechanics, whole, accuracy, all" },
            { "bench --threads 0", "--threads '0' is no number of threads" },
            { "bench fields --threads 1,two", "--threads 'two' is no number of threads" },
            { "bench --threads", "--threads" },
            { "run m.yaml --set cells.tumor", "--set 'cells.tumor' is not path=value" },
        };

    [Theory(
        DisplayName = "A wrong command line ends with 2, names the word at fault and points to help; nothing is written"
    )]
    [MemberData(nameof(WrongUsages))]
    public void WrongUsageIsRefused(string line, string message)
    {
        using var scratch = new Scratch();
        var ended = scratch.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, ended.Code);
        Assert.Contains(message, ended.Error, StringComparison.Ordinal);
        Assert.Contains("--help", ended.Error, StringComparison.Ordinal);
        Assert.Equal("", ended.Out);
        Assert.Empty(scratch.Files);
    }

    [Fact(DisplayName = "Help lists every command with examples that parse, and the exit codes")]
    public void HelpHasExamples()
    {
        using var scratch = new Scratch();
        var help = scratch.Run("--help");
        Assert.Equal(0, help.Code);
        foreach (var command in (string[])["run", "check", "explain", "resume", "replay", "bench"])
        {
            Assert.Contains($"  {command} <", help.Out, StringComparison.Ordinal);
            var own = scratch.Run(command, "--help");
            Assert.Equal(0, own.Code);
            Assert.Contains($"  milieu {command} ", own.Out, StringComparison.Ordinal);
        }
        Assert.Contains("130 interrupted", help.Out, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "--version prints the version and nothing else")]
    public void VersionIsPrinted()
    {
        using var scratch = new Scratch();
        var ended = scratch.Run("--version");
        Assert.Equal(0, ended.Code);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", ended.Out);
    }
}
