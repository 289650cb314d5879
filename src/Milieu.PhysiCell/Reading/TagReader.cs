// Elements that nothing reads.
using System.Xml.Linq;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>
/// An element that is spelt almost like one that is read is taken for that, misspelt: an error, for PhysiCell goes on with
/// a default in its place. Any other is named as having no effect.
/// </summary>
internal sealed class TagReader(Findings findings)
{
    public void Read(XElement root) => Below(root, "");

    private void Below(XElement parent, string path)
    {
        var known = KnownTags.Below(path);
        foreach (var element in parent.Elements())
        {
            var name = element.Name.LocalName;
            var at = path.Length == 0 ? name : path + "/" + name;
            if (KnownTags.Find(at) is not { } tag)
                Unread(element, path, known);
            else if (tag.Kind == TagKind.Section)
                Below(element, at);
        }
    }

    private void Unread(XElement element, string path, IReadOnlyList<string> known)
    {
        var name = element.Name.LocalName;
        var near = Nearest.To(name, known);
        // Beside the element that it is like, it is another one.
        if (near is not null && element.Parent.Child(near) is null)
            findings.Error(
                element,
                "unknown element: PhysiCell would go on as if it were not there",
                name,
                Expected(path, known),
                near
            );
        else
            findings.Warn(element, "no effect: nothing reads this element", name, Home(name) ?? Expected(path, known));
    }

    private static string? Home(string name) =>
        KnownTags.Ending(name).FirstOrDefault() is { } home ? $"it below {home[..home.LastIndexOf('/')]}" : null;

    private static string? Expected(string path, IReadOnlyList<string> known) =>
        known.Count == 0 ? null : (path.Length == 0 ? "one of " : $"below {path}: ") + string.Join(", ", known);
}
