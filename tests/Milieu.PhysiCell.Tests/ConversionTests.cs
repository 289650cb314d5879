// Projects as model files: the same hash, a text that says where values came from, tables beside it.
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

public sealed class ConversionTests
{
    private static readonly ReadingChoices AsPhysiCell = new();

    [Fact(
        DisplayName = "Each project that PhysiCell measured converts to a model of the same hash, a native one as well"
    )]
    public void OwnProjectsConvert() =>
        EachConverts(Path.Combine(Root(), "tests", "Milieu.Reference.Tests", "projects"), 10, "lysis_3d");

    [Fact(
        DisplayName = "Each project of the shared reference converts to a model of the same hash, a native one as well"
    )]
    public void SharedProjectsConvert()
    {
        var given = Environment.GetEnvironmentVariable("MILIEU_REFERENCE");
        var folder = string.IsNullOrEmpty(given) ? Path.Combine(Root(), "..", "shared", "reference") : given;
        Assert.SkipUnless(Directory.Exists(folder), $"no reference projects at {folder}: set MILIEU_REFERENCE");
        EachConverts(folder, 8, "m8_spheroid3d");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Milieu.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? "";
    }

    private static void EachConverts(string folder, int fewest, string nativeOne)
    {
        var projects = Directory
            .GetDirectories(folder)
            .Select(f => Path.Combine(f, "config"))
            .Where(Directory.Exists)
            .ToList();
        Assert.True(projects.Count >= fewest);
        foreach (var config in projects)
        {
            var files = new MemoryFiles();
            foreach (var file in Directory.GetFiles(config))
                files["project/config/" + Path.GetFileName(file)] = File.ReadAllText(file);
            var native = config.Contains(nativeOne, StringComparison.Ordinal);
            var choices = new ReadingChoices { Native = native };
            var converted = ProjectConversion.Convert("project", "m.yaml", files, [], choices);
            AssertSame(converted, choices);
            Assert.Contains(native ? " --native." : " convert.", converted.Files[^1].Text, StringComparison.Ordinal);
        }
    }

    [Fact(DisplayName = "The model is readable: units, short forms, no defaults, and the line or file of every value")]
    public void TextSaysWhereValuesCameFrom()
    {
        var converted = Convert(SoundProject.Settings, new MemoryFiles());
        AssertSame(converted, AsPhysiCell);
        Assert.Equal(
            """
            # Converted from a PhysiCell project by milieu convert.
            # Beside a value stands where it came from: 'line 12' is a line of PhysiCell_settings.xml, 'rules.csv 3' one of that file.
            # What the project says and would hold anyway is left out.
            # The project runs with --seed 7.
            model: p  # line 1

            domain:
              x: [-100 um, 100 um]  # line 3
              y: [-100 um, 100 um]  # line 3
              voxel: [20 um]        # line 4

            """,
            converted.Files[^1].Text[..converted.Files[^1].Text.IndexOf("\ntime:", StringComparison.Ordinal)]
        );
        Assert.Single(converted.Files);
        Assert.Matches(@"(?m)^    uptake: \{oxygen: 10 /min\} +# line 54$", converted.Files[^1].Text);
        Assert.DoesNotContain("2494", converted.Files[^1].Text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Rules, cells and densities of other files are named; tables are written beside the model")]
    public void TablesAreWrittenBeside()
    {
        var files = Files();
        files["p/config/cells.csv"] =
            "x,y,z,type,volume\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},2,0,tumor,\n"));
        var converted = Convert(WithFiles(), files);
        AssertSame(converted, AsPhysiCell);
        Assert.Equal(["m-cells.csv", "m-densities.csv", "m.yaml"], converted.Files.Select(f => f.Name).Order());
        var text = converted.Files[^1].Text;
        Assert.Matches(@"cells: \{file: m-cells.csv\} +# cells.csv\n", text);
        Assert.Contains("half-max 5 mmHg, hill 4  # rules.csv 2", text, StringComparison.Ordinal);
        Assert.Matches(@"initial: \{file: m-densities.csv\} +# ic.mat\n", text);
    }

