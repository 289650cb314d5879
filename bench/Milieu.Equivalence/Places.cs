// Where the references lie.
namespace Milieu.Equivalence;

internal static class Places
{
    /// <summary>Root of the repository: the folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>References whose projects and measures are in this repository.</summary>
    public static string Own { get; } = Path.Combine(Root, "tests", "Milieu.Reference.Tests", "projects");

    /// <summary>References kept outside: MILIEU_REFERENCE, or shared/reference beside the repository.</summary>
    public static string Shared { get; } =
        Environment.GetEnvironmentVariable("MILIEU_REFERENCE")
        ?? Path.GetFullPath(Path.Combine(Root, "..", "shared", "reference"));

    /// <summary>All references that are on this machine; of those, the named ones if any is named.</summary>
    public static IReadOnlyList<ReferenceModel> All(IReadOnlyList<string> names) =>
        [.. References.In(Shared).Concat(References.In(Own)).Where(r => names.Count == 0 || names.Contains(r.Name))];

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Milieu.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the repository");
        return folder;
    }
}
