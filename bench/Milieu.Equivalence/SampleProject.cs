// A copy of a project that both programs run: shortened alike, saving nothing on the way.
using System.Globalization;
using System.Xml.Linq;

namespace Milieu.Equivalence;

/// <summary>A scratch folder with a project's configuration, deleted at the end.</summary>
internal sealed class SampleProject : IDisposable
{
    private const string Settings = "PhysiCell_settings.xml";
    private readonly string _sample;
    private readonly XDocument _xml;

    public SampleProject(string sample, int threads)
    {
        _sample = sample;
        Folder = Directory.CreateTempSubdirectory("sample-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "output"));
        foreach (var file in Directory.GetFiles(Path.Combine(sample, "config"), "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(Folder, Path.GetRelativePath(sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        _xml = XDocument.Load(SettingsFile);
        End.Value = End.Value.Trim();
        Root.Element("parallel")!.Element("omp_num_threads")!.Value = threads.ToString(CultureInfo.InvariantCulture);
        Root.Element("save")!.Element("folder")!.Value = "output";
        foreach (var kind in (string[])["full_data", "SVG"])
            Root.Element("save")!.Element(kind)?.Element("enable")?.SetValue("false");
    }

    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(_sample));

    public string Folder { get; }

    public string SettingsFile => Path.Combine(Folder, "config", Settings);

    /// <summary>Minutes that the project itself asks for, or that were set last.</summary>
    public double Minutes
    {
        get => double.Parse(End.Value, CultureInfo.InvariantCulture);
        set
        {
            End.Value = value.ToString(CultureInfo.InvariantCulture);
            _xml.Save(SettingsFile);
        }
    }

    private XElement Root => _xml.Root!;

    private XElement End => Root.Element("overall")!.Element("max_time")!;

    /// <summary>True for a folder that holds such a project.</summary>
    public static bool Is(string folder) => File.Exists(Path.Combine(folder, "config", Settings));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