    [Fact(
        DisplayName = "A few cells of one type are said in the model itself, where points say all that the table said"
    )]
    public void FewCellsStandInline()
    {
        var files = Files();
        files["p/config/cells.csv"] = "1,2,0,0\n-3.25,4e1,0,0\n5,6,1,0\n";
        var converted = Convert(WithFiles(), files);
        AssertSame(converted, AsPhysiCell);
        Assert.Contains(
            "cells: {cells: tumor, points: [[1 um, 2 um], [-3.25 um, 40 um], [5 um, 6 um, 1 um]]}",
            converted.Files[^1].Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(converted.Files, f => f.Name.Contains("cells", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "A project with an error gives no files at all, and all its mistakes")]
    public void WrongProjectsGiveNothing()
    {
        var converted = Convert(
            SoundProject.Settings.Replace("<dx>20</dx>", "<dx>0</dx>", StringComparison.Ordinal),
            new MemoryFiles()
        );
        Assert.Empty(converted.Files);
        Assert.True(converted.Loaded.HasErrors);
    }

    [Fact(DisplayName = "What the command line sets is in the model, and said to come from there")]
    public void OverridesAreKept()
    {
        var files = new MemoryFiles { ["p/config/PhysiCell_settings.xml"] = SoundProject.Settings };
        var converted = ProjectConversion.Convert(
            "p",
            "m.yaml",
            files,
            ["cells.tumor.uptake.oxygen=3 /min"],
            AsPhysiCell
        );
        Assert.Contains("uptake: {oxygen: 3 /min}", converted.Files[^1].Text, StringComparison.Ordinal);
        Assert.Contains("# --set", converted.Files[^1].Text, StringComparison.Ordinal);
    }

    private static MemoryFiles Files()
    {
        var files = new MemoryFiles { ["p/config/rules.csv"] = "//\ntumor,oxygen,increases,apoptosis,1,5,4,0\n" };
        var stream = new MemoryStream();
        double[] values = [.. Matrix()];
        MatlabWriter.Write(stream, "ic", 100, 4, values);
        files.Put("p/config/ic.mat", stream.ToArray());
        return files;
    }

    // Ten by ten voxels of 20 um: x, y, z and a density.
    private static IEnumerable<double> Matrix()
    {
        for (var column = 0; column < 4; column++)
        for (var i = 0; i < 100; i++)
            yield return column switch
            {
                0 => -90 + (20 * (i % 10)),
                1 => -90 + (20 * (i / 10)),
                2 => 0,
                _ => i / 7.0,
            };
    }

    private static string WithFiles() =>
        SoundProject
            .Settings.Replace(
                "<calculate_gradients>",
                "<initial_condition type=\"matlab\" enabled=\"true\"><filename>./config/ic.mat</filename></initial_condition><calculate_gradients>",
                StringComparison.Ordinal
            )
            .Replace(
                "<user_parameters>",
                """
                <initial_conditions><cell_positions type="csv" enabled="true"><folder>./config</folder><filename>cells.csv</filename></cell_positions></initial_conditions>
                <cell_rules><rulesets><ruleset protocol="CBHG" version="3.0" format="csv" enabled="true"><folder>./config</folder><filename>rules.csv</filename></ruleset></rulesets></cell_rules>
                <user_parameters>
                """,
                StringComparison.Ordinal
            );

    private static ConvertedProject Convert(string settings, MemoryFiles files)
    {
        files["p/config/PhysiCell_settings.xml"] = settings;
        return ProjectConversion.Convert("p", "m.yaml", files, [], AsPhysiCell);
    }

    private static void AssertSame(ConvertedProject converted, ReadingChoices choices)
    {
        Assert.False(converted.Loaded.HasErrors, string.Join('\n', converted.Loaded.Diagnostics));
        var files = new MemoryFiles();
        foreach (var file in converted.Files)
            files[file.Name] = file.Text;
        var again = ModelText.Load(converted.Files[^1].Name, files, []);
        Assert.False(again.HasErrors, string.Join('\n', again.Diagnostics));
        Assert.Equal(CompiledModelText.Hash(converted.Loaded.Compiled!), CompiledModelText.Hash(again.Compiled!));
        Assert.Equal(converted.Loaded.Output, again.Output);
        Assert.Equal(choices.Native ? null : "physicell", again.Spec!.Time.Mode);
    }
}
