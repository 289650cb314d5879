// Recorded trajectories of PhysiCell 1.14.2: a point source and a sink in 2-D and 3-D, and held walls.
using System.Globalization;

namespace Milieu.Engine.Tests;

public sealed class FieldsTraceTests(ITestOutputHelper output)
{
    [Theory(
        DisplayName = "Densities and internalized amounts follow PhysiCell's, to 2e-11 in double and to float's rounding in float"
    )]
    [InlineData("field_source_sink_2d", 0.01, true, 2e-11)]
    [InlineData("field_source_sink_3d", 0.05, true, 2e-11)]
    [InlineData("field_dirichlet", 0.01, true, 2e-11)]
    [InlineData("field_source_sink_2d", 0.01, false, 4e-4)]
    [InlineData("field_source_sink_3d", 0.05, false, 4e-4)]
    [InlineData("field_dirichlet", 0.01, false, 4e-4)]
    public void FollowsTrace(string name, double dt, bool isDouble, double tolerance)
    {
        var traces = Traces();
        Assert.SkipUnless(File.Exists(Path.Combine(traces, name + ".csv")), "reference trajectories are not here");
        var rows = Read(Path.Combine(traces, name + ".csv"), 1);
        var totals = Read(Path.Combine(traces, name + "_totals.csv"), 1);
        using var bench = new FieldsBench(Model(name, dt, isDouble), KernelKind.Vectorized);
        if (name != "field_dirichlet")
        {
            bench.Add(10, 10, bench.Model.Grid.Is2D ? 0 : 10, type: 0);
            bench.Add(110, 10, bench.Model.Grid.Is2D ? 0 : 10, type: 1);
        }
        var done = 0;
        var worst = 0.0;
        foreach (var t in rows.Select(r => r[0]).Distinct().Where(t => t > 0))
        {
            var until = (int)Math.Round(t / dt);
            bench.Advance(until - done, 10);
            done = until;
            worst = Math.Max(worst, Compare(bench, rows.Where(r => r[0] == t).ToArray()));
            worst = Math.Max(worst, CompareTotals(bench, totals.Where(r => r[0] == t).ToArray()));
        }
        output.WriteLine(
            $"{name} {(isDouble ? "double" : "float")}: largest difference {worst:E2} of the largest value"
        );
        Assert.Equal((int)Math.Round(120 / dt), done);
        Assert.InRange(worst, 0, tolerance);
    }

    /// <summary>Largest difference of a line of voxels, relative to the largest density of the substrate.</summary>
    private static double Compare(FieldsBench bench, double[][] rows)
    {
        var worst = 0.0;
        for (var s = 0; s < 2; s++)
        {
            var scale = rows.Max(r => r[5 + s]);
            foreach (var row in rows)
            {
                var found = bench[s][bench[s].OffsetAt(row[2], row[3], row[4])];
                worst = Math.Max(worst, Math.Abs(found - row[5 + s]) / scale);
            }
        }
        return worst;
    }

    private static double CompareTotals(FieldsBench bench, double[][] rows)
    {
        var worst = 0.0;
        for (var s = 0; s < 2; s++)
        {
            var row = rows[s];
            worst = Math.Max(worst, Math.Abs(bench.Mass(s) - row[2]) / row[2]);
            for (var cell = 0; cell < bench.Tissue.Cells.Count; cell++)
                worst = Math.Max(
                    worst,
                    Math.Abs(bench.Tissue.Cells.InternalizedOf(s)![cell] - row[3 + cell])
                        / Math.Max(Math.Abs(row[3 + cell]), 1e-6 * Math.Abs(row[3]))
                );
        }
        return worst;
    }

    private static CompiledModel Model(string name, double dt, bool isDouble)
    {
        CompiledSubstrate Substrate(double diffusion, double decay, double initial = 0, double face = double.NaN) =>
            Fixture.Substrate(
                diffusion: diffusion,
                decay: decay,
                initial: initial,
                face: face,
                integrator: Integrator.Lod,
                isDouble: isDouble
            ) with
            {
                TracksInternalized = true,
            };
        var grid = name.EndsWith("3d", StringComparison.Ordinal) ? Fixture.Cube(400) : Fixture.Plane(800);
        var model =
            name == "field_dirichlet"
                ? Fixture.Model(grid, [Substrate(100000, 0.1, 38, 38), Substrate(500, 0.05, 0, 1)])
                : Fixture.Model(
                    grid,
                    [Substrate(1000, 0.1), Substrate(200, 0.01)],
                    2,
                    (type, b, c) =>
                    {
                        c[b.Secretion(0)] = type == 0 ? 10 : 0;
                        c[b.SecretionTarget(0)] = 1;
                        c[b.Export(1)] = type == 0 ? 100 : 0;
                        c[b.Uptake(0)] = type == 1 ? 10 : 0;
                        c[b.Uptake(1)] = type == 1 ? 5 : 0;
                    }
                );
        return model with { Conventions = Conventions.PhysiCell, Timing = new Timing(dt, 1, 1, 60, 600) };
    }

    private static double[][] Read(string path, int textColumn) =>
        [
            .. File.ReadLines(path)
                .Skip(1)
                .Select(l =>
                    l.Split(',')
                        .Select((f, i) => i == textColumn ? 0 : double.Parse(f, CultureInfo.InvariantCulture))
                        .ToArray()
                ),
        ];

    private static string Traces()
    {
        var reference = Environment.GetEnvironmentVariable("MILIEU_REFERENCE");
        var folder = AppContext.BaseDirectory;
        while (reference is null && folder is not null)
        {
            if (File.Exists(Path.Combine(folder, "Milieu.slnx")))
                reference = Path.Combine(folder, "..", "shared", "reference");
            folder = Path.GetDirectoryName(folder);
        }
        return Path.Combine(reference ?? "", "traces");
    }
}
