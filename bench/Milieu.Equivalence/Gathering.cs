// Makes a reference: runs a PhysiCell program on a project, seed by seed, and writes what its output measures.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Milieu.Equivalence;

internal static class Gathering
{
    /// <summary>Runs seeds 1 to <paramref name="seeds"/> in turn and writes measures.csv into the project.</summary>
    /// <param name="program">An executable of PhysiCell that takes config/PhysiCell_settings.xml of its working folder.</param>
    public static void Make(string program, string project, int seeds)
    {
        var values = new Dictionary<Key, List<double>>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            var folder = Directory.CreateTempSubdirectory("physicell-").FullName;
            try
            {
                Prepare(project, folder, seed);
                Run(program, folder);
                Add(values, Path.Combine(folder, "output"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        Write(values, Path.Combine(project, References.MeasuresFile));
    }

    /// <summary>Measures what stands already in folders of output, one a seed.</summary>
    public static void Read(IEnumerable<string> outputs, string project)
    {
        var values = new Dictionary<Key, List<double>>();
        foreach (var output in outputs)
            Add(values, output);
        Write(values, Path.Combine(project, References.MeasuresFile));
    }

    private static void Prepare(string project, string folder, int seed)
    {
        var config = Directory.CreateDirectory(Path.Combine(folder, "config")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(project, "config")))
            File.Copy(file, Path.Combine(config, Path.GetFileName(file)));
        var path = Path.Combine(config, "PhysiCell_settings.xml");
        var xml = XDocument.Load(path);
        xml.Root!.Element("options")!.Element("random_seed")!.Value = seed.ToString(CultureInfo.InvariantCulture);
        xml.Save(path);
    }

    private static void Run(string program, string folder)
    {
        var start = new ProcessStartInfo(Path.GetFullPath(program))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode} in {folder}");
    }

    private static void Add(Dictionary<Key, List<double>> values, string output)
    {
        foreach (var moment in TheirMoment.All(output))
        foreach (var (measure, value) in Measures.Take(moment, neighborhoods: true))
        {
            var key = new Key(Math.Round(moment.Minutes, 3), measure);
            if (!values.TryGetValue(key, out var list))
                values[key] = list = [];
            list.Add(value);
        }
    }

    private static void Write(Dictionary<Key, List<double>> values, string file)
    {
        var text = new StringBuilder("minutes,measure,seeds,mean,sd\n");
        foreach (var (key, list) in values)
        {
            var sample = Sample.Of(list);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{key.Minutes},{key.Measure},{sample.Count},{sample.Mean:G9},{sample.Sd:G4}\n"
            );
        }
        File.WriteAllText(file, text.ToString());
    }
}
