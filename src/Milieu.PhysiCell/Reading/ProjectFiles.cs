// Where the files of a project lie.
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>Finds the settings of a project, and what they name: paths start where PhysiCell is started, above config.</summary>
internal sealed class ProjectFiles(string settings, IModelFiles files)
{
    private const string Usual = "PhysiCell_settings.xml";

    public string Settings => settings;

    public IModelFiles Files => files;

    /// <summary>The settings file of a path: the file itself, or the one that a folder holds.</summary>
    /// <returns>None where there is none; several where a folder leaves the choice.</returns>
    public static IReadOnlyList<string> SettingsOf(string path, IModelFiles files)
    {
        var at = files.Resolve(null, path);
        if (path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            return files.TryReadBytes(at, out _, out _) ? [at] : [];
        foreach (var folder in new[] { files.Resolve(null, path + "/config"), at })
        {
            var settings = files
                .NamesIn(folder)
                .Where(n => n.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
                .ToList();
            if (settings.Contains(Usual))
                return [files.Resolve(null, folder + "/" + Usual)];
            var found = settings
                .Select(n => files.Resolve(null, folder + "/" + n))
                .Where(f => files.TryRead(f, out var text, out _) && SettingsXml.LooksLike(text))
                .ToList();
            if (found.Count > 0)
                return found;
        }
        return [];
    }

    /// <summary>The name of the project's folder, or of the file where no folder is known.</summary>
    public string Name
    {
        get
        {
            var parts = settings.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
            var config = Array.LastIndexOf(parts, "config");
            return config > 0 && parts[config - 1] is not ("." or "..")
                ? parts[config - 1]
                : parts[^1][..^Math.Min(4, parts[^1].Length - 1)];
        }
    }

    /// <summary>The path of a file that the settings name: the first place where there is one, or the first place.</summary>
    public string Find(string named)
    {
        if (named.StartsWith('/') || (named.Length > 2 && named[1] == ':' && char.IsAsciiLetter(named[0])))
            return files.Resolve(settings, named);
        var parts = settings.Replace('\\', '/').Split('/');
        var config = Array.LastIndexOf(parts, "config");
        var up = config < 0 ? 1 : parts.Length - 1 - config;
        string[] starts = [string.Concat(Enumerable.Repeat("../", up)), "../", ""];
        var places = starts.Distinct().Select(s => files.Resolve(settings, s + named)).ToList();
        return places.Find(p => files.TryReadBytes(p, out _, out _)) ?? places[0];
    }

    /// <summary>The file that a section names by folder and filename.</summary>
    public static string Join(string folder, string name) =>
        folder.Length == 0 ? name : folder.TrimEnd('/', '\\') + "/" + name;
}
